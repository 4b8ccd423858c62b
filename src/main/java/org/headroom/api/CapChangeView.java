package org.headroom.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.headroom.quota.CapChange;
import org.jspecify.annotations.Nullable;

/// A change of a cap. Caps are exact decimals in the quota's unit, as strings.
public record CapChangeView(
        UUID id,
        String quota,
        @Nullable String capBefore,
        String capAfter,
        String reason,
        String citation,
        String digest,
        String state,
        String requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Long posting,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason) {

    static CapChangeView of(CapChange change) {
        return new CapChangeView(
                change.id(),
                change.quota(),
                plain(change.capBefore()),
                change.capAfter().toPlainString(),
                change.reason(),
                change.citation(),
                change.digest(),
                ImportView.word(change.state()),
                change.requestedBy(),
                change.requestedAt(),
                change.lapsesAt(),
                change.approvedBy(),
                change.approvedAt(),
                change.posting(),
                change.withdrawnAt(),
                change.withdrawalReason());
    }

    private static @Nullable String plain(@Nullable BigDecimal cap) {
        return cap == null ? null : cap.toPlainString();
    }
}
