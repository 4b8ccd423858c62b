package org.headroom.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// What the cap of an account is from a day on, until the next step.
///
/// @param from null for what it was opened with, which counts for all days before
public record CapStep(@Nullable LocalDate from, @Amount BigDecimal cap) {

    /// The steps in the order of their days, from those in the order in which they were posted: what is posted later
    /// counts from its day on, whatever was posted before it for a later day.
    static List<CapStep> inOrder(List<CapStep> posted) {
        var steps = new ArrayList<CapStep>();
        for (var step : posted) {
            steps.removeIf(before -> !before.isBefore(step));
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    private boolean isBefore(CapStep other) {
        return other.from != null && (from == null || from.isBefore(other.from));
    }

    /// The steps of a cap of `factor` × what another account has charged, rounded down as [Admission] does.
    static List<CapStep> following(BigDecimal factor, List<History.Day> base) {
        var steps = new ArrayList<>(List.of(new CapStep(null, BigDecimal.ZERO.setScale(2))));
        var charged = BigDecimal.ZERO;
        for (var day : base) {
            charged = charged.add(day.charged());
            var cap = charged.multiply(factor).setScale(2, RoundingMode.FLOOR);
            if (cap.compareTo(steps.getLast().cap()) != 0) {
                steps.add(new CapStep(day.effectiveOn(), cap));
            }
        }
        return List.copyOf(steps);
    }
}
