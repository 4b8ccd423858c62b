package org.headroom.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A number of the book with all that is stored under it.
///
/// @param posting null where crossings have a number that no posting has
/// @param evidence the digest of its evidence; null where it has none
/// @param salt of the leaf hash
/// @param entries in the order of their accounts' keys
record StoredPosting(
        long number,
        @Nullable Posting posting,
        byte @Nullable [] evidence,
        byte[] salt,
        byte[] leafHash,
        List<StoredEntry> entries,
        List<StoredCrossing> crossings) {

    /// @param after the account with the amounts that the entry says it has after the posting
    /// @param reserved what was added
    /// @param charged what was added
    /// @param binding whether the cap could refuse it
    /// @param copied whether the account has an entry that says the same, or none is due yet
    record StoredEntry(
            AccountState after, BigDecimal reserved, BigDecimal charged, boolean binding, boolean copied) {

        Entry entry() {
            return new Entry(
                    after.key(),
                    after.citation(),
                    after.unit(),
                    reserved,
                    charged,
                    after.reserved(),
                    after.charged(),
                    after.cap(),
                    binding);
        }
    }

    /// @param exporter whose posting crossed it
    record StoredCrossing(Mark mark, @Nullable String exporter, Instant recordedAt) {}

    /// A level that an account crossed, as far as a replay can know it.
    record Mark(String account, int level, Crossing.Direction direction, BigDecimal used, BigDecimal cap) {

        String text() {
            return "%d %% %s at %s of %s".formatted(level, direction, used.toPlainString(), cap.toPlainString());
        }
    }

    /// The row of an account.
    record StoredAccount(AccountState state, long lastNumber) {}

    /// A day of an account whose roll-up is not the sum of its entries.
    record StoredDay(String account, LocalDate effectiveOn, LocalDate recordedOn, Sum entries, Sum rollUp) {}

    /// An exporter's use of an account whose roll-up is not the sum of its entries.
    record StoredShare(String account, String exporter, Sum entries, Sum rollUp) {}

    record Sum(BigDecimal reserved, BigDecimal charged) {

        String text() {
            return "reserved " + reserved.toPlainString() + ", charged " + charged.toPlainString();
        }
    }
}
