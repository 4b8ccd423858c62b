package org.headroom.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.headroom.quota.Forecast;
import org.headroom.quota.Quota;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A quota. Amounts are exact decimals in its unit, as strings.
///
/// @param cap null for a meter, which nothing limits, and where it is not told
/// @param status `open`, `critical` (90 % or more is used), `exhausted`, `breached` or `meter`
/// @param usedShare (reserved + charged) ÷ cap, 0 to 1
/// @param periodShare the share of the period that has gone
/// @param asOf the number of the last posting that the figures include
/// @param disclosure `exact`, `banded` or `own`: what is not told is null
/// @param band `green`, `amber`, `red` or `closed`, as of the last midnight UTC
/// @param closedSince when its period was closed; null while it is open
/// @param own what the caller's exporter holds and has used itself
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
        @Nullable String reserved,
        @Nullable String charged,
        @Nullable String headroom,
        @Nullable String breach,
        @Nullable String status,
        @Nullable BigDecimal usedShare,
        @Nullable BigDecimal periodShare,
        @Nullable Long asOf,
        String disclosure,
        @Nullable String band,
        @Nullable OwnUseView own,
        @Nullable Instant closedSince,
        @Nullable Forecast forecast) {

    /// What one exporter holds and has used of a quota.
    public record OwnUseView(String reserved, String charged) {

        static @Nullable OwnUseView of(Quota quota) {
            var unit = quota.unit();
            var own = quota.own();
            return own == null ? null : new OwnUseView(unit.plain(own.reserved()), unit.plain(own.charged()));
        }
    }

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
                plain(unit, quota.reserved()),
                plain(unit, quota.charged()),
                plain(unit, quota.headroom()),
                plain(unit, quota.breach()),
                quota.status() == null ? null : quota.status().name().toLowerCase(Locale.ROOT),
                quota.usedShare(),
                quota.periodShare(),
                quota.asOf(),
                quota.disclosure().word(),
                quota.band() == null ? null : quota.band().word(),
                OwnUseView.of(quota),
                quota.closedSince(),
                forecast);
    }

    static @Nullable String plain(Unit unit, @Nullable BigDecimal amount) {
        return amount == null ? null : unit.plain(amount);
    }
}
