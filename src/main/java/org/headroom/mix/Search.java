package org.headroom.mix;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.headroom.mix.Program.Row;
import org.jspecify.annotations.Nullable;

/// Branch and bound: finds the amounts that reach the most, and proves it.
///
/// A solver of linear programs says where to look. Whether amounts satisfy the rows, what they reach and what a part
/// cannot exceed is exact, so an answer that is called best is best, to the hundredth. Parts are looked at in the order
/// of what they may still reach; when as many were looked at as allowed, the next of them is the bound.
final class Search {

    private static final double TOLERANCE = 1e-6;

    private final Program program;
    private final List<BigInteger> goal;
    private final BigInteger unit;
    private final Effort effort;
    private final PriorityQueue<Part> open = new PriorityQueue<>(
            Comparator.comparing(Part::bound).thenComparing(Part::depth).reversed());
    private long @Nullable [] best;
    private BigInteger reached = BigInteger.ZERO;

    /// @param program with what was demanded of it on the way
    /// @param depth how many demands there are; of two parts that may reach the same the deeper one comes first
    /// @param bound what it cannot exceed
    private record Part(Program program, Box box, BigInteger bound, int depth) {

        Part with(Box smaller, BigInteger lower) {
            return new Part(program, smaller, bound.min(lower), depth);
        }
    }

    /// How many parts may still be looked at; several searches share one.
    static final class Effort {

        private int left;

        Effort(int parts) {
            this.left = parts;
        }

        private boolean spend() {
            return left-- > 0;
        }
    }

    private Search(Program program, List<BigInteger> goal, Effort effort) {
        this.program = program;
        this.goal = goal;
        this.effort = effort;
        this.unit = goal.stream().reduce(BigInteger.ZERO, BigInteger::gcd).max(BigInteger.ONE);
    }

    /// @param known amounts that satisfy all rows, to begin with; null where none are known
    static Solution of(Program program, List<BigInteger> goal, Effort effort, long @Nullable [] known) {
        var search = new Search(program, goal, effort);
        if (known != null) {
            search.offer(known);
        }
        return search.run();
    }

    private Solution run() {
        var all = Box.of(program);
        add(new Part(program, all, all.most(goal), 0));
        while (!open.isEmpty()) {
            var part = open.poll();
            if (best != null && part.bound().compareTo(reached) <= 0) {
                break; // no other part may reach more
            }
            if (!effort.spend()) {
                return best == null
                        ? new Solution.Unknown(part.bound())
                        : new Solution.Unproven(best, reached, part.bound());
            }
            look(part);
            Thread.yield(); // calls share few threads, and this one waits for nothing
        }
        return best == null ? new Solution.Impossible() : new Solution.Best(best, reached);
    }

    private void add(Part part) {
        var tight = part.box().tightened(part.program());
        if (tight != null) {
            open.add(part.with(tight, tight.most(goal)));
        }
    }

    private void look(Part part) {
        var box = part.box();
        if (box.isPoint()) {
            offer(box.low);
            return;
        }
        var hint = Relaxation.of(part.program(), goal, box);
        if (hint.amounts() == null && Bound.provesNone(part.program(), box, hint.prices())) {
            return;
        }
        if (hint.amounts() == null) {
            branch(part, null);
            return;
        }
        new Rounding(part.program(), goal, box).of(hint.amounts()).forEach(this::offer);
        var proven = Bound.of(part.program(), goal, box, hint.prices());
        var bounded = part.with(box, proven.limit(unit));
        if (best == null) {
            branch(bounded, hint.amounts());
        } else if (bounded.bound().compareTo(reached) > 0) {
            var smaller = proven.reaching(reached.add(unit)).tightened(part.program());
            if (smaller != null) {
                branch(bounded.with(smaller, smaller.most(goal)), hint.amounts());
            }
        }
    }

    private void offer(long[] amounts) {
        var value = Program.dot(goal, amounts);
        if ((best == null || value.compareTo(reached) > 0) && program.admits(amounts)) {
            best = amounts.clone();
            reached = value;
        }
    }

    /// @param amounts where to divide it; null divides it in the middle
    private void branch(Part part, double @Nullable [] amounts) {
        var box = part.box();
        if (box.isPoint()) {
            offer(box.low);
            return;
        }
        if (amounts != null && branchOnSum(part, amounts)) {
            return;
        }
        int which = widest(box);
        long at = box.low[which] + box.width(which) / 2;
        if (amounts != null) {
            int fractional = mostFractional(box, amounts);
            which = fractional < 0 ? which : fractional;
            at = Math.clamp((long) Math.floor(amounts[which]), box.low[which], box.high[which] - 1);
        }
        add(new Part(part.program(), box.with(which, box.low[which], at), part.bound(), part.depth() + 1));
        add(new Part(part.program(), box.with(which, at + 1, box.high[which]), part.bound(), part.depth() + 1));
    }

    /// Where a sum of amounts that stand for one another is not whole, dividing one would only move the others.
    private boolean branchOnSum(Part part, double[] amounts) {
        Row least = null;
        Row most = null;
        double fraction = TOLERANCE;
        for (var alike : program.alike()) {
            double sum = alike.stream().mapToDouble(i -> amounts[i]).sum();
            long whole = (long) Math.floor(sum);
            var below = Program.sum(alike, amounts.length, 1, whole);
            var above = Program.sum(alike, amounts.length, -1, -whole - 1);
            // The solver is not exact: what was demanded already is not demanded again.
            boolean isNew = !part.program().demands(below) && !part.program().demands(above);
            if (isNew && Math.abs(sum - Math.rint(sum)) > fraction) {
                least = above;
                most = below;
                fraction = Math.abs(sum - Math.rint(sum));
            }
        }
        if (least == null || most == null) {
            return false;
        }
        add(new Part(part.program().with(most), part.box(), part.bound(), part.depth() + 1));
        add(new Part(part.program().with(least), part.box(), part.bound(), part.depth() + 1));
        return true;
    }

    private static int widest(Box box) {
        int widest = 0;
        for (int i = 1; i < box.size(); i++) {
            widest = box.width(i) > box.width(widest) ? i : widest;
        }
        return widest;
    }

    /// @return -1 where all are whole, or within a gap below the least amount
    private int mostFractional(Box box, double[] amounts) {
        int found = -1;
        double most = TOLERANCE;
        for (int i = 0; i < box.size(); i++) {
            double part = Math.abs(amounts[i] - Math.rint(amounts[i]));
            boolean inGap = box.low[i] == 0 && amounts[i] > TOLERANCE
                    && amounts[i] < program.ranges().get(i).least() - TOLERANCE;
            if (box.width(i) > 0 && (inGap || part > most)) {
                found = i;
                most = inGap ? 1 : part;
            }
        }
        return found;
    }
}
