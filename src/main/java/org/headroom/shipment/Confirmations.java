package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.ledger.PostingOutcome;
import org.headroom.shipment.Aftermath.Event;
import org.headroom.terms.Actor;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What an exporter posts and a second person of it confirms first: a record that passes a cap, has no authorization or
/// falls in a closed period, and the reversal of a large shipment.
///
/// What needs nobody else is posted at once. Else it waits, where regulators see it, and is posted as it was shown, in
/// the name of who asked for it.
@ApplicationScoped
public class Confirmations {

    private final Shipments shipments;
    private final Aftermath aftermath;
    private final Approvals approvals;
    private final TotalProcessingPerformance alone;

    /// @param alone the largest shipment that one person reverses, in TPP
    Confirmations(
            Shipments shipments,
            Aftermath aftermath,
            Approvals approvals,
            @ConfigProperty(name = "headroom.reversal.alone-up-to-tpp") String alone) {
        this.shipments = shipments;
        this.aftermath = aftermath;
        this.approvals = approvals;
        this.alone = TotalProcessingPerformance.of(alone);
    }

    /// What both persons see of a record.
    ///
    /// @param because what is against it: the law, a closed period, or a cap, as far as the exporter is told
    record ShownRecord(
            ShipmentRequest shipment, String reason, String because, @Nullable String idempotencyKey) {

        boolean asksSame(ShownRecord other) {
            return shipment.equals(other.shipment) && reason.equals(other.reason);
        }
    }

    /// What both persons see of a reversal.
    record ShownReversal(
            UUID shipment, @Nullable String reference, TotalProcessingPerformance tpp, String reason) {}

    /// What became of it.
    public sealed interface Confirmation {
        /// It needed nobody else, or a second person has confirmed it.
        record Done(ShipmentOutcome outcome) implements Confirmation {}

        /// It waits for a second person; nothing was posted.
        record Asked(Approval approval) implements Confirmation {}

        /// The second person may not confirm it, or not now.
        ///
        /// @param rule a stable word, for example `same-person`
        record NotNow(String rule, String because) implements Confirmation {}
    }

    /// Records what has left already, or asks a second person to.
    ///
    /// @param reason why it was not asked about before
    /// @throws InvalidInput when the request is not understood, or the reason is missing
    public Confirmation record(
            Actor actor, @Nullable String key, ShipmentRequest typed, @Nullable String typedReason) {
        var reason = Shipments.reason(typedReason);
        return switch (shipments.record(actor, key, typed, reason, false)) {
            case ShipmentOutcome.NotAuthorized(var facts, var rule, var because) ->
                asked(actor, new ShownRecord(facts.request(), reason, because, key));
            case ShipmentOutcome.CapExceeded(var facts, var shortfalls) ->
                asked(actor, new ShownRecord(facts.request(), reason,
                        "It passes the cap of " + shortfalls.getFirst().account() + ".", key));
            case ShipmentOutcome.PeriodClosed(var facts, var closings) ->
                asked(actor, new ShownRecord(facts.request(), reason, closings.getFirst().text(), key));
            case ShipmentOutcome done -> new Confirmation.Done(done);
        };
    }

    private Confirmation asked(Actor actor, ShownRecord shown) {
        var reference = Objects.requireNonNull(shown.shipment().reference());
        for (var pending : approvals.pending(Act.RECORD, reference)) {
            if (Json.read(pending.shown(), ShownRecord.class).asksSame(shown)) {
                return new Confirmation.Asked(pending);
            }
        }
        return new Confirmation.Asked(approvals.ask(actor, Act.RECORD, reference, shown));
    }

    /// Reverses a shipment, or asks a second person to.
    ///
    /// @throws InvalidInput when the reason is missing
    public Confirmation reverse(Actor actor, Shipment shipment, Event event) {
        var reason = Shipments.reason(event.reason());
        var posting = shipment.posting();
        var tpp = shipment.standing().facts().tpp();
        if (tpp.compareTo(alone) <= 0 || aftermath.isReversed(shipment)) {
            return new Confirmation.Done(aftermath.reverse(actor, shipment, event));
        }
        var closings = aftermath.closings(shipment);
        if (!closings.isEmpty()) {
            return new Confirmation.Done(new ShipmentOutcome.PeriodClosed(shipment.facts(), closings));
        }
        var shown = new ShownReversal(posting.id(), posting.about().reference(), tpp, reason);
        for (var pending : approvals.pending(Act.REVERSAL, posting.id().toString())) {
            if (Json.read(pending.shown(), ShownReversal.class).equals(shown)) {
                return new Confirmation.Asked(pending);
            }
        }
        return new Confirmation.Asked(approvals.ask(actor, Act.REVERSAL, posting.id().toString(), shown));
    }

    /// Approves and posts. What was approved and not posted, since the service stopped, is posted.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when the exporter has no such approval
    public Optional<Confirmation> approve(Actor actor, UUID id, @Nullable String digest) {
        return approvals.find(id)
                .filter(approval -> approval.act() == Act.RECORD || approval.act() == Act.REVERSAL)
                .flatMap(approval -> approvals.approve(actor, approval.act(), id, digest))
                .map(step -> switch (step) {
                    case Step.Done<Approval>(var approval) -> posted(approval);
                    case Step.NotNow<Approval>(var rule, var because) -> new Confirmation.NotNow(rule, because);
                });
    }

    private Confirmation posted(Approval approval) {
        var outcome = post(approval);
        switch (outcome) {
            case ShipmentOutcome.Posted(var facts, var posted) -> made(approval, posted);
            case ShipmentOutcome.Replayed(var facts, var posted) -> made(approval, posted);
            default -> {} // it stays approved, and what is in the way is told
        }
        return new Confirmation.Done(outcome);
    }

    private void made(Approval approval, PostingOutcome.Posted posted) {
        approvals.made(approval.act(), approval.id(), posted.number());
    }

    private ShipmentOutcome post(Approval approval) {
        var asker = approval.requestedBy();
        if (approval.act() == Act.RECORD) {
            var shown = Json.read(approval.shown(), ShownRecord.class);
            return shipments.record(asker, shown.idempotencyKey(), shown.shipment(), shown.reason(), true);
        }
        var shown = Json.read(approval.shown(), ShownReversal.class);
        var shipment = shipments.shipment(Objects.requireNonNull(asker.exporter()), shown.shipment()).orElseThrow();
        return aftermath.reverse(asker, shipment, new Event(null, null, shown.reason()));
    }
}
