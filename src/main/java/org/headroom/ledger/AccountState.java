package org.headroom.ledger;

import java.math.BigDecimal;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// An account at one moment of a batch.
record AccountState(
        long id,
        String key,
        String title,
        String citation,
        Unit unit,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal ratioFactor,
        @Nullable Long ratioOf,
        BigDecimal reserved,
        BigDecimal charged,
        BigDecimal breach) {

    /// One that nothing has moved yet.
    ///
    /// @param base the account that its cap follows; null where it follows none
    static AccountState opened(long id, AccountSpec spec, @Nullable AccountState base) {
        var ratio = spec.ratio();
        var state = new AccountState(
                id,
                spec.key(),
                spec.title(),
                spec.citation(),
                spec.unit(),
                spec.cap(),
                ratio == null ? null : ratio.factor(),
                base == null ? null : (Long) base.id(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
        return base == null
                ? state
                : state.with(BigDecimal.ZERO, BigDecimal.ZERO, Admission.capOf(state, base));
    }

    BigDecimal used() {
        return reserved.add(charged);
    }

    AccountState with(BigDecimal newReserved, BigDecimal newCharged, @Nullable BigDecimal newCap) {
        var over = newCap == null
                ? BigDecimal.ZERO
                : newReserved.add(newCharged).subtract(newCap).max(BigDecimal.ZERO);
        return new AccountState(
                id, key, title, citation, unit, newCap, ratioFactor, ratioOf, newReserved, newCharged, over);
    }

    /// The same under the id that the database gave.
    AccountState as(long realId) {
        return new AccountState(
                realId, key, title, citation, unit, cap, ratioFactor, ratioOf, reserved, charged, breach);
    }
}
