package org.headroom.mix;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.headroom.mix.Mix.Part;
import org.headroom.mix.Mix.Route;
import org.headroom.mix.Mix.Status;
import org.headroom.mix.Mix.Stop;
import org.headroom.mix.MixRequest.WantedDevice;
import org.headroom.mix.Mixes.Result;
import org.headroom.mix.Plan.Column;
import org.headroom.quota.Effect;
import org.headroom.quota.Room;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Ways;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Tells what a search came to: each quota with its arithmetic, and what stops each device.
final class Telling {

    private final MixRequest request;
    private final List<Ways.Found> found;
    private final List<Room> rooms;
    private final Plan plan;

    Telling(MixRequest request, List<Ways.Found> found, List<Room> rooms, Plan plan) {
        this.request = request;
        this.found = found;
        this.rooms = rooms;
        this.plan = plan;
    }

    Mix of(Result result) {
        var told = result.amounts();
        var amounts = told == null ? new long[plan.columns().size()] : told;
        var parts = new ArrayList<Part>();
        for (int i = 0; i < request.wanted().size(); i++) {
            parts.add(part(i, amounts, told != null, result.status()));
        }
        var binding = new LinkedHashSet<String>();
        parts.forEach(part -> part.stops().forEach(stop -> {
            if (stop.quota() != null) {
                binding.add(stop.quota());
            }
        }));
        var open = open(amounts);
        var because = because(result) + (open.isEmpty()
                ? ""
                : " Of " + String.join(", ", open) + " only posting tells whether others have left so much room.");
        return new Mix(result.status(), because, total(parts), bound(result, parts), parts,
                effects(amounts, binding), List.copyOf(binding), open);
    }

    private Part part(int device, long[] amounts, boolean isFound, Status status) {
        var wanted = request.wanted().get(device);
        var routes = new ArrayList<Route>();
        long quantity = 0;
        for (int i = 0; i < amounts.length; i++) {
            var column = plan.columns().get(i);
            if (column.device() == device && amounts[i] > 0) {
                routes.add(new Route(column.way().authorization(), amounts[i], column.way().because()));
                quantity += amounts[i];
            }
        }
        long asked = status == Status.IMPOSSIBLE ? wanted.least() : wanted.most();
        var stops = isFound && quantity < asked ? stops(device, amounts) : List.<Stop>of();
        return new Part(String.valueOf(wanted.device()), found.get(device).tppPerDevice(), quantity,
                Mixes.worth(wanted, quantity), routes, stops);
    }

    private List<Stop> stops(int device, long[] amounts) {
        var stops = new LinkedHashSet<Stop>();
        boolean mayApply = false;
        for (int i = 0; i < amounts.length; i++) {
            var column = plan.columns().get(i);
            if (column.device() == device) {
                addStops(stops, column, amounts[i], amounts);
                mayApply |= column.way().authorization() == null;
            }
        }
        var refusal = found.get(device).refusal();
        if (refusal != null && !mayApply) {
            stops.add(new Stop(refusal.rule(), null, null, refusal.because()));
        }
        return List.copyOf(stops);
    }

    private void addStops(Set<Stop> stops, Column column, long amount, long[] amounts) {
        var way = column.way();
        if (amount >= way.most() && way.most() < ShipmentRequest.QUANTITY_MAX) {
            var under = way.authorization() == null ? "a license" : way.authorization().toString();
            stops.add(new Stop("shipment-size", null, null,
                    "One shipment under " + under + " has at most " + way.most() + " of them here. " + way.because()));
        }
        for (var room : rooms) {
            var left = plan.left(room, amounts);
            var one = column.takes(room);
            if (left != null && one.signum() > 0 && left.compareTo(one) < 0) {
                var effect = effect(room, amounts);
                stops.add(new Stop("cap", effect.quota(), effect.citation(), text(room, effect, column)));
            }
        }
    }

    /// Why one more does not fit.
    private static String text(Room room, Effect effect, Column column) {
        var unit = effect.unit();
        var opening = "One more takes " + unit.plain(column.charge(effect.quota())) + " of " + effect.title() + " ("
                + effect.citation() + "), ";
        if (effect.closedSince() != null) {
            return opening + "whose period is closed since " + effect.closedSince() + ".";
        }
        var after = effect.headroomAfter();
        var cap = effect.cap();
        if (after != null && cap != null && effect.reserved() != null && effect.charged() != null) {
            return opening + "which has " + unit.plain(after) + " left beside this mix: cap " + unit.plain(cap)
                    + ", reserved " + unit.plain(effect.reserved()) + ", charged " + unit.plain(effect.charged())
                    + ", this mix " + unit.plain(effect.amount()) + ".";
        }
        return opening + (room.isOpen() && cap != null
                ? ofOwnUse(unit, cap, room.own(), effect.amount())
                : "of which nothing was left at the last midnight UTC.");
    }

    private static String ofOwnUse(Unit unit, BigDecimal cap, BigDecimal own, BigDecimal mix) {
        return "which cannot have room for it: cap " + unit.plain(cap) + ", your own use " + unit.plain(own)
                + ", this mix " + unit.plain(mix) + ". What others use of it is not told.";
    }

    private Effect effect(Room room, long[] amounts) {
        var base = room.base();
        return room.with(
                plan.charged(room.effect().quota(), amounts),
                base == null ? BigDecimal.ZERO : plan.charged(base.quota(), amounts));
    }

    /// Those that the mix counts in, and those that stop some of it.
    private List<Effect> effects(long[] amounts, Set<String> binding) {
        return rooms.stream()
                .map(room -> effect(room, amounts))
                .filter(effect -> effect.amount().signum() > 0 || binding.contains(effect.quota()))
                .toList();
    }

    private List<String> open(long[] amounts) {
        return rooms.stream()
                .filter(Room::isOpen)
                .map(room -> room.effect().quota())
                .filter(quota -> plan.charged(quota, amounts).signum() > 0)
                .toList();
    }

    private @Nullable BigDecimal total(List<Part> parts) {
        if (!request.isByValue()) {
            return null;
        }
        return parts.stream().map(Part::value).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private @Nullable BigDecimal bound(Result result, List<Part> parts) {
        return switch (result.status()) {
            case BEST -> total(parts);
            case UNPROVEN, UNDECIDED -> request.isByValue() && result.bound() != null
                    ? new BigDecimal(result.bound(), MixRequest.VALUE_DECIMALS)
                    : null;
            case IMPOSSIBLE -> null;
        };
    }

    private String because(Result result) {
        var more = request.isByValue() ? "is worth more" : "has more of what comes first";
        return switch (result.status()) {
            case BEST -> "No other mix that fits " + more + "; this is proven.";
            case UNPROVEN -> "This mix fits, but it is not proven the best: the search ended at " + Mixes.PARTS_MAX
                    + " parts." + (request.isByValue() ? "" : " Proven are the first " + result.proven()
                    + " priorities.");
            case IMPOSSIBLE -> "The least amounts asked for do not fit together. Told are as many of them as fit, and"
                    + " what stops the others.";
            case UNDECIDED -> "The search ended at " + Mixes.PARTS_MAX
                    + " parts before a mix was found that has the least amounts asked for. Ask for fewer devices.";
        };
    }
}
