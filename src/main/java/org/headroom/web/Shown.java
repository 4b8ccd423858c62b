package org.headroom.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;

/// What a second person is shown: every fact of what is asked for, by name, for the digest covers them all.
final class Shown {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{4,}\\.\\d{2}");
    private static final Pattern NEW_WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Shown() {}

    /// One of them.
    record Fact(String name, String value) {}

    static List<Fact> of(String json) {
        var facts = new ArrayList<Fact>();
        add(Json.read(json, JsonNode.class), "", facts);
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
            var text = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
            facts.add(new Fact(label(name), AMOUNT.matcher(text).matches()
                    ? Figures.grouped(Unit.TPP, new BigDecimal(text))
                    : text));
        }
    }

    /// `shipment.exportDate` as `Shipment: export date`.
    private static String label(String name) {
        var words = NEW_WORD.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT).replace(".", ": ");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
