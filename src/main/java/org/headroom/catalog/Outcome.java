package org.headroom.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.headroom.catalog.ControlText.Exclusion;
import org.headroom.catalog.ControlText.Paragraph;
import org.headroom.catalog.Rating.Working;
import org.headroom.law.Bounds;
import org.headroom.law.Truth;
import org.headroom.terms.ControlClass;
import org.jspecify.annotations.Nullable;

/// Which class the measured figures fall under, and the test that decided it.
///
/// The paragraphs are tried in order, `.a` before `.b`, in three values. A figure that is missing leaves the
/// class indeterminate only if knowing it could change the class.
record Outcome(
        ControlClass controlClass, String decidedBy, String citation, List<String> missing, List<Working> steps) {

    static Outcome of(Measured measured, ControlText text) {
        var steps = new ArrayList<Working>();
        var possible = new LinkedHashSet<ControlClass>();
        var missing = new LinkedHashSet<String>();
        Paragraph met = null;
        for (var paragraph : text.paragraphs()) {
            var meets = meets(measured, paragraph);
            steps.add(new Working(sentence(tell(measured, paragraph, meets) + " (" + paragraph.name() + ")"),
                    paragraph.citation()));
            if (meets == Truth.UNKNOWN) {
                possible.add(paragraph.controlClass());
                missing.addAll(missing(measured, paragraph));
            } else if (meets == Truth.YES) {
                possible.add(paragraph.controlClass());
                met = paragraph;
                break;
            }
        }
        if (met == null) {
            possible.add(ControlClass.NONE);
        }
        var excluded = text.exclusions().stream()
                .filter(exclusion -> applies(measured, exclusion) != Truth.NO)
                .findFirst()
                .orElse(null);
        if (excluded != null && !possible.equals(Set.of(ControlClass.NONE))) {
            var taken = applies(measured, excluded);
            var told = tell(measured, excluded, taken);
            steps.add(new Working(sentence(told), excluded.citation()));
            if (taken == Truth.YES) {
                return new Outcome(ControlClass.NONE, sentence(told), excluded.citation(), List.of(), steps);
            }
            possible.add(ControlClass.NONE);
            missing.addAll(missing(measured, excluded));
        }
        return possible.size() == 1
                ? decided(measured, text, met, steps)
                : undecided(measured, text, possible, missing, steps);
    }

    private static Outcome decided(
            Measured measured, ControlText text, @Nullable Paragraph met, List<Working> steps) {
        if (met != null) {
            return new Outcome(met.controlClass(),
                    sentence(tell(measured, met, Truth.YES) + " (" + met.name() + ")"),
                    met.citation(), List.of(), steps);
        }
        var why = text.paragraphs().stream()
                .map(paragraph -> tell(measured, paragraph, Truth.NO) + " (" + paragraph.name() + ")")
                .toList();
        return new Outcome(ControlClass.NONE, "Meets no paragraph: " + String.join("; ", why) + ".",
                text.citation(), List.of(), steps);
    }

    private static Outcome undecided(
            Measured measured,
            ControlText text,
            Set<ControlClass> possible,
            Set<String> missing,
            List<Working> steps) {
        var classes = possible.stream().map(ControlClass::code).toList();
        var tpp = measured.tpp() == null ? "TPP is unknown" : measured.tellTpp(text.paragraphs().getFirst().tpp());
        return new Outcome(ControlClass.INDETERMINATE,
                sentence("%s; it could be %s. Missing: %s".formatted(
                        tpp, String.join(" or ", classes), String.join("; ", missing))),
                text.citation(), List.copyOf(missing), steps);
    }

    private static Truth meets(Measured measured, Paragraph paragraph) {
        return measured.meetsTpp(paragraph.tpp())
                .and(measured.meetsDensity(paragraph.density()))
                .and(measured.meetsInterconnect(paragraph.interconnect()));
    }

    private static Truth applies(Measured measured, Exclusion exclusion) {
        var marketed = switch (measured.marketing()) {
            case DATA_CENTER -> Truth.NO;
            case NOT_DATA_CENTER -> Truth.YES;
            case AMBIGUOUS -> Truth.UNKNOWN;
        };
        return marketed.and(measured.meetsTpp(exclusion.tpp()));
    }

    /// The tests that decided: all of them where the paragraph is met, the first broken one where it is not,
    /// the unknown ones where nobody can say.
    private static String tell(Measured measured, Paragraph paragraph, Truth outcome) {
        var parts = new ArrayList<String>();
        tell(parts, outcome, measured.meetsTpp(paragraph.tpp()), measured.tellTpp(paragraph.tpp()));
        var density = paragraph.density();
        if (density != null) {
            tell(parts, outcome, measured.meetsDensity(density), measured.tellDensity(density));
        }
        var interconnect = paragraph.interconnect();
        if (interconnect != null) {
            tell(parts, outcome, measured.meetsInterconnect(interconnect), tellInterconnect(measured, interconnect));
        }
        return outcome == Truth.NO ? parts.getFirst() : String.join(" and ", parts);
    }

    private static void tell(List<String> parts, Truth outcome, Truth test, String text) {
        if (test == outcome) {
            parts.add(text);
        }
    }

    private static String tellInterconnect(Measured measured, Bounds bounds) {
        return bounds.tell("interconnect GB/s", measured.interconnect());
    }

    private static String tell(Measured measured, Exclusion exclusion, Truth taken) {
        var tpp = measured.tellTpp(exclusion.tpp());
        return taken == Truth.YES
                ? "not designed or marketed for data centers and %s (%s)".formatted(tpp, exclusion.name())
                : exclusion.name() + " may take it out (" + String.join("; ", missing(measured, exclusion)) + ")";
    }

    private static List<String> missing(Measured measured, Paragraph paragraph) {
        var missing = new ArrayList<String>();
        if (measured.meetsTpp(paragraph.tpp()) == Truth.UNKNOWN) {
            missing.add(Measured.RATE_MISSING);
        }
        if (measured.meetsDensity(paragraph.density()) == Truth.UNKNOWN) {
            missing.addAll(measured.missingArea());
        }
        if (measured.meetsInterconnect(paragraph.interconnect()) == Truth.UNKNOWN) {
            missing.add(Measured.INTERCONNECT_MISSING);
        }
        return missing;
    }

    private static List<String> missing(Measured measured, Exclusion exclusion) {
        var missing = new ArrayList<String>();
        if (measured.marketing() == Marketing.AMBIGUOUS) {
            missing.add(Measured.MARKETING_MISSING);
        }
        if (measured.meetsTpp(exclusion.tpp()) == Truth.UNKNOWN) {
            missing.add(Measured.RATE_MISSING);
        }
        return missing;
    }

    private static String sentence(String text) {
        var capital = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
