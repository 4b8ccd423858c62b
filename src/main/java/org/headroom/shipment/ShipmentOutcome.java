package org.headroom.shipment;

import java.util.List;
import java.util.UUID;
import org.headroom.ledger.Closing;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.Shortfall;

/// What became of a request to ship, or to move a shipment on.
public sealed interface ShipmentOutcome {

    /// Posted now.
    record Posted(ShipmentFacts facts, PostingOutcome.Posted posted) implements ShipmentOutcome {}

    /// The same request was posted before; this is its first answer.
    record Replayed(ShipmentFacts facts, PostingOutcome.Posted posted) implements ShipmentOutcome {}

    /// A cap has no room.
    record CapExceeded(ShipmentFacts facts, List<Shortfall> shortfalls) implements ShipmentOutcome {}

    /// It would be posted in a closed period.
    record PeriodClosed(ShipmentFacts facts, List<Closing> closings) implements ShipmentOutcome {}

    /// The law asks for an authorization that is not there.
    record NotAuthorized(ShipmentFacts facts, String rule, String because) implements ShipmentOutcome {}

    /// Another request has this idempotency key or reference.
    ///
    /// @param field `Idempotency-Key` or `reference`
    record NameTaken(String field, String name, UUID by) implements ShipmentOutcome {}
}
