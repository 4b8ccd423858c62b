package org.headroom.mix;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.headroom.mix.MixRequest.WantedDevice;
import org.headroom.mix.Search.Effort;
import org.headroom.quota.Quotas;
import org.headroom.shipment.Neighbours;
import org.headroom.shipment.Ways;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// The door to mixes: the best whole numbers of several devices that every cap and license admits together.
///
/// What is modelled: one consignee in one destination on one day; for each device the ways that [Ways] finds (what the
/// law proposes, for shipments of the sizes for which it does, and a license that is to be applied for; or the license
/// that was named); each quota, meter and license line that one of them counts in, and what each cap has left as far as
/// the exporter is told. Not modelled: several consignees, caps on later days, exceptions that are only claimed.
///
/// Among mixes that are equally good, one that needs as few devices to be licensed as can be. The search is bounded by
/// the number of parts it looks at, so that equal questions get equal answers; where it ends early, the answer says so.
@ApplicationScoped
public class Mixes {

    static final int PARTS_MAX = 3_000;

    private final Ways ways;
    private final Quotas quotas;
    /// One search at a time on each instance: it takes a core for a moment, and other calls have the others.
    private final Semaphore turn = new Semaphore(1, true);

    Mixes(Ways ways, Quotas quotas) {
        this.ways = ways;
        this.quotas = quotas;
    }

    /// The best mix, as far as the exporter is told. Changes nothing.
    ///
    /// @throws InvalidInput when the request is not understood, or nothing limits a device
    public Mix best(String exporter, MixRequest request) {
        request.validate();
        var found = found(exporter, request);
        var lists = found.stream().map(Ways.Found::list).toList();
        var lines = lists.stream().flatMap(List::stream).flatMap(way -> way.perDevice().stream()).toList();
        var rooms = quotas.rooms(lines, exporter);
        var plan = new Plan(request.wanted(), lists, rooms);
        refuseUnlimited(request, plan);
        return new Telling(request, found, rooms, plan).of(searched(request, plan));
    }

    private Result searched(MixRequest request, Plan plan) {
        turn.acquireUninterruptibly();
        try {
            var effort = new Effort(PARTS_MAX);
            var best = best(request, plan, effort);
            return best.status() == Mix.Status.IMPOSSIBLE ? nearest(plan, effort) : best;
        } finally {
            turn.release();
        }
    }

    /// Faults of one device are told with its place; what all have in common is told once.
    private List<Ways.Found> found(String exporter, MixRequest request) {
        var neighbours = new Neighbours();
        var found = new ArrayList<Ways.Found>();
        var faults = new LinkedHashSet<Fault>();
        for (int i = 0; i < request.wanted().size(); i++) {
            try {
                var one = request.one(request.wanted().get(i));
                found.add(ways.of(exporter, one, request.allowsApplying(), neighbours));
            } catch (InvalidInput refused) {
                for (var fault : refused.faults()) {
                    faults.add(placed(fault, "devices[" + i + "]."));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(List.copyOf(faults));
        }
        return found;
    }

    private static Fault placed(Fault fault, String place) {
        return switch (fault.field()) {
            case "device" -> new Fault(place + "device", fault.rule(), fault.message());
            case "valueUsd" -> new Fault(place + "unitPriceUsd", fault.rule(), fault.message());
            default -> fault;
        };
    }

    private static void refuseUnlimited(MixRequest request, Plan plan) {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < request.wanted().size(); i++) {
            var wanted = request.wanted().get(i);
            if (wanted.atMost() == null && !plan.isLimited(i)) {
                faults.add(new Fault("devices[" + i + "].atMost", "no-limit", "No cap that you are told of limits "
                        + wanted.device() + " here, so say how many there may be."));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /// What was found, one goal after the other.
    ///
    /// @param amounts of each way; null where none were found
    /// @param proven how many of the goals were proven
    record Result(Mix.Status status, long @Nullable [] amounts, int proven, @Nullable BigInteger bound) {}

    private static Result best(MixRequest request, Plan plan, Effort effort) {
        var goals = new ArrayList<List<BigInteger>>();
        if (request.isByValue()) {
            goals.add(plan.value());
        } else {
            request.priorities().forEach(priority -> goals.add(plan.priority(priority)));
        }
        var result = inTurn(plan.program(WantedDevice::least, WantedDevice::most), goals, effort);
        var amounts = result.amounts();
        if (amounts == null || result.status() != Mix.Status.BEST) {
            return result;
        }
        var program = plan.program(WantedDevice::least, WantedDevice::most);
        for (var goal : goals) {
            program = program.reaching(goal, Program.dot(goal, amounts));
        }
        return switch (Search.of(program, plan.unlicensed(), effort, amounts)) {
            case Solution.Best(var fewest, var _) -> new Result(result.status(), fewest, result.proven(), null);
            case Solution.Unproven(var fewer, var _, var _) ->
                new Result(result.status(), fewer, result.proven(), null);
            case Solution.Impossible _, Solution.Unknown _ -> result;
        };
    }

    /// Each goal among the mixes that are best by those before it.
    static Result inTurn(Program program, List<List<BigInteger>> goals, Effort effort) {
        var within = program;
        long[] amounts = null;
        for (int i = 0; i < goals.size(); i++) {
            var goal = goals.get(i);
            switch (Search.of(within, goal, effort, amounts)) {
                case Solution.Best(var found, var reached) -> {
                    amounts = found;
                    within = within.reaching(goal, reached);
                }
                case Solution.Unproven(var found, var _, var bound) -> {
                    return new Result(Mix.Status.UNPROVEN, found, i, bound);
                }
                case Solution.Unknown(var bound) -> {
                    return new Result(Mix.Status.UNDECIDED, null, i, bound);
                }
                case Solution.Impossible _ -> {
                    return new Result(Mix.Status.IMPOSSIBLE, null, i, null);
                }
            }
        }
        return new Result(Mix.Status.BEST, Objects.requireNonNull(amounts), goals.size(), null);
    }

    /// As many as fit of the least amounts that do not fit together.
    private static Result nearest(Plan plan, Effort effort) {
        var program = plan.program(wanted -> 0, WantedDevice::least);
        var amounts = switch (Search.of(program, plan.all(), effort, null)) {
            case Solution.Best(var found, var _) -> found;
            case Solution.Unproven(var found, var _, var _) -> found;
            case Solution.Impossible _, Solution.Unknown _ -> null;
        };
        return new Result(Mix.Status.IMPOSSIBLE, amounts, 0, null);
    }

    /// What some of a device are worth.
    static @Nullable BigDecimal worth(WantedDevice wanted, long quantity) {
        var value = wanted.value();
        return value == null ? null : value.multiply(BigDecimal.valueOf(quantity));
    }
}
