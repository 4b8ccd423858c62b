package org.headroom.replay;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.ledger.Trial.Reached;
import org.headroom.ledger.Shortfall;
import org.jspecify.annotations.Nullable;

/// What is other about a shipment.
///
/// @param quota the cap that refuses it or the quota that reaches a level, the first where there are several
/// @param cap of the quota
/// @param used of the quota: before the shipment where it is refused, after it where it warns
/// @param asked null unless it is refused
/// @param shortBy null unless it is refused
/// @param level in percent of the cap; null unless it warns
/// @param because a sentence that says why; null where the figures do
public record Changed(
        Verdict verdict,
        @Nullable String quota,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal used,
        @Nullable BigDecimal asked,
        @Nullable BigDecimal shortBy,
        @Nullable Integer level,
        @Nullable String because) {

    static Changed to(Verdict verdict, @Nullable String because) {
        return new Changed(verdict, null, null, null, null, null, null, because);
    }

    static Changed refused(List<Shortfall> shortfalls) {
        var first = shortfalls.getFirst();
        return new Changed(
                Verdict.REFUSED,
                first.account(),
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
                highest.cap(),
                highest.used(),
                null,
                null,
                highest.percent(),
                null);
    }
}
