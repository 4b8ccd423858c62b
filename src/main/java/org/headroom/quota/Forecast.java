package org.headroom.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.headroom.ledger.History;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// When a quota would be used up if the pace of the last days went on: a straight line, no more.
///
/// @param perDay the average of the last [#WINDOW_DAYS] days, in the quota's unit
/// @param exhaustedOn the first day on which nothing would be left; null when nothing was used in the window
/// @param beforePeriodEnds whether that day lies inside the quota's period
public record Forecast(@Amount BigDecimal perDay, @Nullable LocalDate exhaustedOn, boolean beforePeriodEnds) {

    static final int WINDOW_DAYS = 90;

    static Optional<Forecast> of(Quota quota, List<History.Day> days, LocalDate on) {
        if (quota.headroom() == null) {
            return Optional.empty();
        }
        var from = on.minusDays(WINDOW_DAYS);
        var used = days.stream()
                .filter(day -> day.effectiveOn().isAfter(from) && !day.effectiveOn().isAfter(on))
                .map(day -> day.reserved().add(day.charged()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .max(BigDecimal.ZERO);
        var perDay = used.divide(BigDecimal.valueOf(WINDOW_DAYS), 2, RoundingMode.CEILING);
        if (perDay.signum() == 0) {
            return Optional.of(new Forecast(perDay, null, false));
        }
        var daysLeft = quota.headroom().max(BigDecimal.ZERO).divide(perDay, 0, RoundingMode.FLOOR);
        if (daysLeft.compareTo(BigDecimal.valueOf(36_500)) > 0) {
            return Optional.of(new Forecast(perDay, null, false));
        }
        var exhaustedOn = on.plusDays(daysLeft.longValueExact());
        var period = quota.period();
        return Optional.of(new Forecast(perDay, exhaustedOn, period == null || period.contains(exhaustedOn)));
    }
}
