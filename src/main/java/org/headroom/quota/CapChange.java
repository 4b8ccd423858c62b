package org.headroom.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of a cap: asked for by one person, approved by another; or withdrawn by the first, or forgotten.
///
/// @param capBefore the cap when it was asked for; null where nothing limited the quota
/// @param digest SHA-256 over what was shown, in hexadecimal; the approval names it
/// @param lapsesAt the last moment at which it may be approved
/// @param posting the number of the posting that made it; null until it is made
public record CapChange(
        UUID id,
        String quota,
        @Nullable BigDecimal capBefore,
        BigDecimal capAfter,
        String reason,
        String citation,
        String digest,
        State state,
        String requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Long posting,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason) {

    public enum State {
        OPEN,
        /// Neither lapses nor is withdrawn any more.
        APPROVED,
        /// Nobody approved it in time.
        LAPSED,
        WITHDRAWN
    }
}
