package org.headroom.regime;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.headroom.law.Section;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// One worked example of a `cases.yaml`: the facts, and what must come out.
///
/// @param at where it stands, for saying what is wrong with it
/// @param otherwise how the regime's open points are read in it
record WorkedCase(
        String regime,
        String name,
        Section at,
        Map<String, Mode> modes,
        Otherwise otherwise,
        Facts facts,
        Expected expected) {

    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();
    private static final CountryCode UNITED_STATES = CountryCode.of("US");

    /// What it says; null and empty for what it leaves unsaid.
    ///
    /// @param charges by quota, of the regime's own
    /// @param licensed the same, when a license is granted
    record Expected(
            @Nullable String verdict,
            @Nullable String authorization,
            @Nullable String review,
            @Nullable String posture,
            @Nullable String because,
            @Nullable Map<String, BigDecimal> charges,
            @Nullable Map<String, BigDecimal> licensed,
            List<String> notices,
            List<String> noNotices) {}

    static List<WorkedCase> read(String regime, Section file) {
        var devices = file.section("devices");
        var items = new LinkedHashMap<String, Facts.Item>();
        devices.keysInOrder().forEach(id -> items.put(id, item(id, devices.section(id))));
        var cases = file.sections("cases").stream().map(section -> read(regime, section, items)).toList();
        file.refuseOtherKeys();
        return cases;
    }

    private static WorkedCase read(String regime, Section section, Map<String, Facts.Item> items) {
        section.text("citation");
        var read = new WorkedCase(regime, section.text("name"), section, modes(section),
                new Otherwise(texts(section, "switches"), texts(section, "named")),
                facts(section.section("given"), items), expected(section.section("expect")));
        section.refuseOtherKeys();
        return read;
    }

    private static Facts.Item item(String id, Section section) {
        var item = new Facts.Item(id,
                section.isWord("class", "indeterminate")
                        ? ControlClass.INDETERMINATE
                        : ConditionReader.classCode(section, "class", section.text("class")),
                new TotalProcessingPerformance(section.number("tpp")),
                section.optionalNumber("density"),
                section.optionalNumber("bandwidth"),
                section.text("marketed"),
                List.of(),
                section.optionalNumber("memory-density"));
        section.refuseOtherKeys();
        return item;
    }

    private static Map<String, Mode> modes(Section section) {
        var modes = new LinkedHashMap<String, Mode>();
        var given = section.optionalSection("modes");
        if (given != null) {
            given.keysInOrder().stream().filter(id -> MODES.contains(given.word(id, MODES))).forEach(id ->
                    modes.put(id, Mode.valueOf(given.text(id).toUpperCase(Locale.ROOT))));
        }
        return modes;
    }

    private static Map<String, String> texts(Section section, String key) {
        var texts = new LinkedHashMap<String, String>();
        var given = section.optionalSection(key);
        if (given != null) {
            given.keysInOrder().forEach(name -> texts.put(name, given.text(name)));
        }
        return texts;
    }

    private static Facts facts(Section given, Map<String, Facts.Item> items) {
        var destination = country(given, "destination", UNITED_STATES);
        var headquarters = country(given, "headquarters", destination);
        var claim = given.optionalText("claim");
        var facts = new Facts(
                given.date("date"), item(given, items), quantity(given),
                country(given, "origin", UNITED_STATES), destination,
                new Facts.Consignee(
                        Objects.requireNonNullElse(given.optionalText("consignee"), "consignee"), destination,
                        headquarters, Objects.requireNonNullElse(given.optionalText("parent"), "parent"),
                        country(given, "parent-headquarters", headquarters)),
                "exporter",
                claim == null ? null : new Authorization(claim, given.optionalText("number")),
                given.optionalText("operator"));
        given.refuseOtherKeys();
        return facts;
    }

    private static Facts.Item item(Section given, Map<String, Facts.Item> items) {
        var device = given.text("device");
        var item = items.get(device);
        if (item != null) {
            return item;
        }
        given.report("device",
                "'" + device + "' is not one of the devices above, " + String.join(", ", items.keySet()));
        return new Facts.Item(device, ControlClass.INDETERMINATE, TotalProcessingPerformance.ZERO, null, null, "no");
    }

    private static long quantity(Section given) {
        var number = given.number("quantity");
        if (number.signum() > 0 && number.stripTrailingZeros().scale() <= 0 && number.precision() < 18) {
            return number.longValueExact();
        }
        given.report("quantity", "a quantity is a whole number of devices");
        return 1;
    }

    private static CountryCode country(Section given, String key, CountryCode otherwise) {
        var code = key.equals("destination") ? given.text(key) : given.optionalText(key);
        if (code == null || code.isEmpty() || CountryCode.isKnown(code)) {
            return code == null || code.isEmpty() ? otherwise : CountryCode.of(code);
        }
        given.report(key, "'" + code + "' is not an ISO 3166-1 alpha-2 country code in capital letters");
        return otherwise;
    }

    private static Expected expected(Section expect) {
        var expected = new Expected(
                expect.optionalText("verdict"),
                expect.optionalText("authorization"),
                expect.optionalText("review"),
                expect.optionalText("posture"),
                expect.optionalText("because"),
                amounts(expect.optionalSection("charges")),
                amounts(expect.optionalSection("licensed")),
                expect.texts("notices"),
                expect.texts("no-notices"));
        expect.refuseOtherKeys();
        return expected;
    }

    private static @Nullable Map<String, BigDecimal> amounts(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        var amounts = new LinkedHashMap<String, BigDecimal>();
        section.keysInOrder().forEach(quota -> amounts.put(quota, section.number(quota).stripTrailingZeros()));
        return amounts;
    }
}
