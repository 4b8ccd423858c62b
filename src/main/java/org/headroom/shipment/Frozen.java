package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.Objects;
import org.headroom.party.Party;
import org.headroom.regime.Facts;
import org.headroom.terms.Authorization;
import org.jspecify.annotations.Nullable;

/// What a posted shipment was determined by, as it was frozen then.
///
/// @param isAuthorized whether it went under an authorization; only a record may have gone without
public record Frozen(Facts legal, @Nullable BigDecimal valueUsd, boolean isAuthorized) {

    /// The part of a posting's body that decides. The rest may be long, and is skipped.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Body(
            Asked request,
            int deviceRevision,
            Party consignee,
            @Nullable Authorization authorization,
            @Nullable Party operator) {

        /// @throws NullPointerException when it is not a shipment's
        Body {
            Objects.requireNonNull(request);
            Objects.requireNonNull(consignee);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Asked(
            String device,
            long quantity,
            String destination,
            @Nullable Authorization authorization,
            @Nullable BigDecimal valueUsd,
            @Nullable String origin) {}
}
