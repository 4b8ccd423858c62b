package org.headroom.shipment;

import org.headroom.party.Party;
import org.headroom.regime.Determination;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.Json;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// The body of a shipment's posting: its facts, but for the determination, which is the posting's evidence.
///
/// @param determination null, but in postings from before there was evidence
record FrozenShipment(
        ShipmentRequest request,
        int deviceRevision,
        String deviceModel,
        TotalProcessingPerformance tppPerDevice,
        TotalProcessingPerformance tpp,
        ControlClass controlClass,
        String decidedBy,
        Party consignee,
        @Nullable Authorization authorization,
        @Nullable Determination determination) {

    static FrozenShipment of(ShipmentFacts facts) {
        return new FrozenShipment(
                facts.request(),
                facts.deviceRevision(),
                facts.deviceModel(),
                facts.tppPerDevice(),
                facts.tpp(),
                facts.controlClass(),
                facts.decidedBy(),
                facts.consignee(),
                facts.authorization(),
                null);
    }

    /// @throws IllegalStateException when the determination is in neither place
    ShipmentFacts facts(@Nullable String evidence) {
        var decided = evidence == null ? determination : Json.read(evidence, Determination.class);
        if (decided == null) {
            throw new IllegalStateException("A shipment without its determination");
        }
        return new ShipmentFacts(
                request, deviceRevision, deviceModel, tppPerDevice, tpp, controlClass, decidedBy, consignee,
                authorization, decided);
    }
}
