package org.headroom.quota;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.ledger.History;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// How a quota was used up: what it held at the end of each day on which something took effect, oldest first.
public record BurnDown(List<Point> points) {

    /// One day, in the quota's unit.
    public record Point(LocalDate on, @Amount BigDecimal reserved, @Amount BigDecimal charged) {}

    /// @param until the last day that counts; null for all
    static BurnDown of(List<History.Day> days, @Nullable LocalDate until) {
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
        return new BurnDown(List.copyOf(points));
    }
}
