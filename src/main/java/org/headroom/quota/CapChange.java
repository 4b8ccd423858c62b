package org.headroom.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of a cap: asked for by one person, made by another.
///
/// @param capBefore the cap when it was asked for; null where nothing limited the quota
/// @param digest SHA-256 over what was shown, in hexadecimal; the approval names it
/// @param posting the number of the posting that made it; null until it is approved
public record CapChange(
        UUID id,
        String quota,
        @Nullable BigDecimal capBefore,
        BigDecimal capAfter,
        String reason,
        String citation,
        String digest,
        String requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Long posting) {}
