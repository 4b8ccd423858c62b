package org.headroom.api;

import java.util.List;
import java.util.Locale;
import org.headroom.mix.Mix;
import org.headroom.terms.Authorization;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// The best mix of several devices. Nothing is held by asking.
///
/// @param status `best`, `unproven`, `impossible` or `undecided`
/// @param total the value of all of it; null where devices have priorities
/// @param bound no mix is worth more; null likewise
/// @param bindingQuotas the ids of the quotas that stop some device
/// @param decidedWhenPosted the ids of the quotas of which only posting can tell whether they have room
public record MixView(
        String status,
        String because,
        @Nullable String total,
        @Nullable String bound,
        List<MixPart> devices,
        List<ShipmentView.EffectView> quotas,
        List<String> bindingQuotas,
        List<String> decidedWhenPosted) {

    /// How many of one device.
    public record MixPart(
            String device,
            TotalProcessingPerformance tppPerDevice,
            long quantity,
            @Nullable String value,
            List<MixRoute> routes,
            List<MixStop> stops) {

        static MixPart of(Mix.Part part) {
            return new MixPart(part.device(), part.tppPerDevice(), part.quantity(),
                    part.value() == null ? null : part.value().toPlainString(),
                    part.routes().stream().map(MixRoute::of).toList(),
                    part.stops().stream().map(MixStop::of).toList());
        }
    }

    /// How some of a device go.
    public record MixRoute(@Nullable Authorization authorization, long quantity, String because) {

        static MixRoute of(Mix.Route route) {
            return new MixRoute(route.authorization(), route.quantity(), route.because());
        }
    }

    /// Why there are no more of a device.
    public record MixStop(String rule, @Nullable String quota, @Nullable String citation, String because) {

        static MixStop of(Mix.Stop stop) {
            return new MixStop(stop.rule(), stop.quota(), stop.citation(), stop.because());
        }
    }

    static MixView of(Mix mix) {
        return new MixView(
                mix.status().name().toLowerCase(Locale.ROOT),
                mix.because(),
                mix.total() == null ? null : mix.total().toPlainString(),
                mix.bound() == null ? null : mix.bound().toPlainString(),
                mix.parts().stream().map(MixPart::of).toList(),
                mix.quotas().stream().map(ShipmentView.EffectView::of).toList(),
                mix.binding(),
                mix.open());
    }
}
