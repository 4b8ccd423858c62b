package org.headroom.shipment;

import java.util.List;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingOutcome;

/// A posted shipment and what became of it.
///
/// @param outcome what posting it did, as it was answered then
/// @param later the reversal, returns and receipt that followed, oldest first
public record Shipment(Posting posting, ShipmentFacts facts, PostingOutcome.Posted outcome, List<Posting> later) {}
