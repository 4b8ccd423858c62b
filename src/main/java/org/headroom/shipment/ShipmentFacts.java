package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.headroom.party.Party;
import org.headroom.regime.Determination;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// A shipment as known, frozen in its posting: the request, and what every name in it stood for on that day.
///
/// @param tppPerDevice as charged
/// @param tpp of all devices
/// @param operator who will operate the devices; null where the consignee does
@JsonIgnoreProperties({"restatement", "charges"}) // an adjusting posting says these beside the facts
public record ShipmentFacts(
        ShipmentRequest request,
        int deviceRevision,
        String deviceModel,
        TotalProcessingPerformance tppPerDevice,
        TotalProcessingPerformance tpp,
        ControlClass controlClass,
        String decidedBy,
        Party consignee,
        @Nullable Authorization authorization,
        Determination determination,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Party operator) {

    /// The country it left.
    public CountryCode origin() {
        return route().origin();
    }

    /// From where to whom it went.
    Route route() {
        return Route.of(request, consignee, operator);
    }

    BigDecimal quantity() {
        return BigDecimal.valueOf(request.quantity() == null ? 0 : request.quantity());
    }
}
