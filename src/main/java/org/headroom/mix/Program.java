package org.headroom.mix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An integer program: whole amounts within their ranges, so that every row holds and the goal is as great as can be.
/// All of it is exact.
///
/// @param rows what limits the amounts together
/// @param ranges what each amount may be
/// @param alike amounts that stand for one another, as the ways of one device do: the search looks at their sums first
record Program(List<Row> rows, List<Range> ranges, List<List<Integer>> alike) {

    Program {
        rows = List.copyOf(rows);
        ranges = List.copyOf(ranges);
        alike = List.copyOf(alike);
    }

    Program(List<Row> rows, List<Range> ranges) {
        this(rows, ranges, List.of());
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
        return with(new Row(goal.stream().map(BigInteger::negate).toList(), least.negate()));
    }

    /// sign × Σ of some amounts ≤ limit.
    static Row sum(List<Integer> some, int size, long sign, long limit) {
        var coefficients = new ArrayList<>(Collections.nCopies(size, BigInteger.ZERO));
        some.forEach(i -> coefficients.set(i, BigInteger.valueOf(sign)));
        return new Row(coefficients, BigInteger.valueOf(limit));
    }

    /// Whether it says that already, or more.
    boolean demands(Row row) {
        return rows.stream().anyMatch(known -> known.coefficients().equals(row.coefficients())
                && known.limit().compareTo(row.limit()) <= 0);
    }

    /// The same with one demand more; of two with the same coefficients the tighter one stays.
    Program with(Row row) {
        var more = new ArrayList<>(rows);
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).coefficients().equals(row.coefficients())) {
                more.set(i, new Row(row.coefficients(), row.limit().min(more.get(i).limit())));
                return new Program(more, ranges, alike);
            }
        }
        more.add(row);
        return new Program(more, ranges, alike);
    }
}
