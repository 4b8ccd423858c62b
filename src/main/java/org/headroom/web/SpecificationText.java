package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.catalog.Specification;
import org.jspecify.annotations.Nullable;

/// The figures of a device as people read them. What is not known is a dash, never a zero.
final class SpecificationText {

    private SpecificationText() {}

    /// @param sure how sure it is, in the words of the source; empty where that is not told
    record Fact(String name, String value, String sure) {}

    static List<Fact> of(Specification of) {
        var facts = new ArrayList<Fact>();
        of.rates().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(rate ->
                facts.add(new Fact("Dense " + rate.getKey() + ", TFLOPS or TOPS", Figures.grouped(rate.getValue()),
                        sureOfRate(of, rate.getKey()))));
        var stack = of.memoryStack();
        var weights = of.weights();
        if (stack != null) {
            facts.add(fact(of, "Bandwidth of the memory stack, GB/s", stack.bandwidthGbs(), ""));
            facts.add(fact(of, "Area of the stack or its package, mm²", stack.areaMm2(), ""));
        } else if (weights != null) {
            facts.add(fact(of, "Operations of training", weights.operations(), ""));
            facts.add(new Fact("Published", weights.published() ? "yes" : "no", ""));
        } else if (of.parts().isEmpty()) {
            facts.add(fact(of, "Area of all logic dies, mm²", of.dieAreaMm2(), "die"));
            facts.add(new Fact("Non-planar transistors", word(of.nonplanar()), ""));
            facts.add(new Fact("Process node", or(of.processNode()), ""));
            facts.add(new Fact("Designed or marketed for data centers", switch (of.marketing()) {
                case DATA_CENTER -> "yes";
                case NOT_DATA_CENTER -> "no";
                case AMBIGUOUS -> "nobody can say";
            }, ""));
            facts.add(new Fact("Memory", or(of.memoryType()) + ", " + Figures.grouped(of.memoryGb()) + " GB",
                    sure(of, "memory")));
            facts.add(fact(of, "DRAM bandwidth, GB/s", of.dramBandwidthGbs(), "memory"));
            facts.add(fact(of, "Interconnect, GB/s", of.interconnectGbs(), "interconnect"));
        }
        facts.add(new Fact("Form factor", or(of.formFactor()), ""));
        var released = of.releaseDate();
        facts.add(new Fact("Released", released == null ? Figures.NONE : released.toString(), sure(of, "release")));
        return facts;
    }

    private static Fact fact(Specification of, String name, @Nullable BigDecimal figure, String group) {
        return new Fact(name, Figures.grouped(figure), figure == null ? "" : sure(of, group));
    }

    /// The source tells it of all rates at once: `fp16=VERIFIED; int8=RECALLED`.
    private static String sureOfRate(Specification of, String precision) {
        return Stream.of(sure(of, "rates").split("; ")).filter(each -> each.startsWith(precision + "="))
                .map(each -> each.substring(precision.length() + 1)).findFirst().orElse("");
    }

    private static String sure(Specification of, String group) {
        return of.confidence().getOrDefault(group, "");
    }

    private static String or(@Nullable String text) {
        return text == null ? Figures.NONE : text;
    }

    private static String word(@Nullable Boolean known) {
        return known == null ? Figures.NONE : known ? "yes" : "no";
    }
}
