package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.ledger.Closing;
import org.headroom.ledger.Evidence;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.shipment.Comparison.Move;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;

/// The door to what posted shipments come to by facts that were corrected since, and to the postings that adjust them.
///
/// A shipment is determined anew by the texts and modes that decided then; only what was corrected is other. What it
/// charges is then a fact: its goods have left, so no cap refuses the difference.
@ApplicationScoped
public class Adjustments {

    /// What exporters are told of who adjusted a shipment; the approval has both persons.
    public static final String SHOWN_AS = "Regulator";

    private final Ledger ledger;
    private final Shipments shipments;
    private final Comparing comparing;
    private final Turns turns;
    private final Clock clock;

    Adjustments(Ledger ledger, Shipments shipments, Comparing comparing, Turns turns, Clock clock) {
        this.ledger = ledger;
        this.shipments = shipments;
        this.comparing = comparing;
        this.turns = turns;
        this.clock = clock;
    }

    /// Compares what a shipment has come to with what it comes to by corrected facts. Changes nothing.
    public Comparison compare(Shipment shipment, Corrected corrected) {
        return comparing.compare(shipment, corrected);
    }

    /// What became of an adjustment.
    public sealed interface Step {

        /// @param number of the adjusting posting, made now or before
        record Posted(long number) implements Step {}

        /// It was reversed meanwhile, so there is nothing left to adjust.
        record NothingLeft() implements Step {}

        /// It does not come to what was shown any more.
        record NotAsShown() implements Step {}

        record PeriodClosed(List<Closing> closings) implements Step {}
    }

    /// Posts the difference for one shipment, once for a restatement. What came back since it was shown is left out.
    ///
    /// @param by who asked for the restatement
    /// @param shown what the shipment was shown to come to
    public Step adjust(Actor by, UUID restatement, String reason, UUID id, Corrected corrected, Came shown) {
        return turns.inTurn(id, () -> {
            var shipment = shipments.shipment(null, id).orElseThrow();
            var made = made(shipment, restatement);
            if (made.isPresent()) {
                return new Step.Posted(made.get().number());
            }
            if (shipment.isReversed()) {
                return new Step.NothingLeft();
            }
            return compare(shipment, corrected) instanceof Comparison.Touched touched && touched.after().equals(shown)
                    ? post(by, restatement, reason, shipment, comparing.facts(shipment, corrected), touched)
                    : new Step.NotAsShown();
        });
    }

    private static Optional<Posting> made(Shipment shipment, UUID restatement) {
        return shipment.adjustments().stream()
                .filter(adjustment -> restatement.equals(Standing.after(adjustment).restatement()))
                .findFirst();
    }

    /// The name of the posting that adjusts another one.
    public static String name(UUID restatement, Posting posting) {
        return "restatement-" + restatement + "-" + posting.number();
    }

    /// What moves where something is other.
    public static List<Line> lines(List<Move> moves) {
        return moves.stream()
                .filter(move -> move.difference().signum() != 0)
                .map(move -> Line.charge(move.account(), move.difference(), move.binding()))
                .toList();
    }

    private Step post(
            Actor by,
            UUID restatement,
            String reason,
            Shipment shipment,
            ShipmentFacts facts,
            Comparison.Touched touched) {
        var posting = shipment.posting();
        var request = new PostingRequest(
                Ids.next(clock.instant()),
                PostingKind.ADJUSTMENT,
                new Actor(by.subject(), SHOWN_AS, posting.exporter()),
                posting.effectiveOn(),
                List.of(name(restatement, posting)),
                Json.digest(List.of(PostingKind.ADJUSTMENT, restatement, posting.id())),
                about(shipment, facts, reason),
                Json.write(new Standing.Body(facts, restatement, touched.after().charges())),
                lines(touched.moves()),
                Evidence.of(Json.write(facts.determination())),
                true);
        return step(ledger.post(request));
    }

    /// What an adjusting posting came to.
    public static Step step(PostingOutcome outcome) {
        return switch (outcome) {
            case PostingOutcome.Posted posted -> new Step.Posted(posted.number());
            case PostingOutcome.AlreadyPosted(var number) -> new Step.Posted(number);
            case PostingOutcome.PeriodClosed(var closings) -> new Step.PeriodClosed(closings);
            case PostingOutcome.NameTaken(var name, var number) ->
                throw new IllegalStateException("Posting " + number + " has the name " + name);
            case PostingOutcome.Refused refused -> throw new IllegalStateException("A fact lacks no room");
        };
    }

    /// With the devices that have not come back; null where all have.
    private static PostingRequest.About about(Shipment shipment, ShipmentFacts facts, String reason) {
        var about = Shipments.about(shipment.posting(), reason, 0, shipment.posting().id());
        long left = facts.quantity().longValueExact()
                - shipment.later(PostingKind.RETURN).stream().mapToLong(Comparing::quantity).sum();
        var authorization = facts.authorization();
        return new PostingRequest.About(
                about.reference(),
                about.reason(),
                about.subject(),
                about.device(),
                left == 0 ? null : Long.valueOf(left),
                about.destination(),
                about.consignee(),
                authorization == null ? null : authorization.type(),
                authorization == null ? null : authorization.number());
    }
}
