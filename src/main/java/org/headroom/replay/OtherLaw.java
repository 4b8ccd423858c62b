package org.headroom.replay;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.headroom.ledger.AccountSpec;
import org.headroom.regime.Regimes;
import org.headroom.terms.QuotaKey;
import org.jspecify.annotations.Nullable;

/// The law of a scenario: today's, with what is other about it.
///
/// @param reworded the regimes that are read in another text
/// @param caps by the id of a quota, or by `regime:rule`
record OtherLaw(Regimes regimes, Set<String> reworded, Map<String, BigDecimal> caps) {

    /// The cap that the scenario sets; null where it sets none. A quota's own goes before that of its rule.
    @Nullable BigDecimal cap(String account) {
        if (caps.isEmpty()) {
            return null;
        }
        var own = caps.get(account);
        var parts = account.split(":", 3);
        return own != null || parts.length < 3 ? own : caps.get(parts[0] + ":" + parts[1]);
    }

    /// Whether the account's cap is what was set in the ledger, also after it was changed there.
    boolean keepsCapChanges(String account) {
        return cap(account) == null && !reworded.contains(QuotaKey.parse(account).regime());
    }

    static AccountSpec with(AccountSpec account, BigDecimal cap) {
        return new AccountSpec(
                account.key(),
                account.exporter(),
                account.regime(),
                account.rule(),
                account.title(),
                account.citation(),
                account.scope(),
                account.destination(),
                account.unit(),
                account.counts(),
                account.period(),
                cap,
                null);
    }
}
