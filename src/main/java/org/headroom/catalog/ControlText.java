package org.headroom.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.headroom.law.Bounds;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.ControlClass;
import org.jspecify.annotations.Nullable;

/// The text of a control list entry as in force from a day: its paragraphs in the order they are tried, and
/// its exclusions. Data: `classifications/*.yaml`.
///
/// @param from the first day of this text; the next text ends it
/// @param tf32Bits how many bits a TF32 operation counts for: 19 or 32, a choice the law leaves open
record ControlText(
        String id,
        String title,
        String citation,
        LocalDate from,
        int tf32Bits,
        List<Exclusion> exclusions,
        List<Paragraph> paragraphs) {

    private static final String FOLDER = "/classifications/";

    /// A paragraph: all of its tests must hold.
    record Paragraph(
            ControlClass controlClass,
            String name,
            String citation,
            Bounds tpp,
            @Nullable Bounds density,
            @Nullable Bounds interconnect) {}

    /// A note that takes devices out which are not designed or marketed for data centers, within a TPP.
    record Exclusion(String name, String citation, Bounds tpp) {}

    /// The texts that ship with the program, oldest first.
    ///
    /// @throws org.headroom.law.BrokenLaw naming every mistake in the files
    static List<ControlText> shipped() {
        var findings = new Findings();
        var texts = new ArrayList<ControlText>();
        for (var name : resource("index.txt").lines().toList()) {
            texts.add(read(Section.read("classifications/" + name, resource(name), findings)));
        }
        findings.refuseIfAny();
        texts.sort(Comparator.comparing(ControlText::from));
        return List.copyOf(texts);
    }

    /// The text in force on the day; null before the first.
    static @Nullable ControlText on(List<ControlText> texts, LocalDate day) {
        ControlText inForce = null;
        for (var text : texts) {
            if (!text.from().isAfter(day)) {
                inForce = text;
            }
        }
        return inForce;
    }

    private static ControlText read(Section file) {
        var text = new ControlText(
                file.text("id"),
                file.text("title"),
                file.text("citation"),
                file.date("from"),
                tf32Bits(file.section("switches").section("tf32-bits")),
                file.sections("exclusions").stream().map(ControlText::exclusion).toList(),
                file.sections("paragraphs").stream().map(ControlText::paragraph).toList());
        file.refuseOtherKeys();
        return text;
    }

    private static int tf32Bits(Section tf32) {
        var options = tf32.texts("options");
        var chosen = tf32.word("default", options);
        tf32.text("note");
        tf32.refuseOtherKeys();
        return chosen.equals("32") ? 32 : 19;
    }

    private static Exclusion exclusion(Section section) {
        section.word("marketed", List.of("not-data-center"));
        var exclusion = new Exclusion(
                section.text("name"), section.text("citation"), Bounds.read(section.section("tpp")));
        section.refuseOtherKeys();
        return exclusion;
    }

    private static Paragraph paragraph(Section section) {
        var density = section.optionalSection("density");
        var interconnect = section.optionalSection("interconnect");
        var paragraph = new Paragraph(
                ControlClass.of(section.text("class")),
                section.text("name"),
                section.text("citation"),
                Bounds.read(section.section("tpp")),
                density == null ? null : Bounds.read(density),
                interconnect == null ? null : Bounds.read(interconnect));
        section.refuseOtherKeys();
        return paragraph;
    }

    static String resource(String name) {
        try (var file = ControlText.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException(FOLDER + name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
