package org.headroom.regime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.headroom.law.Bounds;

/// Finds the quantities at which a condition may begin or cease to hold, all else being equal.
///
/// Only what is compared with the quantity itself, or with the shipment's TPP, moves with the quantity; between two
/// steps every condition says the same.
final class QuantitySteps {

    private final Facts.Item item;
    private final BigDecimal most;
    private final SortedSet<Long> steps = new TreeSet<>();

    QuantitySteps(Facts.Item item, long most) {
        this.item = item;
        this.most = BigDecimal.valueOf(most);
        steps.add(1L);
    }

    void add(Condition condition) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(this::add);
            case Condition.Any(var parts) -> parts.forEach(this::add);
            case Condition.Not(var part) -> add(part);
            case Condition.Compared(var measure, var bounds) -> add(measure, bounds);
            case Condition.Always _, Condition.Chosen _, Condition.Located _, Condition.Classed _,
                    Condition.Marketed _, Condition.Named _, Condition.Moved _ -> { }
        }
    }

    private void add(Measure measure, Bounds bounds) {
        var each = switch (measure) {
            case SHIPMENT_TPP -> item.tpp().tpp();
            case DEVICES -> BigDecimal.ONE;
            case DEVICE_TPP, PERFORMANCE_DENSITY, DRAM_BANDWIDTH, MEMORY_DENSITY -> BigDecimal.ZERO;
        };
        if (each.signum() > 0) {
            Arrays.asList(bounds.atLeast(), bounds.moreThan(), bounds.below(), bounds.atMost()).stream()
                    .filter(Objects::nonNull)
                    .map(bound -> bound.divide(each, 0, RoundingMode.FLOOR))
                    .forEach(this::step);
        }
    }

    /// Up to the whole quantity that reaches the bound, that quantity itself, and more than it.
    private void step(BigDecimal reached) {
        if (reached.signum() > 0 && reached.compareTo(most) <= 0) {
            steps.add(reached.longValueExact());
        }
        var next = reached.add(BigDecimal.ONE);
        if (next.signum() > 0 && next.compareTo(most) <= 0) {
            steps.add(next.longValueExact());
        }
    }

    /// In order, beginning with 1.
    SortedSet<Long> steps() {
        return steps;
    }
}
