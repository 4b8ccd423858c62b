package org.headroom.mix;

import java.math.BigInteger;

/// What a search came to.
sealed interface Solution {

    /// No other amounts reach more; proven.
    record Best(long[] amounts, BigInteger reached) implements Solution {}

    /// The search ended before it was proven.
    ///
    /// @param bound no amounts reach more
    record Unproven(long[] amounts, BigInteger reached, BigInteger bound) implements Solution {}

    /// No amounts satisfy all rows; proven.
    record Impossible() implements Solution {}

    /// The search ended before any amounts were found that satisfy all rows, and before it was proven that none do.
    record Unknown(BigInteger bound) implements Solution {}
}
