package org.headroom.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.catalog.ControlText.Paragraph;
import org.headroom.law.Bounds;
import org.jspecify.annotations.Nullable;

/// Of each figure that a control text tests, the nearest number below it and the nearest above it: so whoever reads a
/// class sees how little another figure would change it.
///
/// Pure. Passing one number need not change the class, for a paragraph may ask for others, too.
final class Margins {

    private Margins() {}

    static List<Margin> of(Measured measured, ControlText text) {
        var margins = new ArrayList<Margin>();
        add(margins, "TPP", measured.tpp(), BigDecimal.ONE, text, Paragraph::tpp);
        if (!measured.noArea()) {
            add(margins, "performance density", measured.tpp(), measured.area(), text, Paragraph::density);
        }
        add(margins, "interconnect GB/s", measured.interconnect(), BigDecimal.ONE, text, Paragraph::interconnect);
        return List.copyOf(margins);
    }

    /// Compared as the tests do, without dividing; only what is shown is divided.
    private static void add(
            List<Margin> margins,
            String name,
            @Nullable BigDecimal dividend,
            @Nullable BigDecimal divisor,
            ControlText text,
            Function<Paragraph, @Nullable Bounds> bounds) {
        if (dividend == null || divisor == null) {
            return;
        }
        var asking = new TreeMap<BigDecimal, List<Paragraph>>();
        for (var paragraph : text.paragraphs()) {
            var tested = bounds.apply(paragraph);
            if (tested != null && tested.atLeast() != null) {
                asking.computeIfAbsent(tested.atLeast(), number -> new ArrayList<>()).add(paragraph);
            }
        }
        Margin reached = null;
        Margin next = null;
        for (var each : asking.entrySet()) {
            var margin = margin(name, dividend, divisor, each.getKey(), each.getValue());
            if (margin.reached()) {
                reached = margin;
            } else if (next == null) {
                next = margin;
            }
        }
        if (reached != null) {
            margins.add(reached);
        }
        if (next != null) {
            margins.add(next);
        }
    }

    private static Margin margin(
            String name, BigDecimal dividend, BigDecimal divisor, BigDecimal threshold, List<Paragraph> asking) {
        var apart = dividend.subtract(threshold.multiply(divisor));
        boolean whole = divisor.compareTo(BigDecimal.ONE) == 0;
        return new Margin(
                name,
                whole ? dividend : dividend.divide(divisor, Measured.DENSITY_SCALE, RoundingMode.DOWN),
                threshold,
                whole ? apart.abs() : apart.abs().divide(divisor, Measured.DENSITY_SCALE, RoundingMode.DOWN),
                apart.signum() >= 0,
                asking.stream().map(Paragraph::name).collect(Collectors.joining(" and ")),
                asking.getFirst().citation());
    }
}
