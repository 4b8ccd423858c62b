package org.headroom.mix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;

/// What a goal cannot exceed, proven in exact arithmetic.
///
/// For any prices of the rows, none below zero: goal · x ≤ Σ price × limit + Σ the most that (goal − Σ price ×
/// coefficient) × x comes to within its range. Good prices make it tight and bad ones only loose, so it does not matter
/// that a solver in floating point found them.
final class Bound {

    private static final MathContext PRICE = new MathContext(20);

    private Bound() {}

    /// @param prices one for each row
    /// @param unit what every value of the goal is a multiple of; one above zero
    static BigInteger of(Program program, List<BigInteger> goal, Box box, double[] prices, BigInteger unit) {
        var exact = new BigDecimal[prices.length];
        var sum = BigDecimal.ZERO;
        for (int row = 0; row < prices.length; row++) {
            exact[row] = prices[row] > 0 && Double.isFinite(prices[row])
                    ? BigDecimal.valueOf(prices[row]).round(PRICE)
                    : BigDecimal.ZERO;
            sum = sum.add(exact[row].multiply(new BigDecimal(program.rows().get(row).limit())));
        }
        for (int i = 0; i < box.size(); i++) {
            var worth = new BigDecimal(goal.get(i));
            for (int row = 0; row < exact.length; row++) {
                if (exact[row].signum() > 0) {
                    var coefficient = program.rows().get(row).coefficients().get(i);
                    worth = worth.subtract(exact[row].multiply(new BigDecimal(coefficient)));
                }
            }
            sum = sum.add(worth.multiply(BigDecimal.valueOf(worth.signum() > 0 ? box.high[i] : box.low[i])));
        }
        return floor(sum, unit);
    }

    /// Whether the prices prove that no amounts in the box satisfy the rows.
    static boolean provesNone(Program program, Box box, double[] prices) {
        var nothing = Collections.nCopies(box.size(), BigInteger.ZERO);
        return of(program, nothing, box, prices, BigInteger.ONE).signum() < 0;
    }

    private static BigInteger floor(BigDecimal sum, BigInteger unit) {
        var whole = sum.setScale(0, RoundingMode.FLOOR).toBigInteger();
        return whole.subtract(whole.mod(unit));
    }
}
