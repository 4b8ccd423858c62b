package org.headroom.license;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /// What was known of it at a moment, of one that had been submitted by then: a draft only says what it says now.
    public Optional<Application> knownAt(Instant moment) {
        if (submittedAt == null || submittedAt.isAfter(moment)) {
            return Optional.empty();
        }
        return Optional.of(decidedAt == null || !decidedAt.isAfter(moment)
                ? this
                : new Application(id, exporter, reference, version, Status.SUBMITTED, content, acn, null, null,
                        createdAt, submittedAt, null, incomplete));
    }

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
