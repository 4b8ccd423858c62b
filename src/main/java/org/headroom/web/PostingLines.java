package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.headroom.http.Caller;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.quota.Disclosures;

/// Postings as rows of a table, with what the caller is told of their entries.
@ApplicationScoped
class PostingLines {

    private final Ledger ledger;
    private final Disclosures disclosures;
    private final Caller caller;

    PostingLines(Ledger ledger, Disclosures disclosures, Caller caller) {
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.caller = caller;
    }

    /// @param postings that the caller may read
    List<PostingLine> of(List<Posting> postings) {
        var readableBy = caller.readableBy();
        var outcomes = ledger.outcomes(postings.stream().map(Posting::id).toList());
        var lines = new ArrayList<PostingLine>(postings.size());
        for (var posting : postings) {
            var outcome = outcomes.get(posting.id());
            lines.add(PostingLine.of(
                    posting,
                    outcome == null ? List.of() : disclosures.entries(outcome.entries(), readableBy),
                    readableBy == null));
        }
        return lines;
    }
}
