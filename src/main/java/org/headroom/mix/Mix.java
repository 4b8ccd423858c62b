package org.headroom.mix;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.quota.Effect;
import org.headroom.terms.Authorization;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What the search for a mix came to. Nothing is held by it.
///
/// @param because one sentence: what was proven
/// @param total the value of all of it; null where devices have priorities
/// @param bound no mix is worth more; null likewise
/// @param parts one for each device, in the order asked
/// @param quotas what the mix does to each quota, meter and license line, as far as the exporter is told
/// @param binding the quotas that stop some device
/// @param open the quotas of which only posting it can tell whether they have room
public record Mix(
        Status status,
        String because,
        @Nullable BigDecimal total,
        @Nullable BigDecimal bound,
        List<Part> parts,
        List<Effect> quotas,
        List<String> binding,
        List<String> open) {

    /// How good it is.
    public enum Status {
        /// No mix is better; proven.
        BEST,
        /// It fits, and the search ended before it was proven the best.
        UNPROVEN,
        /// The least amounts do not fit together; proven. Told are as many of them as fit.
        IMPOSSIBLE,
        /// The search ended before anything was known.
        UNDECIDED
    }

    /// How many of one device.
    ///
    /// @param routes how they go; none where there are none
    /// @param stops why there are no more, where more were asked for
    public record Part(
            String device,
            TotalProcessingPerformance tppPerDevice,
            long quantity,
            @Nullable BigDecimal value,
            List<Route> routes,
            List<Stop> stops) {}

    /// How some of a device go: in one shipment, or under one license that is to be applied for.
    ///
    /// @param authorization null where a license is to be applied for first
    public record Route(@Nullable Authorization authorization, long quantity, String because) {}

    /// Why there are no more of a device in one way.
    ///
    /// @param rule `cap`, `shipment-size`, or why it may not go at all, for example `license-required`
    /// @param quota the one that has no room for one more; null for another reason
    /// @param citation where the law sets it; null likewise
    public record Stop(String rule, @Nullable String quota, @Nullable String citation, String because) {}
}
