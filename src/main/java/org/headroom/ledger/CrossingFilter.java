package org.headroom.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which crossings to read.
///
/// @param sight only those of accounts that an exporter sees and is told exactly; null reads all
/// @param after only of postings with a greater number, oldest first
/// @param before only of postings with a smaller number, newest first; null when `after` is given
public record CrossingFilter(
        @Nullable Sight sight, @Nullable UUID id, @Nullable Long after, @Nullable Long before, int limit) {

    public static CrossingFilter newestFirst(@Nullable Sight sight, @Nullable Long before, int limit) {
        return new CrossingFilter(sight, null, null, before == null ? Long.MAX_VALUE : before, limit);
    }

    public static CrossingFilter after(@Nullable Sight sight, long number, int limit) {
        return new CrossingFilter(sight, null, number, null, limit);
    }

    public static CrossingFilter one(@Nullable Sight sight, UUID id) {
        return new CrossingFilter(sight, id, null, Long.MAX_VALUE, 1);
    }
}
