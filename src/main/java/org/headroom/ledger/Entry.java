package org.headroom.ledger;

import java.math.BigDecimal;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a posting did to one account, with the balance after it.
///
/// @param account the account's key, which is the quota's id
/// @param capAfter null where nothing limits the account
public record Entry(
        String account,
        String citation,
        Unit unit,
        BigDecimal reserved,
        BigDecimal charged,
        BigDecimal reservedAfter,
        BigDecimal chargedAfter,
        @Nullable BigDecimal capAfter) {

    /// cap − reserved − charged after the posting; below zero after a breach; null where nothing limits it.
    public @Nullable BigDecimal headroomAfter() {
        return capAfter == null ? null : capAfter.subtract(reservedAfter).subtract(chargedAfter);
    }
}
