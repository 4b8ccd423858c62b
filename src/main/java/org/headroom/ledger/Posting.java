package org.headroom.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A posting as the book has it.
///
/// @param number its place in the one order of all postings
/// @param exporter null for a posting of a regulator
/// @param actor the subject of the token that asked for it
/// @param body the facts frozen when it was posted, as JSON
/// @param evidence the text that it shares with others; null where it has none, and in a list that leaves it out
public record Posting(
        long number,
        UUID id,
        PostingKind kind,
        @Nullable String exporter,
        String actor,
        String actorName,
        LocalDate effectiveOn,
        Instant recordedAt,
        PostingRequest.About about,
        String body,
        @Nullable String evidence) {}
