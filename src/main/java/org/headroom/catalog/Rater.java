package org.headroom.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.catalog.OtherItems.RatedPart;
import org.headroom.catalog.Rating.Working;
import org.headroom.law.Figures;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Rates a device: its TPP, its performance density and its control class under the text of the day.
///
/// Pure: same figures and day, same rating. TPP is the highest, over bit lengths, of dense rate × bit length
/// (Technical Note 2 to ECCN 3A090). Vector and tensor units are not added up: no published TPP does so, and
/// each given rate already names the faster unit.
@ApplicationScoped
class Rater {

    static final String TPP_CITATION = "15 CFR 774 Supp. 1, ECCN 3A090, Technical Note 2";
    static final String DENSITY_CITATION = "15 CFR 774 Supp. 1, ECCN 3A090, Technical Note 3";

    /// In the order a tie is told: A100 is 624 × 8, not 1,248 × 4.
    static final List<String> PRECISIONS =
            List.of("int8", "fp8", "fp16", "int4", "fp4", "tf32", "fp32", "fp64");

    private final List<ControlText> texts;
    private final OtherItems others;

    Rater() {
        this(ControlText.shipped());
    }

    Rater(List<ControlText> texts) {
        this.texts = texts;
        this.others = new OtherItems(OtherText.shipped());
    }

    OtherItems others() {
        return others;
    }

    /// Rates a device of the catalogue on a day, for an assembly it is part of.
    interface Parts {
        Rating rating(String device, LocalDate day);
    }

    Rating rate(Specification specification, LocalDate day, Parts parts) {
        var rating = ratedAlone(specification, day, parts);
        var other = specification.otherEccn();
        return other == null ? rating : others.asDescribedIn(other, rating);
    }

    private Rating ratedAlone(Specification specification, LocalDate day, Parts parts) {
        var stack = specification.memoryStack();
        var weights = specification.weights();
        if (stack != null) {
            return others.memory(stack, day);
        }
        if (weights != null) {
            return others.weights(weights, day);
        }
        return specification.parts().isEmpty()
                ? rate(specification, day)
                : others.assembly(specification.parts().stream()
                        .map(part -> new RatedPart(part.device(), part.count(), parts.rating(part.device(), day)))
                        .toList());
    }

    Rating rate(Specification specification, LocalDate day) {
        var text = ControlText.on(texts, day);
        var steps = new ArrayList<Working>();
        var best = best(specification, text == null ? 19 : text.tf32Bits(), steps);
        var measured = Measured.of(specification, best, steps);
        if (text == null) {
            return rating(measured, new Outcome(
                    ControlClass.NONE, "No control text for accelerators was in force on " + day + ".",
                    texts.getFirst().citation(), List.of(), List.of()), steps);
        }
        return rating(measured, Outcome.of(measured, text), steps);
    }

    /// How far a single accelerator is from the numbers of the text of the day; nothing for anything else.
    List<Margin> margins(Specification specification, LocalDate day) {
        var text = ControlText.on(texts, day);
        boolean single = specification.memoryStack() == null && specification.weights() == null
                && specification.parts().isEmpty();
        if (text == null || !single) {
            return List.of();
        }
        var untold = new ArrayList<Working>();
        return Margins.of(Measured.of(specification, best(specification, text.tf32Bits(), untold), untold), text);
    }

    private static Rating rating(Measured measured, Outcome outcome, List<Working> steps) {
        steps.addAll(outcome.steps());
        return new Rating(
                measured.tpp(),
                measured.tpp() == null ? null : TotalProcessingPerformance.charged(measured.tpp()),
                measured.density(),
                null,
                outcome.controlClass(),
                outcome.decidedBy(),
                outcome.citation(),
                outcome.missing(),
                steps);
    }

    private static @Nullable BigDecimal best(Specification specification, int tf32Bits, List<Working> steps) {
        BigDecimal best = null;
        for (var precision : PRECISIONS) {
            var rate = specification.rates().get(precision);
            if (rate == null) {
                continue;
            }
            var bits = bits(precision, tf32Bits);
            var tpp = rate.multiply(BigDecimal.valueOf(bits));
            steps.add(new Working("%s: %s dense x %d bits = %s".formatted(
                    precision, Figures.show(rate), bits, Figures.show(tpp)), TPP_CITATION));
            if (best == null || tpp.compareTo(best) > 0) {
                best = tpp;
            }
        }
        steps.add(new Working(best == null
                ? "No dense rate is known, so TPP is unknown"
                : "TPP is the highest: " + Figures.show(best), TPP_CITATION));
        return best;
    }

    private static int bits(String precision, int tf32Bits) {
        return switch (precision) {
            case "fp64" -> 64;
            case "fp32" -> 32;
            case "tf32" -> tf32Bits;
            case "fp16" -> 16;
            case "fp8", "int8" -> 8;
            case "fp4", "int4" -> 4;
            default -> throw new IllegalArgumentException("No bit length is known for '" + precision + "'");
        };
    }
}
