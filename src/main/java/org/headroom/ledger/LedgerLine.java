package org.headroom.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the book as an extract has it: a posting and what it did to one account.
///
/// @param exporter null for a posting of a regulator
/// @param entry null for a posting that touched no account
public record LedgerLine(
        long number,
        UUID id,
        PostingKind kind,
        @Nullable String exporter,
        String actorName,
        LocalDate effectiveOn,
        Instant recordedAt,
        PostingRequest.About about,
        @Nullable Entry entry) {}
