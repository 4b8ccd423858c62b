package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.headroom.ledger.History;
import org.headroom.quota.Disclosures;
import org.headroom.quota.Quotas;
import org.headroom.quota.ToldEntry;
import org.jspecify.annotations.Nullable;

/// What moved a quota, with what a reader is told of it.
@ApplicationScoped
class Movements {

    private final Quotas quotas;
    private final Disclosures disclosures;

    Movements(Quotas quotas, Disclosures disclosures) {
        this.quotas = quotas;
        this.disclosures = disclosures;
    }

    record Row(History.Movement movement, ToldEntry entry) {}

    /// The newest that the reader is told of, newest first; fewer than `size` only where there are no more.
    ///
    /// @param readableBy whose movements the reader may read; null reads all
    /// @param before only those of postings with a smaller number; null begins at the newest
    List<Row> newest(String quota, @Nullable String readableBy, @Nullable Long before, int size) {
        var rows = new ArrayList<Row>();
        var last = before;
        List<History.Movement> page;
        do {
            page = quotas.movements(quota, readableBy, last, size);
            for (var movement : page) {
                var entry = disclosures.entry(movement.entry(), readableBy);
                if (entry != null && rows.size() < size) {
                    rows.add(new Row(movement, entry));
                }
                last = movement.number();
            }
        } while (page.size() == size && rows.size() < size);
        return rows;
    }
}
