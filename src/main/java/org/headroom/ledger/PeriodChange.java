package org.headroom.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.headroom.terms.RulePeriod;
import org.jspecify.annotations.Nullable;

/// The closing or reopening of a period, at its place in the order of all postings.
///
/// @param id for a reopening that of its approval
/// @param last the last day of the period
/// @param number the last posting before it
/// @param by who closed it, or asked for the reopening
/// @param approvedBy who approved the reopening; null for a closing
public record PeriodChange(
        UUID id,
        Act act,
        RulePeriod period,
        LocalDate last,
        long number,
        String reason,
        Actor by,
        Instant at,
        @Nullable Actor approvedBy) {

    public enum Act {
        CLOSED,
        REOPENED
    }
}
