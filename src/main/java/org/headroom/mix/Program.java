package org.headroom.mix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// An integer program: whole amounts within their ranges, so that every row holds and the goal is as great as can be.
/// All of it is exact.
///
/// @param rows what limits the amounts together
/// @param ranges what each amount may be
record Program(List<Row> rows, List<Range> ranges) {

    Program {
        rows = List.copyOf(rows);
        ranges = List.copyOf(ranges);
    }

    /// Σ coefficient × amount ≤ limit.
    record Row(List<BigInteger> coefficients, BigInteger limit) {

        Row {
            coefficients = List.copyOf(coefficients);
        }

        boolean holds(long[] amounts) {
            return dot(coefficients, amounts).compareTo(limit) <= 0;
        }
    }

    /// From `low` to `high`; what is above zero is at least `least`.
    record Range(long low, long high, long least) {

        boolean contains(long amount) {
            return amount >= low && amount <= high && (amount == 0 || amount >= least);
        }
    }

    static BigInteger dot(List<BigInteger> coefficients, long[] amounts) {
        var sum = BigInteger.ZERO;
        for (int i = 0; i < amounts.length; i++) {
            sum = sum.add(coefficients.get(i).multiply(BigInteger.valueOf(amounts[i])));
        }
        return sum;
    }

    boolean admits(long[] amounts) {
        for (int i = 0; i < amounts.length; i++) {
            if (!ranges.get(i).contains(amounts[i])) {
                return false;
            }
        }
        return rows.stream().allMatch(row -> row.holds(amounts));
    }

    /// The same, where the goal must come to at least so much.
    Program reaching(List<BigInteger> goal, BigInteger least) {
        var more = new ArrayList<>(rows);
        more.add(new Row(goal.stream().map(BigInteger::negate).toList(), least.negate()));
        return new Program(more, ranges);
    }
}
