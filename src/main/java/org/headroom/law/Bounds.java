package org.headroom.law;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The numbers that a figure is tested against: `{at-least: 2400, below: 4800}`. Compared exactly.
public record Bounds(
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal moreThan,
        @Nullable BigDecimal below,
        @Nullable BigDecimal atMost) {

    /// Reads the bounds and refuses a test without any.
    public static Bounds read(Section section) {
        var bounds = new Bounds(
                section.optionalNumber("at-least"),
                section.optionalNumber("more-than"),
                section.optionalNumber("below"),
                section.optionalNumber("at-most"));
        section.refuseOtherKeys();
        if (bounds.equals(new Bounds(null, null, null, null))) {
            section.report("a comparison needs at least one of at-least, more-than, below, at-most");
        }
        return bounds;
    }

    /// Whether the figure lies within; unknown when there is no figure.
    public Truth holds(@Nullable BigDecimal figure) {
        return holds(figure, BigDecimal.ONE);
    }

    /// Whether dividend ÷ divisor lies within, without dividing: each bound is multiplied instead, so that
    /// nothing is rounded. The divisor must be positive.
    public Truth holds(@Nullable BigDecimal dividend, @Nullable BigDecimal divisor) {
        if (dividend == null || divisor == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of((atLeast == null || dividend.compareTo(atLeast.multiply(divisor)) >= 0)
                && (moreThan == null || dividend.compareTo(moreThan.multiply(divisor)) > 0)
                && (below == null || dividend.compareTo(below.multiply(divisor)) < 0)
                && (atMost == null || dividend.compareTo(atMost.multiply(divisor)) <= 0));
    }

    /// The test with its numbers: `TPP 2,896 >= 2,400 and < 4,800` where it holds, and the bound that is
    /// broken, `TPP 2,368 < 2,400`, where it does not.
    public String tell(String name, @Nullable BigDecimal dividend, @Nullable BigDecimal divisor, String shown) {
        if (dividend == null || divisor == null) {
            return name + " is unknown, needed " + describe();
        }
        if (holds(dividend, divisor) == Truth.YES) {
            return name + " " + shown + " " + describe();
        }
        return name + " " + shown + " " + broken(dividend, divisor);
    }

    public String tell(String name, @Nullable BigDecimal figure) {
        return tell(name, figure, BigDecimal.ONE, figure == null ? "" : Figures.show(figure));
    }

    /// `>= 2,400 and < 4,800`.
    public String describe() {
        var text = new StringBuilder();
        append(text, ">= ", atLeast);
        append(text, "> ", moreThan);
        append(text, "< ", below);
        append(text, "<= ", atMost);
        return text.toString();
    }

    private String broken(BigDecimal dividend, BigDecimal divisor) {
        if (atLeast != null && dividend.compareTo(atLeast.multiply(divisor)) < 0) {
            return "< " + Figures.show(atLeast);
        }
        if (moreThan != null && dividend.compareTo(moreThan.multiply(divisor)) <= 0) {
            return "<= " + Figures.show(moreThan);
        }
        if (below != null && dividend.compareTo(below.multiply(divisor)) >= 0) {
            return ">= " + Figures.show(below);
        }
        return atMost == null ? "" : "> " + Figures.show(atMost);
    }

    private static void append(StringBuilder text, String sign, @Nullable BigDecimal bound) {
        if (bound != null) {
            text.append(text.isEmpty() ? "" : " and ").append(sign).append(Figures.show(bound));
        }
    }
}
