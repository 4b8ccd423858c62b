package org.headroom.mix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.headroom.mix.Program.Row;

/// Makes whole amounts of those that a solver found, and fills what room they leave. The amounts need not satisfy all
/// rows: who takes them looks.
final class Rounding {

    private static final double TOLERANCE = 1e-6;

    private final Program program;
    private final List<BigInteger> goal;
    private final Box box;

    Rounding(Program program, List<BigInteger> goal, Box box) {
        this.program = program;
        this.goal = goal;
        this.box = box;
    }

    List<long[]> of(double[] amounts) {
        var found = new ArrayList<long[]>();
        for (double tolerance : new double[] {TOLERANCE, -TOLERANCE}) {
            var whole = new long[amounts.length];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = Math.clamp((long) Math.floor(amounts[i] + tolerance), box.low[i], box.high[i]);
                if (whole[i] < program.ranges().get(i).least()) {
                    whole[i] = box.low[i];
                }
            }
            found.add(filled(whole, Comparator.comparing(goal::get, Comparator.reverseOrder())));
            found.add(filled(whole, Comparator.comparing(i -> Math.floor(amounts[i]) - amounts[i])));
        }
        return found;
    }

    private long[] filled(long[] from, Comparator<Integer> order) {
        var amounts = from.clone();
        IntStream.range(0, amounts.length).boxed().filter(i -> goal.get(i).signum() > 0).sorted(order).forEach(i -> {
            long more = more(amounts, i);
            if (more > 0 && amounts[i] + more >= program.ranges().get(i).least()) {
                amounts[i] += more;
            }
        });
        return amounts;
    }

    /// How much more of one amount every row admits beside the others.
    private long more(long[] amounts, int which) {
        long more = box.high[which] - amounts[which];
        for (Row row : program.rows()) {
            var coefficient = row.coefficients().get(which);
            if (coefficient.signum() > 0) {
                var slack = row.limit().subtract(Program.dot(row.coefficients(), amounts));
                var fits = slack.divide(coefficient).max(BigInteger.ZERO).min(BigInteger.valueOf(more));
                more = fits.longValueExact();
            }
        }
        return more;
    }
}
