package org.headroom.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A batch on its way to the disk, decided from the writer's book. Meanwhile the writer decides the next one.
///
/// @param landed ends when the batch is committed, with null, or has failed, with the reason
record Flight(List<Pending> pending, Batch batch, CompletableFuture<@Nullable SQLException> landed)
        implements Writer.Event {

    Flight(List<Pending> pending, Batch batch) {
        this(pending, batch, new CompletableFuture<>());
    }

    /// Answers those that were posted. Whoever is refused, or asks again, must hear it from the book as it stands.
    void answerPosted() {
        for (var each : pending) {
            if (batch.outcomes.get(each) instanceof PostingOutcome.Posted posted) {
                each.answer().complete(posted);
            }
        }
    }

    List<Pending> notPosted() {
        return pending.stream()
                .filter(each -> !(batch.outcomes.get(each) instanceof PostingOutcome.Posted))
                .toList();
    }
}
