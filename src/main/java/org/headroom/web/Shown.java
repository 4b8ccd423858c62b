package org.headroom.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.headroom.terms.Unit;

/// What a second person is shown: every fact of what is asked for, by name, for the digest covers them all.
final class Shown {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{4,}\\.\\d{2}");
    private static final Pattern NEW_WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    /// A double would show an amount that nobody asked for.
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final int AMOUNT_DECIMALS = 2;

    private Shown() {}

    /// One of them.
    record Fact(String name, String value) {}

    static List<Fact> of(String json) {
        var facts = new ArrayList<Fact>();
        try {
            add(JSON.readTree(json), "", facts);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("What was asked for is not JSON", broken);
        }
        return facts;
    }

    private static void add(JsonNode node, String name, List<Fact> facts) {
        if (node.isObject()) {
            node.properties().forEach(each ->
                    add(each.getValue(), name.isEmpty() ? each.getKey() : name + "." + each.getKey(), facts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(node.get(i), name + " " + (i + 1), facts);
            }
        } else if (!node.isNull()) {
            facts.add(new Fact(label(name), text(node)));
        }
    }

    /// Amounts are decimals, as numbers or as strings; what is counted is whole.
    private static String text(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Figures.grouped(Unit.DEVICES, node.decimalValue());
        }
        if (!node.isNumber() && !AMOUNT.matcher(node.asText()).matches()) {
            return node.asText();
        }
        var amount = new BigDecimal(node.asText());
        return amount.scale() <= AMOUNT_DECIMALS ? Figures.grouped(Unit.TPP, amount) : amount.toPlainString();
    }

    /// `shipment.exportDate` as `Shipment: export date`.
    private static String label(String name) {
        var words = NEW_WORD.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT).replace(".", ": ");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
