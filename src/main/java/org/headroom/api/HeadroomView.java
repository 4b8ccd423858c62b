package org.headroom.api;

import java.util.List;
import org.headroom.shipment.Headroom;
import org.headroom.shipment.Headroom.Limit;
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

        static FitView of(Limit limit) {
            var effect = limit.room().effect();
            var unit = effect.unit();
            var band = effect.band();
            var empty = limit.empty();
            return new FitView(
                    effect.quota(),
                    effect.title(),
                    effect.citation(),
                    unit.name(),
                    QuotaView.plain(unit, empty.cap()),
                    QuotaView.plain(unit, empty.reserved()),
                    QuotaView.plain(unit, empty.charged()),
                    unit.plain(limit.room().own()),
                    QuotaView.plain(unit, empty.headroomAfter()),
                    unit.plain(effect.amount()),
                    limit.devices(),
                    limit.devicesAtMost(),
                    effect.disclosure().word(),
                    band == null ? null : band.word());
        }
    }

    /// @param fit of one device
    static HeadroomView of(Fit fit) {
        var facts = fit.facts();
        var headroom = Headroom.of(fit);
        var binding = headroom.binding();
        var refusal = fit.refusal();
        return new HeadroomView(
                String.valueOf(facts.request().device()),
                String.valueOf(facts.request().destination()),
                facts.tppPerDevice(),
                headroom.devices(),
                headroom.devicesAtMost(),
                binding == null ? null : binding.room().effect().quota(),
                binding == null ? null : binding.room().effect().citation(),
                headroom.isRefused() ? null : facts.authorization(),
                refusal == null ? facts.determination().because() : refusal.because(),
                headroom.limits().stream().map(FitView::of).toList());
    }
}
