package org.headroom.ledger;

import java.util.List;

/// Postings that were decided from the book, on their way to the disk together.
record Flight(List<Pending> pending, Batch batch) implements Intake.Work {

    /// Answers those that were posted.
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
