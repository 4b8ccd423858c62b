package org.headroom.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.headroom.ledger.Balance;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A quota as people see it: the cap, what is held and used of it, and how that stands against the time gone. What a
/// reader is not told is null; `disclosure` says why.
///
/// @param scope the values of the rule's scope dimensions, in the rule's order, for example `["IN"]`
/// @param cap null for a meter, which nothing limits, and where it is not told
/// @param ratio the factor, where the cap follows another quota
/// @param headroom cap − reserved − charged; null for a meter
/// @param breach what is used over the cap
/// @param usedShare (reserved + charged) ÷ cap, to four decimals, rounded down; null without a cap above zero
/// @param periodShare the share of the period gone by the day asked for; null without an end
/// @param asOf the number of the last posting that the figures include; null for an exporter
/// @param disclosure how much of it exporters are told
/// @param band how much was used at the last midnight UTC, where that is all the reader is told
/// @param own what the exporter who reads holds and has used itself; null for those who are no exporter
/// @param closedSince when its period was closed; null while it is open
public record Quota(
        String id,
        String regime,
        String rule,
        String title,
        String citation,
        Unit unit,
        List<String> scope,
        @Nullable String destination,
        @Nullable Period period,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal ratio,
        @Nullable BigDecimal reserved,
        @Nullable BigDecimal charged,
        @Nullable BigDecimal headroom,
        @Nullable BigDecimal breach,
        @Nullable Status status,
        @Nullable BigDecimal usedShare,
        @Nullable BigDecimal periodShare,
        @Nullable Long asOf,
        Disclosure disclosure,
        @Nullable Band band,
        @Nullable OwnUse own,
        @Nullable Instant closedSince) {

    private static final int SHARE_DECIMALS = 4;
    private static final BigDecimal CRITICAL = new BigDecimal("0.9");

    /// What one exporter holds and has used of it.
    public record OwnUse(BigDecimal reserved, BigDecimal charged) {}

    /// How a quota stands.
    public enum Status {
        /// Less than 90 % is used.
        OPEN,
        /// 90 % or more is used.
        CRITICAL,
        /// Nothing is left.
        EXHAUSTED,
        /// More is used than the cap allows.
        BREACHED,
        /// Nothing limits it; it only counts.
        METER
    }

    /// All there is.
    static Quota of(Balance balance, LocalDate on, Disclosure disclosure, @Nullable Instant closedSince) {
        return new Quota(
                balance.key(),
                balance.regime(),
                balance.rule(),
                balance.title(),
                balance.citation(),
                balance.unit(),
                balance.scope(),
                balance.destination(),
                balance.period(),
                balance.cap(),
                balance.ratio(),
                balance.reserved(),
                balance.charged(),
                balance.headroom(),
                balance.breach(),
                status(balance),
                usedShare(balance),
                periodShare(balance.period(), on),
                balance.asOfNumber(),
                disclosure,
                null,
                null,
                closedSince);
    }

    /// As an exporter is told of it. Numbers of postings are for those who see all.
    Quota with(Disclosure told, OwnUse use) {
        return new Quota(id, regime, rule, title, citation, unit, scope, destination, period, cap, ratio, reserved,
                charged, headroom, breach, status, usedShare, periodShare, null, told, null, use, closedSince);
    }

    private static Status status(Balance balance) {
        var cap = balance.cap();
        if (cap == null) {
            return Status.METER;
        }
        int left = cap.compareTo(balance.used());
        if (left < 0) {
            return Status.BREACHED;
        }
        if (left == 0) {
            return Status.EXHAUSTED;
        }
        return balance.used().compareTo(cap.multiply(CRITICAL)) >= 0 ? Status.CRITICAL : Status.OPEN;
    }

    private static @Nullable BigDecimal usedShare(Balance balance) {
        var cap = balance.cap();
        return cap == null || cap.signum() == 0
                ? null
                : balance.used().divide(cap, SHARE_DECIMALS, RoundingMode.FLOOR);
    }

    private static @Nullable BigDecimal periodShare(@Nullable Period period, LocalDate on) {
        if (period == null || period.last() == null) {
            return null;
        }
        if (on.isBefore(period.first())) {
            return BigDecimal.ZERO.setScale(SHARE_DECIMALS);
        }
        if (on.isAfter(period.last())) {
            return BigDecimal.ONE.setScale(SHARE_DECIMALS);
        }
        long gone = ChronoUnit.DAYS.between(period.first(), on) + 1;
        long all = ChronoUnit.DAYS.between(period.first(), period.last()) + 1;
        return BigDecimal.valueOf(gone).divide(BigDecimal.valueOf(all), SHARE_DECIMALS, RoundingMode.FLOOR);
    }
}
