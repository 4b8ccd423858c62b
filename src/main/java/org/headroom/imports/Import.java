package org.headroom.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;

/// An uploaded file, and how far it has come.
///
/// @param sha256 of the bytes as they came, in hexadecimal
/// @param percent how much of the checking, or then of the posting, is done
/// @param problem why the file as a whole was refused, or its posting; empty otherwise
/// @param poster who asked to post it; null before
public record Import(
        UUID id,
        Actor actor,
        String fileName,
        long size,
        String sha256,
        Mode mode,
        State state,
        int percent,
        Counts counts,
        int doneTo,
        @Nullable LocalDate firstDay,
        List<RowError> problem,
        @Nullable Actor poster,
        Instant receivedAt,
        @Nullable Instant checkedAt,
        @Nullable Instant postedAt) {

    public enum Mode {
        /// All rows are posted, or none.
        ALL_OR_NOTHING,
        /// The rows that are good and fit are posted; the others come back with what is wrong.
        GOOD_ROWS
    }

    public enum State {
        RECEIVED,
        CHECKING,
        CHECKED,
        POSTING,
        POSTED,
        REFUSED;

        /// Whether it stays so until somebody asks for more.
        public boolean isResting() {
            return this == CHECKED || this == POSTED || this == REFUSED;
        }
    }

    /// @param rows all rows with something in them
    /// @param good rows that can be posted; after posting those that were or could not be
    /// @param already rows that were posted before, with the same content
    /// @param failed good rows that could not be posted after all
    public record Counts(int rows, int good, int bad, int already, int posted, int failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    String exporter() {
        return java.util.Objects.requireNonNull(actor.exporter());
    }
}
