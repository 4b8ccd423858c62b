package org.headroom.ledger;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which postings to read.
///
/// @param readableBy only this exporter's; null reads all
/// @param authorization the type of it, for example `LPP`
/// @param late only those that were recorded after the day they take effect on
/// @param from the first effective day; null for no bound
/// @param before only postings with a smaller number, newest first; null starts at the newest
public record PostingFilter(
        Set<PostingKind> kinds,
        @Nullable String readableBy,
        @Nullable String reference,
        @Nullable UUID subject,
        @Nullable String destination,
        @Nullable String device,
        @Nullable String authorization,
        @Nullable String license,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean late,
        @Nullable Long before,
        int limit) {

    /// All postings of these kinds that belong to one subject.
    public static PostingFilter ofSubject(UUID subject, Set<PostingKind> kinds) {
        return new PostingFilter(kinds, null, null, subject, null, null, null, null, null, null, false, null, 1000);
    }
}
