package org.headroom.terms;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A period of a quota rule: all quotas of the rule that begin on this day.
public record RulePeriod(String regime, String rule, LocalDate first) {

    /// The period of a quota; null for an account without one.
    ///
    /// @param account the account's key, as [QuotaKey] writes it
    public static @Nullable RulePeriod of(String account) {
        int rule = account.indexOf(':');
        int scope = account.indexOf(':', rule + 1);
        int last = account.lastIndexOf(':');
        if (rule < 0 || scope < 0) {
            return null;
        }
        try {
            return new RulePeriod(
                    account.substring(0, rule),
                    account.substring(rule + 1, scope),
                    LocalDate.parse(account.substring(last + 1)));
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    /// `us-diffusion-2025:lpp:2026-01-01`
    public String id() {
        return regime + ":" + rule + ":" + first;
    }
}
