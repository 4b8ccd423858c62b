package org.headroom.mix;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.headroom.mix.Relaxation.Hint;
import org.jspecify.annotations.Nullable;

/// Branch and bound: finds the amounts that reach the most, and proves it.
///
/// A solver of linear programs says where to look. Whether amounts satisfy the rows, what they reach and what a part
/// cannot exceed is exact, so an answer that is called best is best, to the hundredth. Parts are looked at in the order
/// of what they may still reach; when as many were looked at as allowed, the next of them is the bound.
final class Search {

    private final Program program;
    private final List<BigInteger> goal;
    private final BigInteger unit;
    private final Effort effort;
    private final PriorityQueue<Part> open = new PriorityQueue<>(Comparator.comparing(Part::bound).reversed());
    private long @Nullable [] best;
    private BigInteger reached = BigInteger.ZERO;

    /// @param bound what it cannot exceed
    private record Part(Box box, BigInteger bound) {}

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
        add(all, all.most(goal));
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

    private void add(Box box, BigInteger bound) {
        var tight = box.tightened(program);
        if (tight != null) {
            open.add(new Part(tight, bound.min(tight.most(goal))));
        }
    }

    private void look(Part part) {
        var box = part.box();
        if (box.isPoint()) {
            offer(box.low);
            return;
        }
        var hint = Relaxation.of(program, goal, box);
        if (hint.amounts() == null && Bound.provesNone(program, box, hint.prices())) {
            return;
        }
        var bound = hint.amounts() == null
                ? part.bound()
                : part.bound().min(Bound.of(program, goal, box, hint.prices(), unit));
        if (hint.amounts() != null) {
            new Rounding(program, goal, box).of(hint.amounts()).forEach(this::offer);
        }
        if (best == null || bound.compareTo(reached) > 0) {
            branch(box, bound, hint);
        }
    }

    private void offer(long[] amounts) {
        var value = Program.dot(goal, amounts);
        if ((best == null || value.compareTo(reached) > 0) && program.admits(amounts)) {
            best = amounts.clone();
            reached = value;
        }
    }

    private void branch(Box box, BigInteger bound, Hint hint) {
        int which = widest(box);
        long at = box.low[which] + box.width(which) / 2;
        var amounts = hint.amounts();
        if (amounts != null) {
            int fractional = mostFractional(box, amounts);
            which = fractional < 0 ? which : fractional;
            at = Math.clamp((long) Math.floor(amounts[which]), box.low[which], box.high[which] - 1);
        }
        add(box.with(which, box.low[which], at), bound);
        add(box.with(which, at + 1, box.high[which]), bound);
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
        double most = 1e-6;
        for (int i = 0; i < box.size(); i++) {
            double part = Math.abs(amounts[i] - Math.rint(amounts[i]));
            boolean inGap = box.low[i] == 0 && amounts[i] > 1e-6 && amounts[i] < program.ranges().get(i).least() - 1e-6;
            if (box.width(i) > 0 && (inGap || part > most)) {
                found = i;
                most = inGap ? 1 : part;
            }
        }
        return found;
    }
}
