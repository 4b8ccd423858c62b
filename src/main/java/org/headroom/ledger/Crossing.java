package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.UUID;

/// A level of a quota that a posting crossed, or a cap that it breached.
///
/// @param level in percent of the cap; 0 where it is not about the cap
/// @param used reserved + charged after the posting
public record Crossing(
        UUID id, String account, String title, int level, Direction direction, BigDecimal used, BigDecimal cap) {

    public enum Direction {
        /// Use rose to the level or over it.
        UP,
        /// Use fell below the level.
        DOWN,
        /// More is used over the cap than before: a recorded fact, a cap or a ratio's base that fell.
        BREACH,
        /// A record of goods that have left was posted in a period that is closed.
        CLOSED
    }

    /// In a sentence that a person is sent.
    public String message() {
        if (direction == Direction.CLOSED) {
            return title + " (" + account + ") was posted in after its period was closed; used is now "
                    + used.toPlainString() + ".";
        }
        return title + " (" + account + ") "
                + switch (direction) {
                    case UP -> "has reached " + level + " % of its cap";
                    case DOWN -> "has fallen below " + level + " % of its cap";
                    case BREACH -> "is over its cap";
                    case CLOSED -> throw new IllegalStateException("told above");
                }
                + ": " + used.toPlainString() + " of " + cap.toPlainString() + ".";
    }
}
