package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// The shares of a cap at which people are warned, and which of them a movement crossed.
final class Levels {

    /// In percent of the cap.
    static final List<Integer> PERCENT = List.of(75, 90, 100);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Levels() {}

    record Crossed(int level, Crossing.Direction direction) {}

    /// Use that reaches a level crosses it upwards; use that falls below it crosses it downwards.
    /// Every growth of what is used over the cap is told, also above the last level; and whatever a record does in a
    /// period that is closed.
    ///
    /// @param closed whether the account's period is closed
    static List<Crossed> crossed(AccountState before, AccountState after, boolean closed) {
        var crossed = new ArrayList<Crossed>(0);
        if (closed) {
            crossed.add(new Crossed(0, Crossing.Direction.CLOSED));
        }
        if (after.cap() == null || before.cap() == null) {
            return crossed;
        }
        for (int level : PERCENT) {
            boolean was = reaches(before.used(), before.cap(), level);
            boolean is = reaches(after.used(), after.cap(), level);
            if (was != is) {
                crossed.add(new Crossed(level, is ? Crossing.Direction.UP : Crossing.Direction.DOWN));
            }
        }
        if (after.breach().compareTo(before.breach()) > 0) {
            crossed.add(new Crossed(100, Crossing.Direction.BREACH));
        }
        return crossed;
    }

    /// Nothing used reaches no level, even of a cap of zero.
    private static boolean reaches(BigDecimal used, BigDecimal cap, int level) {
        return used.signum() > 0
                && used.multiply(HUNDRED).compareTo(cap.multiply(BigDecimal.valueOf(level))) >= 0;
    }
}
