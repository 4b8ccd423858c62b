package org.headroom.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.headroom.law.Bounds;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.ControlClass;
import org.jspecify.annotations.Nullable;

/// The control list on what is no single accelerator. Data: `classifications/other-items.yaml`.
///
/// @param levels the classes at the level of 3A090.a and at that of 3A090.b
/// @param zParagraphs for an item that another entry describes: its class by level, by that entry
record OtherText(
        Map<Level, Set<ControlClass>> levels,
        Assemblies assemblies,
        Memory memory,
        Weights weights,
        Map<String, Map<Level, ControlClass>> zParagraphs) {

    enum Level {
        A,
        B
    }

    record Assemblies(String citation, String sumCitation, Map<Level, ControlClass> classes) {}

    record Memory(ControlClass controlClass, String citation, LocalDate from, Bounds density) {}

    /// @param derivedShare of the original's operations
    /// @param derivedOperations the other limit; the higher of the two counts
    record Weights(
            ControlClass controlClass,
            String citation,
            LocalDate from,
            Bounds operations,
            BigDecimal derivedShare,
            BigDecimal derivedOperations) {}

    /// @throws org.headroom.law.BrokenLaw naming every mistake in the file
    static OtherText shipped() {
        var findings = new Findings();
        var name = "other-items.yaml";
        var file = Section.read("classifications/" + name, ControlText.resource(name), findings);
        file.text("id");
        file.text("title");
        var text = new OtherText(
                levels(file.section("levels")),
                assemblies(file.section("assemblies")),
                memory(file.section("memory")),
                weights(file.section("weights")),
                zParagraphs(file.section("z-paragraphs")));
        file.refuseOtherKeys();
        findings.refuseIfAny();
        return text;
    }

    /// The level of a class; null when it is at neither.
    @Nullable Level levelOf(ControlClass controlClass) {
        for (var level : Level.values()) {
            if (levels.getOrDefault(level, Set.of()).contains(controlClass)) {
                return level;
            }
        }
        return null;
    }

    private static Map<Level, Set<ControlClass>> levels(Section section) {
        var levels = Map.of(
                Level.A, Set.copyOf(section.texts("a").stream().map(ControlClass::of).toList()),
                Level.B, Set.copyOf(section.texts("b").stream().map(ControlClass::of).toList()));
        section.refuseOtherKeys();
        return levels;
    }

    private static Map<Level, ControlClass> byLevel(Section section) {
        var classes = Map.of(
                Level.A, ControlClass.of(section.text("a")), Level.B, ControlClass.of(section.text("b")));
        section.refuseOtherKeys();
        return classes;
    }

    private static Assemblies assemblies(Section section) {
        return new Assemblies(section.text("citation"), section.text("sum-citation"), byLevel(section));
    }

    private static Memory memory(Section section) {
        var memory = new Memory(ControlClass.of(section.text("class")), section.text("citation"),
                section.date("from"), Bounds.read(section.section("density")));
        section.refuseOtherKeys();
        return memory;
    }

    private static Weights weights(Section section) {
        var weights = new Weights(ControlClass.of(section.text("class")), section.text("citation"),
                section.date("from"), Bounds.read(section.section("operations")),
                section.number("derived-share"), section.number("derived-operations"));
        section.refuseOtherKeys();
        return weights;
    }

    private static Map<String, Map<Level, ControlClass>> zParagraphs(Section section) {
        var paragraphs = new LinkedHashMap<String, Map<Level, ControlClass>>();
        section.keysInOrder().forEach(entry -> paragraphs.put(entry, byLevel(section.section(entry))));
        return paragraphs;
    }
}
