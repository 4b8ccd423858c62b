package org.headroom.license;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A license application and how far it is.
///
/// @param version counted up with each edit; the ETag of the API
/// @param acn the application control number that BIS gave
/// @param license the number of the license that answered it
/// @param incomplete the blocks that are still empty; it cannot be submitted before
public record Application(
        UUID id,
        String exporter,
        String reference,
        int version,
        Status status,
        ApplicationContent content,
        @Nullable String acn,
        @Nullable String decision,
        @Nullable String license,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt,
        List<String> incomplete) {

    public enum Status {
        DRAFT,
        /// Filed, and its quota is reserved.
        SUBMITTED,
        APPROVED,
        DENIED,
        /// Returned without action; filing it again is a new application.
        RETURNED,
        WITHDRAWN
    }
}
