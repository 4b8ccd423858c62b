package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.RulePeriod;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// An account as its user knows it, so that it can be opened when it is first needed.
///
/// @param key the quota's id, see [org.headroom.terms.QuotaKey]; unique for ever
/// @param exporter the exporter whose own account it is; null for one that several share
/// @param destination the country it counts for, where it counts for one
/// @param period null for an account without a period
/// @param cap a fixed cap; null with a ratio, and for an account that nothing limits
/// @param ratio factor and base, for a cap that follows another account
public record AccountSpec(
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
        @Nullable Ratio ratio) {

    /// @throws IllegalArgumentException when the cap has more than two decimals
    public AccountSpec {
        PostingRequest.Line.exact(key, cap);
    }

    /// The period that a regulator closes and reopens for all quotas of the rule; null for an account without one.
    @Nullable RulePeriod rulePeriod() {
        return period == null ? null : new RulePeriod(regime, rule, period.first());
    }

    /// A cap of `factor` × what the account `of` has charged. Chains are refused by `regime`.
    public record Ratio(BigDecimal factor, AccountSpec of) {}
}
