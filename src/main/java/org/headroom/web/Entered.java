package org.headroom.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.party.Consignee;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// A long form as it was typed, with what is wrong beside each field. A field of a list is named by the list, its row
/// and itself, as `items-0-device`; a row that was left empty asks for nothing.
record Entered(Fields typed, List<Wrong> wrong) {

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern DOLLARS = Pattern.compile("\\d{1,15}(\\.\\d{1,2})?");
    private static final Pattern IN_LIST = Pattern.compile("(\\w+)\\[(\\d+)](?:\\.(\\w+))?");
    private static final List<String> DESCRIBED = List.of("consigneeName", "consigneeCountry",
            "consigneeHeadquarters", "ultimateParent", "ultimateParentHeadquarters");

    static Entered of(Fields typed) {
        return new Entered(typed, List.of());
    }

    Entered with(String name, String value) {
        var all = new HashMap<>(typed.typed());
        all.put(name, List.of(value));
        return new Entered(new Fields(Map.copyOf(all)), wrong);
    }

    Field field(String name) {
        return new Field(name, typed.text(name)).with(wrong);
    }

    /// Null where nothing was typed.
    @Nullable String text(String name) {
        return Typed.text(typed.text(name));
    }

    @Nullable String country(String name) {
        var text = text(name);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    @Nullable Long count(String name, List<Fault> faults) {
        var text = typed.text(name).replace(",", "");
        if (!text.isEmpty() && !COUNT.matcher(text).matches()) {
            faults.add(new Fault(name, "range", "Give a whole number of devices; '" + typed.text(name) + "' is not."));
            return null;
        }
        return text.isEmpty() ? null : (Long) Long.parseLong(text);
    }

    @Nullable BigDecimal dollars(String name, List<Fault> faults) {
        var text = typed.text(name).replace(",", "");
        if (!text.isEmpty() && !DOLLARS.matcher(text).matches()) {
            faults.add(new Fault(name, "range", "Give US dollars, to the cent, as 30000.00; '" + typed.text(name)
                    + "' is not."));
            return null;
        }
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    @Nullable LocalDate day(String name, List<Fault> faults) {
        try {
            return Typed.day(name, text(name));
        } catch (InvalidInput broken) {
            faults.addAll(broken.faults());
            return null;
        }
    }

    /// The rows of a list that the form has, one at least.
    List<Integer> rows(String list, int most) {
        int last = typed.typed().keySet().stream()
                .filter(name -> name.matches(list + "-\\d{1,3}-\\w+"))
                .mapToInt(name -> Integer.parseInt(name.split("-")[1]))
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, Math.min(last, most - 1)).boxed().toList();
    }

    /// Those of them in which something was typed.
    List<Integer> filled(String list, int most) {
        return rows(list, most).stream()
                .filter(row -> typed.typed().keySet().stream()
                        .anyMatch(name -> name.startsWith(list + "-" + row + "-") && !typed.text(name).isEmpty()))
                .toList();
    }

    /// A party that is known, or one that is described; null where none was typed.
    @Nullable Consignee consignee() {
        var known = text("consignee");
        if (known != null) {
            return Consignee.known(known);
        }
        return isDescribed()
                ? new Consignee(null, typed.text("consigneeName"), country("consigneeCountry"),
                        country("consigneeHeadquarters"), text("ultimateParent"), country("ultimateParentHeadquarters"))
                : null;
    }

    boolean isDescribed() {
        return DESCRIBED.stream().map(this::field).anyMatch(field -> !field.value().isEmpty() || field.wrong() != null);
    }

    static void consignee(Map<String, List<String>> typed, @Nullable Consignee consignee) {
        if (consignee == null) {
            return;
        }
        put(typed, "consignee", consignee.id());
        put(typed, "consigneeName", consignee.id() == null ? consignee.name() : null);
        put(typed, "consigneeCountry", consignee.id() == null ? consignee.country() : null);
        put(typed, "consigneeHeadquarters", consignee.id() == null ? consignee.headquarters() : null);
        put(typed, "ultimateParent", consignee.id() == null ? consignee.ultimateParent() : null);
        put(typed, "ultimateParentHeadquarters",
                consignee.id() == null ? consignee.ultimateParentHeadquarters() : null);
    }

    static void put(Map<String, List<String>> typed, String name, @Nullable Object value) {
        if (value != null) {
            typed.put(name, List.of(value instanceof BigDecimal amount ? amount.toPlainString() : value.toString()));
        }
    }

    /// The same with what is wrong.
    ///
    /// @param most rows of a list
    Entered with(InvalidInput refused, int most) {
        return new Entered(typed, refused.faults().stream()
                .map(fault -> new Wrong(name(fault.field(), most), Words.spoken(fault.message())))
                .toList());
    }

    /// The field of the form for one of the API's: `items[1].device` is the device of the second row that says
    /// anything.
    private String name(String field, int most) {
        var listed = IN_LIST.matcher(field);
        if (listed.matches()) {
            var filled = filled(listed.group(1), most);
            int asked = Integer.parseInt(listed.group(2));
            var row = asked < filled.size() ? filled.get(asked) : (Integer) asked;
            return listed.group(1) + "-" + row + "-" + (listed.group(3) == null ? "device" : listed.group(3));
        }
        return switch (field) {
            case "items" -> "items-0-device";
            case "lines" -> "lines-0-device";
            case "consignee.id" -> "consignee";
            case "consignee.name" -> "consigneeName";
            case "consignee.country" -> "consigneeCountry";
            case "consignee.headquarters" -> "consigneeHeadquarters";
            case "consignee.ultimateParent" -> "ultimateParent";
            case "consignee.ultimateParentHeadquarters" -> "ultimateParentHeadquarters";
            case "license.number" -> "number";
            default -> field;
        };
    }

    /// What is not understood before anybody is asked.
    ///
    /// @throws InvalidInput when a party is both known and described, or a figure or day could not be read
    void check(List<Fault> found) {
        var faults = new ArrayList<>(found);
        if (text("consignee") != null && isDescribed()) {
            faults.add(new Fault("consignee", "known", "Choose a party that is known, or describe one that is not."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /// One line each.
    List<String> lines(String name) {
        return Stream.of(typed.text(name).split("\\R")).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
