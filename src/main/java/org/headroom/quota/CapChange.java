package org.headroom.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.headroom.approval.Approval;
import org.headroom.terms.Actor;
import org.headroom.terms.Json;
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
        Approval.State state,
        String requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Long posting,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason) {

    /// What both persons see of it.
    record Shown(
            String quota, @Nullable BigDecimal capBefore, BigDecimal capAfter, String reason, String citation) {}

    static CapChange of(Approval approval) {
        var shown = Json.read(approval.shown(), Shown.class);
        var approver = approval.approvedBy();
        return new CapChange(
                approval.id(),
                shown.quota(),
                shown.capBefore(),
                shown.capAfter(),
                shown.reason(),
                shown.citation(),
                approval.digest(),
                approval.state(),
                approval.requestedBy().name(),
                approval.requestedAt(),
                approval.lapsesAt(),
                approver == null ? null : approver.name(),
                approval.approvedAt(),
                approval.posting(),
                approval.withdrawnAt(),
                approval.withdrawalReason());
    }
}
