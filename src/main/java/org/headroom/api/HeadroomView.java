package org.headroom.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.headroom.quota.Room;
import org.headroom.shipment.Shipments.Fit;
import org.headroom.terms.Authorization;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// How much headroom is left, in goods.
///
/// @param devices how many of the device still fit, as far as it is told; null when nothing told limits them
/// @param devicesAtMost no more can fit, whatever rivals have used; null likewise
/// @param bindingQuota the id of the quota that ends first; null when nothing limits them
/// @param authorization under which they may go; null when a license is needed first
public record HeadroomView(
        String device,
        String destination,
        TotalProcessingPerformance tppPerDevice,
        @Nullable Long devices,
        @Nullable Long devicesAtMost,
        @Nullable String bindingQuota,
        @Nullable String citation,
        @Nullable Authorization authorization,
        String because,
        List<FitView> quotas) {

    /// Refusals that leave open how many fit: as many as may be licensed, nobody can say, none in a closed period.
    private static final Set<String> COUNTED_ALL_THE_SAME =
            Set.of("license-required", "indeterminate", "period-closed");

    /// @param cap null where it is not told; so are `reserved`, `charged` and `headroom`
    /// @param own what the caller's exporter holds and has used itself
    /// @param perDevice what one device is charged
    /// @param devices how many fit this quota alone; null where it is not told
    /// @param devicesAtMost no more fit it than the cap less the own use holds; null where the cap is not told
    /// @param band how it stood at the last midnight UTC, where that is all that is told
    public record FitView(
            String quota,
            String title,
            String citation,
            String unit,
            @Nullable String cap,
            @Nullable String reserved,
            @Nullable String charged,
            String own,
            @Nullable String headroom,
            String perDevice,
            @Nullable Long devices,
            @Nullable Long devicesAtMost,
            String disclosure,
            @Nullable String band) {

        static FitView of(Room room, List<Room> all) {
            var effect = room.effect();
            var unit = effect.unit();
            var band = effect.band();
            var most = devices(room, all);
            var empty = room.with(BigDecimal.ZERO, BigDecimal.ZERO);
            return new FitView(
                    effect.quota(),
                    effect.title(),
                    effect.citation(),
                    unit.name(),
                    QuotaView.plain(unit, empty.cap()),
                    QuotaView.plain(unit, empty.reserved()),
                    QuotaView.plain(unit, empty.charged()),
                    unit.plain(room.own()),
                    QuotaView.plain(unit, empty.headroomAfter()),
                    unit.plain(effect.amount()),
                    room.isOpen() && !Long.valueOf(0).equals(most) ? null : most,
                    most,
                    effect.disclosure().word(),
                    band == null ? null : band.word());
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
    static HeadroomView of(Fit fit) {
        var facts = fit.facts();
        var quotas = fit.rooms().stream()
                .filter(Room::isLimited)
                .filter(room -> room.effect().closedSince() != null || room.effect().amount().signum() > 0)
                .map(room -> FitView.of(room, fit.rooms()))
                .toList();
        var binding = quotas.stream()
                .filter(quota -> quota.devices() != null)
                .min(Comparator.comparing(FitView::devices))
                .orElse(null);
        var most = quotas.stream().map(FitView::devicesAtMost).filter(Objects::nonNull).min(Long::compare).orElse(null);
        var refusal = fit.refusal();
        boolean isRefused = refusal != null && !COUNTED_ALL_THE_SAME.contains(refusal.rule());
        return new HeadroomView(
                String.valueOf(facts.request().device()),
                String.valueOf(facts.request().destination()),
                facts.tppPerDevice(),
                isRefused ? (Long) 0L : binding == null ? null : binding.devices(),
                isRefused ? (Long) 0L : most,
                binding == null ? null : binding.quota(),
                binding == null ? null : binding.citation(),
                isRefused ? null : facts.authorization(),
                refusal == null ? facts.determination().because() : refusal.because(),
                quotas);
    }
}
