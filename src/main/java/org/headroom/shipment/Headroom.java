package org.headroom.shipment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.headroom.quota.Effect;
import org.headroom.quota.Room;
import org.headroom.shipment.Shipments.Fit;
import org.jspecify.annotations.Nullable;

/// How many of one device may still go, by each limit that counts it.
///
/// @param devices how many still fit, as far as it is told; null when nothing told limits them
/// @param devicesAtMost no more can fit, whatever rivals have used; null likewise
/// @param binding the limit that ends first; null when nothing that is told limits them
/// @param isRefused whether none may go, whatever the limits leave
/// @param limits what limits them, each by itself
public record Headroom(
        @Nullable Long devices,
        @Nullable Long devicesAtMost,
        @Nullable Limit binding,
        boolean isRefused,
        List<Limit> limits) {

    /// Refusals that leave open how many fit: as many as may be licensed, nobody can say, none in a closed period.
    private static final Set<String> COUNTED_ALL_THE_SAME =
            Set.of("license-required", "indeterminate", "period-closed");

    /// One of them.
    ///
    /// @param empty as it stands before anything is charged
    /// @param devices how many fit it alone; null where it is not told
    /// @param devicesAtMost no more fit it than the cap less the own use holds; null where the cap is not told
    public record Limit(Room room, Effect empty, @Nullable Long devices, @Nullable Long devicesAtMost) {

        /// How many fit one account alone, each taking the amount of the room's effect.
        public static Limit of(Room room) {
            return of(room, List.of(room));
        }

        static Limit of(Room room, List<Room> all) {
            var most = devices(room, all);
            return new Limit(
                    room,
                    room.with(BigDecimal.ZERO, BigDecimal.ZERO),
                    room.isOpen() && !Long.valueOf(0).equals(most) ? null : most,
                    most);
        }

        private static @Nullable Long devices(Room room, List<Room> all) {
            var left = room.left();
            var each = room.takes(room.effect().amount(), toBase(room, all));
            return left == null || each.signum() <= 0
                    ? null
                    : (Long) left.divide(each, 0, RoundingMode.FLOOR).longValueExact();
        }

        private static BigDecimal toBase(Room room, List<Room> all) {
            var base = room.base();
            return base == null
                    ? BigDecimal.ZERO
                    : all.stream()
                            .filter(other -> other.effect().quota().equals(base.quota()))
                            .map(other -> other.effect().amount())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /// @param fit of one device
    public static Headroom of(Fit fit) {
        var limits = fit.rooms().stream()
                .filter(Room::isLimited)
                .filter(room -> room.effect().closedSince() != null || room.effect().amount().signum() > 0)
                .map(room -> Limit.of(room, fit.rooms()))
                .toList();
        var binding = limits.stream()
                .filter(limit -> limit.devices() != null)
                .min(Comparator.comparing(Limit::devices))
                .orElse(null);
        var most = limits.stream().map(Limit::devicesAtMost).filter(Objects::nonNull).min(Long::compare).orElse(null);
        var refusal = fit.refusal();
        boolean isRefused = refusal != null && !COUNTED_ALL_THE_SAME.contains(refusal.rule());
        return new Headroom(
                isRefused ? (Long) 0L : binding == null ? null : binding.devices(),
                isRefused ? (Long) 0L : most,
                binding,
                isRefused,
                limits);
    }
}
