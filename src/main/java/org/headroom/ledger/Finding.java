package org.headroom.ledger;

import org.jspecify.annotations.Nullable;

/// Something in the book that is not as it must be.
///
/// @param number the posting it was found at; null where it belongs to none
/// @param account the account's key; null where it belongs to none
/// @param expected what the replay came to, in words
/// @param found what is stored, in words
public record Finding(Rule rule, @Nullable Long number, @Nullable String account, String expected, String found) {

    /// What must be true of the book.
    public enum Rule {
        /// Every number from one on is a posting's, up to the one that the head of the ledger names.
        NUMBERS("Numbers have no gap"),
        /// No posting was recorded before the one in front of it.
        TIMES("The recorded time never runs backwards"),
        /// The leaf hash is the hash of what is stored.
        LEAF_HASH("A posting is as it was written"),
        /// The text that a posting shares with others is the one it names.
        EVIDENCE("Evidence is as it was written"),
        /// An account has an entry for each posting that names it, and no other.
        ENTRY("An entry says what its posting says"),
        /// A balance is the one before it and what the posting added.
        BALANCE("Each balance follows from the one before"),
        /// Only a cap change changes a fixed cap; a ratio cap follows its base.
        CAP("A cap changes only by a cap change or with its base"),
        /// `Admission` admits the posting at its place in the order.
        ADMISSION("Every account had room"),
        /// After a period was closed and until it is reopened, only records touch its quotas.
        PERIOD("A closed period stays as it is"),
        /// Each level that was crossed has one crossing, and no other has.
        CROSSING("Each crossing of a level is noted once"),
        /// The account's row is where the replay ends.
        ACCOUNT("An account holds what its entries add up to"),
        /// A day of an account is the sum of its entries.
        DAY("A day holds what its entries add up to"),
        /// What an exporter is told of its own use is the sum of its entries.
        SHARE("An exporter's own use is what its entries add up to");

        private final String sentence;

        Rule(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /// The finding in a sentence.
    public String text() {
        return rule.sentence()
                + (number == null ? "" : ", posting " + number)
                + (account == null ? "" : ", account " + account)
                + ": expected " + expected + ", found " + found + ".";
    }
}
