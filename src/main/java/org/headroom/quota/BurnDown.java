package org.headroom.quota;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.ledger.CapStep;
import org.headroom.ledger.History;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// How a quota was used up: what it held at the end of each day on which something took effect, oldest first; and what
/// its cap was from which day on.
///
/// @param caps empty for a meter
public record BurnDown(List<Point> points, List<CapStep> caps) {

    /// One day, in the quota's unit.
    public record Point(LocalDate on, @Amount BigDecimal reserved, @Amount BigDecimal charged) {

        public BigDecimal used() {
            return reserved.add(charged);
        }
    }

    /// The cap at the end of a day; null for a meter.
    public @Nullable BigDecimal capOn(LocalDate day) {
        return caps.stream().filter(step -> step.from() == null || !step.from().isAfter(day))
                .reduce((before, after) -> after).map(CapStep::cap).orElse(null);
    }

    /// @param until the last day that counts; null for all
    static BurnDown of(List<History.Day> days, List<CapStep> caps, @Nullable LocalDate until) {
        var points = new ArrayList<Point>(days.size());
        var reserved = BigDecimal.ZERO;
        var charged = BigDecimal.ZERO;
        for (var day : days) {
            boolean moves = day.reserved().signum() != 0 || day.charged().signum() != 0;
            if (moves && (until == null || !day.effectiveOn().isAfter(until))) {
                reserved = reserved.add(day.reserved());
                charged = charged.add(day.charged());
                points.add(new Point(day.effectiveOn(), reserved, charged));
            }
        }
        return new BurnDown(List.copyOf(points), caps.stream()
                .filter(step -> until == null || step.from() == null || !step.from().isAfter(until))
                .toList());
    }
}
