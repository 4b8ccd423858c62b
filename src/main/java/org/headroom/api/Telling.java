package org.headroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.headroom.http.Caller;
import org.headroom.http.Problem;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.Shortfall;
import org.headroom.quota.Disclosures;
import org.jspecify.annotations.Nullable;

/// What of the ledger's outcomes the caller is told: each answer passes through here on its way out.
///
/// Numbers of postings are for those who see all. To an exporter the steps between its own numbers would tell how busy
/// its rivals are; its postings have ids.
@ApplicationScoped
class Telling {

    private final Disclosures disclosures;
    private final Ledger ledger;
    private final Caller caller;

    Telling(Disclosures disclosures, Ledger ledger, Caller caller) {
        this.disclosures = disclosures;
        this.ledger = ledger;
        this.caller = caller;
    }

    /// The number of a posting, where the caller is told.
    @Nullable Long number(long number) {
        return caller.readableBy() == null ? number : null;
    }

    List<ShipmentView.EntryView> entries(List<Entry> entries) {
        return ShipmentView.EntryView.of(disclosures.entries(entries, caller.readableBy()));
    }

    /// What a posting did.
    List<ShipmentView.EntryView> entriesOf(Posting posting) {
        return entries(ledger.outcome(posting.id()).entries());
    }

    List<ShipmentView.Warning> warnings(List<Crossing> crossings) {
        return disclosures.crossings(crossings, caller.readableBy()).stream().map(ShipmentView::warning).toList();
    }

    Problem capExceeded(List<Shortfall> shortfalls) {
        return Problem.capExceeded(disclosures.lacks(shortfalls, caller.readableBy()));
    }
}
