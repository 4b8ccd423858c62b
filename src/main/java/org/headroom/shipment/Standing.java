package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.headroom.ledger.Posting;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a shipment has come to: as it was posted, or as its last adjustment left it.
///
/// @param facts what it is determined by
/// @param charges what all its devices charge, whatever has come back since
/// @param restatement whose adjustment it is; null as posted
public record Standing(ShipmentFacts facts, List<Charged> charges, @Nullable UUID restatement) {

    /// What all devices of a shipment charge one account.
    ///
    /// @param account its key
    /// @param binding whether the cap could refuse it
    public record Charged(String account, Unit unit, BigDecimal amount, boolean binding) {

        /// Whether it draws down a line of a license.
        public boolean isOfLicense() {
            return account.startsWith("license:");
        }

        public Charged plus(Charged other) {
            return new Charged(account, unit, amount.add(other.amount), binding);
        }
    }

    /// The body of an adjusting posting. The determination is its evidence.
    record Body(
            @JsonUnwrapped @JsonIgnoreProperties(Shipments.DETERMINATION) ShipmentFacts facts,
            UUID restatement,
            List<Charged> charges) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rest(UUID restatement, List<Charged> charges) {}

    static Standing asPosted(Shipment shipment) {
        var charges = shipment.outcome().entries().stream()
                .map(entry -> new Charged(entry.account(), entry.unit(), entry.charged(), entry.binding()))
                .toList();
        return new Standing(shipment.facts(), charges, null);
    }

    /// @param adjustment a posting of that kind
    static Standing after(Posting adjustment) {
        var rest = Json.read(adjustment.body(), Rest.class);
        return new Standing(Shipments.facts(adjustment), rest.charges(), rest.restatement());
    }
}
