package org.headroom.ledger;

import java.math.BigDecimal;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a posting did to one account, with the balance after it.
///
/// @param account the account's key, which is the quota's id
/// @param capAfter null where nothing limits the account
/// @param binding whether the cap could refuse it; false for a regime that was only monitored, and for an account that
///     the posting asked nothing of, whose cap followed its base
public record Entry(
        String account,
        String citation,
        Unit unit,
        BigDecimal reserved,
        BigDecimal charged,
        BigDecimal reservedAfter,
        BigDecimal chargedAfter,
        @Nullable BigDecimal capAfter,
        boolean binding) {

    /// cap − reserved − charged after the posting; below zero after a breach; null where nothing limits it.
    public @Nullable BigDecimal headroomAfter() {
        return capAfter == null ? null : capAfter.subtract(reservedAfter).subtract(chargedAfter);
    }
}
