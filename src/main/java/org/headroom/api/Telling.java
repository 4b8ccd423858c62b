package org.headroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Shortfall;
import org.headroom.quota.Disclosures;

/// What of the ledger's outcomes the caller is told: each answer passes through here on its way out.
@ApplicationScoped
class Telling {

    private final Disclosures disclosures;
    private final Caller caller;

    Telling(Disclosures disclosures, Caller caller) {
        this.disclosures = disclosures;
        this.caller = caller;
    }

    List<ShipmentView.EntryView> entries(List<Entry> entries) {
        return ShipmentView.EntryView.of(disclosures.entries(entries, caller.readableBy()));
    }

    List<ShipmentView.Warning> warnings(List<Crossing> crossings) {
        return disclosures.crossings(crossings, caller.readableBy()).stream().map(ShipmentView::warning).toList();
    }

    Problem capExceeded(List<Shortfall> shortfalls) {
        return Problem.capExceeded(disclosures.lacks(shortfalls, caller.readableBy()));
    }
}
