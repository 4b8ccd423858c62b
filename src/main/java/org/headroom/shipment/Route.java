package org.headroom.shipment;

import java.util.Objects;
import org.headroom.party.Party;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// From where to whom goods go.
///
/// @param operator who will operate them; null where the consignee does
record Route(CountryCode origin, CountryCode destination, Party consignee, @Nullable Party operator) {

    private static final CountryCode UNITED_STATES = CountryCode.of("US");

    /// @param origin null for the United States
    static Route of(@Nullable String origin, String destination, Party consignee, @Nullable Party operator) {
        return new Route(origin == null ? UNITED_STATES : CountryCode.of(origin), CountryCode.of(destination),
                consignee, operator);
    }

    static Route of(ShipmentRequest request, Party consignee, @Nullable Party operator) {
        return of(request.origin(), Objects.requireNonNull(request.destination()), consignee, operator);
    }

    Route with(Corrected corrected) {
        return new Route(
                origin, destination, corrected.of(consignee), operator == null ? null : corrected.of(operator));
    }
}
