package org.headroom.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What became of a request.
public sealed interface PostingOutcome {

    /// Posted, and in the book for ever.
    ///
    /// @param number its place in the one order of all postings
    record Posted(long number, UUID id, Instant recordedAt, List<Entry> entries, List<Crossing> crossings)
            implements PostingOutcome {}

    /// The same request was posted before; nothing has changed now.
    record AlreadyPosted(long number) implements PostingOutcome {}

    /// Another request has the name; nothing has changed.
    record NameTaken(String name, long number) implements PostingOutcome {}

    /// At least one cap has no room; nothing has changed.
    record Refused(List<Shortfall> shortfalls) implements PostingOutcome {}

    /// It would touch quotas of a closed period; nothing has changed.
    ///
    /// @param closings of at least one period
    record PeriodClosed(List<Closing> closings) implements PostingOutcome {}
}
