package org.headroom.regime;

import java.math.BigDecimal;
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
/// @param switches how the regime's switches stand, where not as the file has them
/// @param named the ids that the regime's parties are known by, where the file has none
record WorkedCase(
        String regime,
        String name,
        Map<String, Mode> modes,
        Map<String, String> switches,
        Map<String, String> named,
        Facts facts,
        Expected expected) {

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
        var read = new WorkedCase(regime, section.text("name"), modes(section), texts(section, "switches"),
                texts(section, "named"),
                facts(section.section("given"), items), expected(section.section("expect")));
        section.refuseOtherKeys();
        return read;
    }

    private static Facts.Item item(String id, Section section) {
        var item = new Facts.Item(id,
                ControlClass.of(section.text("class")),
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
            given.keysInOrder().forEach(id -> modes.put(id, Mode.valueOf(given.text(id).toUpperCase(Locale.ROOT))));
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
        var destination = CountryCode.of(given.text("destination"));
        var headquarters = country(given, "headquarters", destination);
        var item = items.get(given.text("device"));
        if (item == null) {
            throw new IllegalArgumentException("line " + given.line() + ": unknown device");
        }
        var claim = given.optionalText("claim");
        var facts = new Facts(
                given.date("date"), item, given.number("quantity").longValueExact(),
                country(given, "origin", CountryCode.of("US")), destination,
                new Facts.Consignee(
                        Objects.requireNonNullElse(given.optionalText("consignee"), "consignee"), destination,
                        headquarters, Objects.requireNonNullElse(given.optionalText("parent"), "parent"),
                        country(given, "parent-headquarters", headquarters)),
                "exporter",
                claim == null ? null : new Authorization(claim, given.optionalText("number")));
        given.refuseOtherKeys();
        return facts;
    }

    private static CountryCode country(Section given, String key, CountryCode otherwise) {
        var code = given.optionalText(key);
        return code == null ? otherwise : CountryCode.of(code);
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
