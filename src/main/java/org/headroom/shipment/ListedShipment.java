package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.headroom.ledger.Posting;
import org.headroom.party.Party;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Json;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// A shipment as long lists tell of it: its [ShipmentFacts] but for how it was determined.
@JsonIgnoreProperties(ignoreUnknown = true)
public record ListedShipment(
        ShipmentRequest request,
        String deviceModel,
        TotalProcessingPerformance tpp,
        ControlClass controlClass,
        Party consignee,
        @Nullable Authorization authorization,
        @Nullable Party operator) {

    /// @param posting needs no evidence
    public static ListedShipment of(Posting posting) {
        return Json.read(posting.body(), ListedShipment.class);
    }

    /// The country it left.
    public CountryCode origin() {
        return Route.of(request, consignee, operator).origin();
    }
}
