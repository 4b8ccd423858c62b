package org.headroom.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.jspecify.annotations.Nullable;

/// Where a list of postings goes on. Its cursors name postings by their ids, since numbers are not told to all.
@ApplicationScoped
public class Before {

    private final Ledger ledger;

    Before(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The number before which a page begins; null to begin at the newest.
    ///
    /// @param cursor of the page before; null on the first
    /// @param knownAt only what had been recorded by this moment; null for all
    public @Nullable Long number(@Nullable String cursor, @Nullable Instant knownAt) {
        var id = Cursor.id(cursor);
        var first = knownAt == null ? null : (Long) (ledger.lastNumber(knownAt) + 1);
        if (id == null) {
            return first;
        }
        var before = ledger.posting(id).map(Posting::number).orElseThrow(Cursor::unknown);
        return first == null ? before : (Long) Math.min(first, before);
    }
}
