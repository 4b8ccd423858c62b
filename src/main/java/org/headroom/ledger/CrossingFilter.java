package org.headroom.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which crossings to read.
///
/// @param readableBy only those of shared accounts and the exporter's own; null reads all
/// @param after only of postings with a greater number, oldest first
/// @param before only of postings with a smaller number, newest first; null when `after` is given
public record CrossingFilter(
        @Nullable String readableBy, @Nullable UUID id, @Nullable Long after, @Nullable Long before, int limit) {

    public static CrossingFilter newestFirst(@Nullable String readableBy, @Nullable Long before, int limit) {
        return new CrossingFilter(readableBy, null, null, before == null ? Long.MAX_VALUE : before, limit);
    }

    public static CrossingFilter after(@Nullable String readableBy, long number, int limit) {
        return new CrossingFilter(readableBy, null, number, null, limit);
    }

    public static CrossingFilter one(@Nullable String readableBy, UUID id) {
        return new CrossingFilter(readableBy, id, null, Long.MAX_VALUE, 1);
    }
}
