package org.headroom.shipment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.jspecify.annotations.Nullable;

/// A posted shipment and what became of it.
///
/// @param outcome what posting it did, as it was answered then
/// @param later the reversal, returns, receipts and adjustments that followed, oldest first
public record Shipment(Posting posting, ShipmentFacts facts, PostingOutcome.Posted outcome, List<Posting> later) {

    /// What was known of it at a moment; empty when it was recorded later.
    ///
    /// @param moment null for now
    public Optional<Shipment> knownAt(@Nullable Instant moment) {
        if (moment == null) {
            return Optional.of(this);
        }
        return posting.recordedAt().isAfter(moment)
                ? Optional.empty()
                : Optional.of(new Shipment(posting, facts, outcome,
                        later.stream().filter(posting -> !posting.recordedAt().isAfter(moment)).toList()));
    }

    /// What it has come to.
    public Standing standing() {
        return adjustments().isEmpty() ? Standing.asPosted(this) : Standing.after(adjustments().getLast());
    }

    /// What it had come to, or has: as posted, and after each adjustment, oldest first.
    public List<Standing> standings() {
        return Stream.concat(Stream.of(Standing.asPosted(this)), adjustments().stream().map(Standing::after)).toList();
    }

    /// The postings that adjusted it, oldest first.
    public List<Posting> adjustments() {
        return later(PostingKind.ADJUSTMENT);
    }

    List<Posting> later(PostingKind kind) {
        return later.stream().filter(posting -> posting.kind() == kind).toList();
    }

    boolean isReversed() {
        return !later(PostingKind.REVERSAL).isEmpty();
    }
}
