package org.headroom.mix;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.headroom.mix.Program.Row;
import org.jspecify.annotations.Nullable;

/// A part of a program's amounts: each between a low and a high one. Exact.
final class Box {

    /// Two rows can shave one off each other's ranges for ever so long; what is left then is for branching.
    private static final int PASSES = 20;

    final long[] low;
    final long[] high;

    private Box(long[] low, long[] high) {
        this.low = low;
        this.high = high;
    }

    static Box of(Program program) {
        var ranges = program.ranges();
        return new Box(
                ranges.stream().mapToLong(Program.Range::low).toArray(),
                ranges.stream().mapToLong(Program.Range::high).toArray());
    }

    /// The part in which one amount is in a smaller range.
    Box with(int which, long from, long to) {
        var lower = low.clone();
        var upper = high.clone();
        lower[which] = from;
        upper[which] = to;
        return new Box(lower, upper);
    }

    int size() {
        return low.length;
    }

    long width(int which) {
        return high[which] - low[which];
    }

    boolean isPoint() {
        return Arrays.equals(low, high);
    }

    /// The same part without amounts that no row admits, whatever the others are.
    ///
    /// @return null when there is none left
    @Nullable Box tightened(Program program) {
        var box = new Box(low.clone(), high.clone());
        for (int pass = 0; pass < PASSES; pass++) {
            boolean moved = false;
            for (int i = 0; i < size(); i++) {
                moved |= box.leaveGap(i, program.ranges().get(i).least());
                if (box.low[i] > box.high[i]) {
                    return null;
                }
            }
            for (var row : program.rows()) {
                var slack = row.limit().subtract(box.least(row));
                if (slack.signum() < 0) {
                    return null;
                }
                moved |= box.tighten(row, slack);
            }
            if (!moved) {
                break;
            }
        }
        return box;
    }

    /// Nothing lies between zero and the least amount.
    private boolean leaveGap(int which, long least) {
        long lower = low[which] > 0 ? Math.max(low[which], least) : low[which];
        long upper = high[which] < least ? Math.min(high[which], 0) : high[which];
        boolean moved = lower != low[which] || upper != high[which];
        low[which] = lower;
        high[which] = upper;
        return moved;
    }

    /// The least that a row comes to.
    private BigInteger least(Row row) {
        var sum = BigInteger.ZERO;
        for (int i = 0; i < size(); i++) {
            var coefficient = row.coefficients().get(i);
            sum = sum.add(coefficient.multiply(BigInteger.valueOf(coefficient.signum() > 0 ? low[i] : high[i])));
        }
        return sum;
    }

    private boolean tighten(Row row, BigInteger slack) {
        boolean moved = false;
        for (int i = 0; i < size(); i++) {
            var coefficient = row.coefficients().get(i);
            if (coefficient.signum() == 0) {
                continue;
            }
            var steps = slack.divide(coefficient.abs());
            if (steps.compareTo(BigInteger.valueOf(width(i))) >= 0) {
                continue;
            }
            moved = true;
            if (coefficient.signum() > 0) {
                high[i] = low[i] + steps.longValueExact();
            } else {
                low[i] = high[i] - steps.longValueExact();
            }
        }
        return moved;
    }

    /// The most that a sum comes to here.
    BigInteger most(List<BigInteger> coefficients) {
        var sum = BigInteger.ZERO;
        for (int i = 0; i < size(); i++) {
            var coefficient = coefficients.get(i);
            sum = sum.add(coefficient.multiply(BigInteger.valueOf(coefficient.signum() > 0 ? high[i] : low[i])));
        }
        return sum;
    }
}
