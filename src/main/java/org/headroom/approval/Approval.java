package org.headroom.approval;

import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;

/// Something asked for by one person, to be approved by another; or withdrawn by the first, or forgotten.
///
/// @param exporter whose act it is; null for a regulator's
/// @param subject what it is about: a quota, a shipment, a reference
/// @param shown what is asked for, as JSON; the second person approves this and nothing else
/// @param digest SHA-256 over the id, the act and what is shown, in hexadecimal; the approval names it
/// @param lapsesAt the last moment at which it may be approved
/// @param approvedBy null until it is approved
/// @param posting the number of the posting that made it; null until it is made, and for what is done without one
public record Approval(
        UUID id,
        Act act,
        @Nullable String exporter,
        String subject,
        String shown,
        String digest,
        State state,
        Actor requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable Actor approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Long posting,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason) {

    /// Whether it was done.
    public boolean isMade() {
        return switch (act) {
            case MODE_CHANGE, REOPENING -> state == State.APPROVED;
            case RESTATEMENT -> state == State.APPROVED; // it goes on to its end by itself, and says how far it is
            case CAP_CHANGE, RECORD, REVERSAL -> posting != null;
        };
    }

    public enum State {
        OPEN,
        /// Neither lapses nor is withdrawn any more.
        APPROVED,
        /// Nobody approved it in time.
        LAPSED,
        WITHDRAWN
    }
}
