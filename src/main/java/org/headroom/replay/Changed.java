package org.headroom.replay;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.ledger.Shortfall;
import org.headroom.ledger.Trial.Reached;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What is other about a shipment.
///
/// @param quota the cap that refuses it or the quota that reaches a level, the first where there are several
/// @param unit of the quota, in which the amounts are
/// @param cap of the quota
/// @param used of the quota: before the shipment where it is refused, after it where it warns
/// @param asked null unless it is refused
/// @param shortBy null unless it is refused
/// @param level in percent of the cap; null unless it warns
/// @param because a sentence that says why; null where the figures do
public record Changed(
        Verdict verdict,
        @Nullable String quota,
        @Nullable Unit unit,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal used,
        @Nullable BigDecimal asked,
        @Nullable BigDecimal shortBy,
        @Nullable Integer level,
        @Nullable String because) {

    static Changed to(Verdict verdict, @Nullable String because) {
        return new Changed(verdict, null, null, null, null, null, null, null, because);
    }

    static Changed refused(List<Shortfall> shortfalls) {
        var first = shortfalls.getFirst();
        return new Changed(
                Verdict.REFUSED,
                first.account(),
                first.unit(),
                first.cap(),
                first.reserved().add(first.charged()),
                first.asked(),
                first.shortBy(),
                null,
                null);
    }

    static Changed warned(Reached highest) {
        return new Changed(
                Verdict.WARNED,
                highest.account(),
                highest.unit(),
                highest.cap(),
                highest.used(),
                null,
                null,
                highest.percent(),
                null);
    }

    /// The amount with the decimals that its unit has.
    static @Nullable BigDecimal exact(@Nullable Unit unit, @Nullable BigDecimal amount) {
        return unit == null || amount == null ? amount : new BigDecimal(unit.plain(amount));
    }
}
