package org.headroom.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.headroom.quota.Forecast;
import org.headroom.quota.Quota;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A quota. Amounts are exact decimals in its unit, as strings.
///
/// @param cap null for a meter, which nothing limits
/// @param status `open`, `critical` (90 % or more is used), `exhausted`, `breached` or `meter`
/// @param usedShare (reserved + charged) ÷ cap, 0 to 1
/// @param periodShare the share of the period that has gone
/// @param asOf the number of the last posting that the figures include
public record QuotaView(
        String id,
        String regime,
        String rule,
        String title,
        String citation,
        String unit,
        List<String> scope,
        @Nullable String destination,
        @Nullable Period period,
        @Nullable String cap,
        @Nullable BigDecimal ratio,
        String reserved,
        String charged,
        @Nullable String headroom,
        String breach,
        String status,
        @Nullable BigDecimal usedShare,
        @Nullable BigDecimal periodShare,
        long asOf,
        @Nullable Forecast forecast) {

    static QuotaView of(Quota quota) {
        return of(quota, null);
    }

    static QuotaView of(Quota quota, @Nullable Forecast forecast) {
        var unit = quota.unit();
        return new QuotaView(
                quota.id(),
                quota.regime(),
                quota.rule(),
                quota.title(),
                quota.citation(),
                unit.name(),
                quota.scope(),
                quota.destination(),
                quota.period(),
                plain(unit, quota.cap()),
                quota.ratio(),
                unit.plain(quota.reserved()),
                unit.plain(quota.charged()),
                plain(unit, quota.headroom()),
                unit.plain(quota.breach()),
                quota.status().name().toLowerCase(Locale.ROOT),
                quota.usedShare(),
                quota.periodShare(),
                quota.asOf(),
                forecast);
    }

    static @Nullable String plain(Unit unit, @Nullable BigDecimal amount) {
        return amount == null ? null : unit.plain(amount);
    }
}
