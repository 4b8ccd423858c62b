package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What an account holds, and the limit it stands under.
///
/// @param key the quota's id
/// @param cap null where nothing limits it
/// @param ratio the ratio's factor where the cap follows another account; null otherwise
/// @param breach what is used over the cap: recorded facts, a fallen base, or a cap that is only monitored
/// @param asOfNumber the number of the posting the balance stands after
public record Balance(
        String key,
        @Nullable String exporter,
        String regime,
        String rule,
        String title,
        String citation,
        List<String> scope,
        @Nullable String destination,
        Unit unit,
        CountingEvent counts,
        @Nullable Period period,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal ratio,
        BigDecimal reserved,
        BigDecimal charged,
        BigDecimal breach,
        long asOfNumber) {

    /// cap − reserved − charged; below zero when over; null where nothing limits it.
    public @Nullable BigDecimal headroom() {
        return cap == null ? null : cap.subtract(reserved).subtract(charged);
    }

    public BigDecimal used() {
        return reserved.add(charged);
    }

    /// The same account with other amounts, for a view of the past or of what would be.
    public Balance holding(BigDecimal newReserved, BigDecimal newCharged, @Nullable BigDecimal newCap, long number) {
        var over = newCap == null
                ? BigDecimal.ZERO
                : newReserved.add(newCharged).subtract(newCap).max(BigDecimal.ZERO);
        return new Balance(
                key, exporter, regime, rule, title, citation, scope, destination, unit, counts, period, newCap, ratio,
                newReserved, newCharged, over, number);
    }

    /// The account, for another line on it. What is open already keeps its cap, whatever the spec says.
    public AccountSpec account() {
        return new AccountSpec(
                key, exporter, regime, rule, title, citation, scope, destination, unit, counts, period, null, null);
    }
}
