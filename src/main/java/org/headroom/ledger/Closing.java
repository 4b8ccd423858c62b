package org.headroom.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.headroom.terms.RulePeriod;

/// A period that is closed: no posting touches its quotas, but a record of goods that have left.
///
/// @param last its last day
/// @param reason why, in the regulator's words
/// @param since when it was closed
public record Closing(RulePeriod period, LocalDate last, String reason, Instant since) {

    /// In a sentence.
    public String text() {
        return "The period %s/%s of the quota rule %s:%s is closed since %s: %s".formatted(
                period.first(), last, period.regime(), period.rule(), since, reason)
                + (reason.endsWith(".") ? "" : ".");
    }
}
