package org.headroom.mix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;

/// What a goal cannot exceed within a box, proven in exact arithmetic.
///
/// For any prices of the rows, none below zero: goal · x ≤ Σ price × limit + Σ the most that (goal − Σ price ×
/// coefficient) × x comes to within its range. Good prices make it tight, bad ones only loose, so it does not matter
/// that a solver in floating point found them.
final class Bound {

    private static final MathContext PRICE = new MathContext(20);

    private final Box box;
    private final BigDecimal[] worth;
    private final BigDecimal sum;

    private Bound(Box box, BigDecimal[] worth, BigDecimal sum) {
        this.box = box;
        this.worth = worth;
        this.sum = sum;
    }

    /// @param prices one for each row
    static Bound of(Program program, List<BigInteger> goal, Box box, double[] prices) {
        var exact = new BigDecimal[prices.length];
        var sum = BigDecimal.ZERO;
        for (int row = 0; row < prices.length; row++) {
            exact[row] = prices[row] > 0 && Double.isFinite(prices[row])
                    ? BigDecimal.valueOf(prices[row]).round(PRICE)
                    : BigDecimal.ZERO;
            sum = sum.add(exact[row].multiply(new BigDecimal(program.rows().get(row).limit())));
        }
        var worth = new BigDecimal[box.size()];
        for (int i = 0; i < box.size(); i++) {
            worth[i] = new BigDecimal(goal.get(i));
            for (int row = 0; row < exact.length; row++) {
                if (exact[row].signum() > 0) {
                    var coefficient = program.rows().get(row).coefficients().get(i);
                    worth[i] = worth[i].subtract(exact[row].multiply(new BigDecimal(coefficient)));
                }
            }
            sum = sum.add(worth[i].multiply(BigDecimal.valueOf(worth[i].signum() > 0 ? box.high[i] : box.low[i])));
        }
        return new Bound(box, worth, sum);
    }

    /// Whether the prices prove that no amounts in the box satisfy the rows.
    static boolean provesNone(Program program, Box box, double[] prices) {
        return of(program, Collections.nCopies(box.size(), BigInteger.ZERO), box, prices).sum.signum() < 0;
    }

    /// @param unit what every value of the goal is a multiple of; one above zero
    BigInteger limit(BigInteger unit) {
        var whole = sum.setScale(0, RoundingMode.FLOOR).toBigInteger();
        return whole.subtract(whole.mod(unit));
    }

    /// The part of the box in which the goal may reach so much: each step of an amount away from its better end costs
    /// its worth, and more steps than there is to lose cannot be taken.
    ///
    /// @param least not more than the limit
    Box reaching(BigInteger least) {
        var smaller = box;
        var spare = sum.subtract(new BigDecimal(least));
        for (int i = 0; i < box.size(); i++) {
            if (worth[i].signum() == 0 || box.width(i) == 0) {
                continue;
            }
            var steps = spare.divide(worth[i].abs(), 0, RoundingMode.FLOOR);
            if (steps.compareTo(BigDecimal.valueOf(box.width(i))) < 0) {
                long few = steps.longValueExact();
                smaller = worth[i].signum() > 0
                        ? smaller.with(i, box.high[i] - few, box.high[i])
                        : smaller.with(i, box.low[i], box.low[i] + few);
            }
        }
        return smaller;
    }
}
