package org.headroom.shipment;

import java.util.List;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.shipment.Resolution.Resolved;
import org.jspecify.annotations.Nullable;

/// One of many shipments that are to be posted together, understood and not posted yet.
public final class Prepared {

    private final Resolved resolved;

    Prepared(Resolved resolved) {
        this.resolved = resolved;
    }

    Resolved resolved() {
        return resolved;
    }

    public ShipmentFacts facts() {
        return resolved.facts();
    }

    /// What posting it charges.
    public List<Line> lines() {
        return resolved.lines();
    }

    /// Why it may not go, as far as the law and the license say; null when it may.
    public Check.@Nullable Refusal refusal() {
        return resolved.refusal();
    }
}
