package org.headroom.mix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.headroom.mix.Program.Row;
import org.jspecify.annotations.Nullable;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/// A program without the demand for whole amounts, solved by ojAlgo in floating point: amounts to begin with and prices
/// of the rows. Both are hints. What follows from them is decided in exact arithmetic, by [Bound] and [Program].
///
/// Amounts are taken as shares of their ranges and each row is divided by its greatest coefficient, so that figures of
/// a few devices and of 10^12 hundredths of a TPP stand side by side.
final class Relaxation {

    private final Program program;
    private final Box box;
    private final List<BigInteger> goal;
    private final double goalScale;
    private final List<Scaled> rows = new ArrayList<>();

    /// @param coefficients of the shares
    private record Scaled(int row, double[] coefficients, double limit, double scale) {}

    /// @param amounts null where it found none
    record Hint(double @Nullable [] amounts, double[] prices) {}

    private Relaxation(Program program, List<BigInteger> goal, Box box) {
        this.program = program;
        this.box = box;
        this.goal = goal;
        this.goalScale = scale(goal);
        for (int i = 0; i < program.rows().size(); i++) {
            addRow(i, program.rows().get(i));
        }
    }

    static Hint of(Program program, List<BigInteger> goal, Box box) {
        var relaxation = new Relaxation(program, goal, box);
        var amounts = relaxation.amounts();
        return new Hint(amounts, relaxation.prices(amounts != null));
    }

    private double inRange(BigInteger coefficient, int which) {
        return coefficient.multiply(BigInteger.valueOf(box.width(which))).doubleValue();
    }

    private double scale(List<BigInteger> coefficients) {
        double greatest = 0;
        for (int i = 0; i < box.size(); i++) {
            greatest = Math.max(greatest, Math.abs(inRange(coefficients.get(i), i)));
        }
        return greatest == 0 ? 1 : greatest;
    }

    /// One that holds whatever the amounts are is left out.
    private void addRow(int which, Row row) {
        if (box.most(row.coefficients()).compareTo(row.limit()) <= 0) {
            return;
        }
        double scale = scale(row.coefficients());
        var coefficients = new double[box.size()];
        for (int i = 0; i < box.size(); i++) {
            coefficients[i] = inRange(row.coefficients().get(i), i) / scale;
        }
        var limit = row.limit().subtract(Program.dot(row.coefficients(), box.low));
        rows.add(new Scaled(which, coefficients, limit.doubleValue() / scale, scale));
    }

    private double @Nullable [] amounts() {
        var model = new ExpressionsBasedModel();
        for (int i = 0; i < box.size(); i++) {
            model.newVariable("x" + i).lower(0).upper(1).weight(inRange(goal.get(i), i) / goalScale);
        }
        for (var row : rows) {
            var sum = model.newExpression("row" + row.row()).upper(row.limit());
            for (int i = 0; i < box.size(); i++) {
                sum.set(i, row.coefficients()[i]);
            }
        }
        var result = model.maximise();
        if (!result.getState().isFeasible()) {
            return null;
        }
        var amounts = new double[box.size()];
        for (int i = 0; i < box.size(); i++) {
            amounts[i] = box.low[i] + Math.clamp(result.doubleValue(i), 0, 1) * box.width(i);
        }
        return amounts;
    }

    /// Prices of a row are what the dual program finds: Σ price × limit + Σ surplus as small as can be, where for each
    /// amount Σ price × coefficient + surplus is at least its worth. Where no amounts were found, worth is nothing and
    /// prices end at one: then they tell which rows contradict each other.
    private double[] prices(boolean isFeasible) {
        var model = new ExpressionsBasedModel();
        for (var row : rows) {
            var price = model.newVariable("price" + row.row()).lower(0).weight(row.limit());
            if (!isFeasible) {
                price.upper(1);
            }
        }
        for (int i = 0; i < box.size(); i++) {
            model.newVariable("surplus" + i).lower(0).weight(1);
        }
        for (int i = 0; i < box.size(); i++) {
            double worth = isFeasible ? inRange(goal.get(i), i) / goalScale : 0;
            var sum = model.newExpression("worth" + i).lower(worth);
            for (int row = 0; row < rows.size(); row++) {
                sum.set(row, rows.get(row).coefficients()[i]);
            }
            sum.set(rows.size() + i, 1);
        }
        return unscaled(model.minimise(), isFeasible ? goalScale : 1);
    }

    private double[] unscaled(Optimisation.Result result, double worth) {
        var prices = new double[program.rows().size()];
        if (result.getState().isFeasible()) {
            for (int i = 0; i < rows.size(); i++) {
                prices[rows.get(i).row()] = result.doubleValue(i) * worth / rows.get(i).scale();
            }
        }
        return prices;
    }
}
