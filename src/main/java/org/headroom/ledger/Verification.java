package org.headroom.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a replay of the whole book came to.
///
/// @param upTo the number of the last posting that was replayed
/// @param accounts how many accounts were compared with the end of the replay
/// @param failures how many findings there were
/// @param findings the first of them
public record Verification(
        Instant startedAt,
        Instant endedAt,
        long upTo,
        long postings,
        long entries,
        long accounts,
        long failures,
        List<Finding> findings) {

    public Verification {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return failures == 0;
    }

    public BigDecimal seconds() {
        return BigDecimal.valueOf(Duration.between(startedAt, endedAt).toMillis(), 3);
    }

    /// The result in a sentence.
    public String text() {
        return "%s: %d postings, %d entries and %d accounts replayed up to posting %d in %s s.".formatted(
                isClean() ? "The book is whole" : "The book is not whole, " + failures + " findings",
                postings,
                entries,
                accounts,
                upTo,
                seconds());
    }
}
