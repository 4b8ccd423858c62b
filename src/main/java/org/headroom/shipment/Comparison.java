package org.headroom.shipment;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.ledger.AccountSpec;

/// How what a shipment or a license has come to compares with what it comes to by corrected facts.
public sealed interface Comparison {

    /// Nothing is other for it, or it was reversed.
    record Same() implements Comparison {}

    /// @param before what it has come to
    /// @param after what it comes to
    /// @param moves what that moves, for the devices that have not come back
    record Touched(Came before, Came after, List<Move> moves) implements Comparison {}

    /// What decided of it is not kept.
    record Undetermined() implements Comparison {}

    /// What an adjustment moves on one account.
    ///
    /// @param before charged for the devices that have not come back
    /// @param after to be charged for them
    record Move(AccountSpec account, BigDecimal before, BigDecimal after, boolean binding) {

        public BigDecimal difference() {
            return after.subtract(before);
        }
    }
}
