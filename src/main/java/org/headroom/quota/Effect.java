package org.headroom.quota;

import java.math.BigDecimal;
import org.headroom.ledger.Shortfall;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a charge would do to one quota, if it were posted now. Nothing is held by asking.
///
/// @param binding whether the cap would refuse; false where the regime is only monitored
/// @param headroomAfter what would be left; below zero when it does not fit; null for a meter
public record Effect(
        String quota,
        String title,
        String citation,
        Unit unit,
        BigDecimal amount,
        @Nullable BigDecimal cap,
        BigDecimal reserved,
        BigDecimal charged,
        @Nullable BigDecimal headroomAfter,
        boolean binding) {

    /// Whether the quota has room, or would not refuse anyway.
    public boolean fits() {
        return !binding || headroomAfter == null || headroomAfter.signum() >= 0 || amount.signum() <= 0;
    }

    Shortfall shortfall() {
        var limit = cap == null ? BigDecimal.ZERO : cap;
        var short_ = headroomAfter == null ? BigDecimal.ZERO : headroomAfter.negate();
        return new Shortfall(quota, title, citation, unit, limit, reserved, charged, amount, short_);
    }
}
