package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.headroom.http.Caller;
import org.headroom.http.Problem;
import org.headroom.ledger.Closing;
import org.headroom.ledger.Shortfall;
import org.headroom.license.Applications.Step;
import org.headroom.quota.Closings;
import org.headroom.quota.Disclosures;
import org.headroom.shipment.Confirmations.Confirmation;
import org.headroom.shipment.ShipmentOutcome;
import org.jspecify.annotations.Nullable;

/// What became of a request to ship or to move a shipment on, as people are told of it.
@ApplicationScoped
class Outcomes {

    static final int NOT_UNDERSTOOD = Problem.Type.INVALID_INPUT.status;

    private final Disclosures disclosures;
    private final Caller caller;

    Outcomes(Disclosures disclosures, Caller caller) {
        this.disclosures = disclosures;
        this.caller = caller;
    }

    sealed interface Outcome {}

    /// Posted, now or by the same form before.
    record Posted(UUID id) implements Outcome {}

    /// It waits for a second person.
    record Asked(UUID approval) implements Outcome {}

    /// Nothing was posted.
    ///
    /// @param quotas the arithmetic of each cap that has no room, as far as it is told
    /// @param other the posting that stands in the way; null where none does
    record Refused(int status, String title, String text, List<Arithmetic> quotas, @Nullable UUID other)
            implements Outcome {}

    Outcome of(Confirmation confirmation) {
        return switch (confirmation) {
            case Confirmation.Done(var outcome) -> of(outcome);
            case Confirmation.Asked(var approval) -> new Asked(approval.id());
            case Confirmation.NotNow(var rule, var because) -> refused(Problem.Type.of(rule), because);
        };
    }

    Outcome of(ShipmentOutcome outcome) {
        return switch (outcome) {
            case ShipmentOutcome.Posted(var facts, var posted) -> new Posted(posted.id());
            case ShipmentOutcome.Replayed(var facts, var posted) -> new Posted(posted.id());
            case ShipmentOutcome.CapExceeded(var facts, var shortfalls) -> capExceeded(shortfalls);
            case ShipmentOutcome.PeriodClosed(var facts, var closings) -> periodClosed(closings);
            case ShipmentOutcome.NotAuthorized(var facts, var rule, var because) ->
                refused(Problem.Type.of(rule), because);
            case ShipmentOutcome.NameTaken(var field, var name, var by) -> new Refused(
                    NOT_UNDERSTOOD,
                    "It was not posted again",
                    switch (field) {
                        case "reference" -> "The reference '" + name + "' belongs to another shipment.";
                        case "reversal" -> "The shipment was reversed before.";
                        case "event" -> "The same was recorded before.";
                        default -> "This form was sent before and posted, with other facts. Open a new form for another"
                                + " shipment.";
                    },
                    List.of(),
                    by);
        };
    }

    Refused capExceeded(List<Shortfall> shortfalls) {
        var lacks = disclosures.lacks(shortfalls, caller.readableBy());
        return new Refused(Problem.Type.CAP_EXCEEDED.status, Problem.Type.CAP_EXCEEDED.title,
                lacks.getFirst().text() + " Nothing was posted.", Arithmetic.of(lacks), null);
    }

    /// Why a step of an application was not taken; null where it was.
    @Nullable Refused refused(Step step) {
        return switch (step) {
            case Step.Done done -> null;
            case Step.CapExceeded(var shortfalls) -> capExceeded(shortfalls);
            case Step.NotNow(var rule, var because) -> refused(Problem.Type.of(rule), because);
        };
    }

    static Refused periodClosed(List<Closing> closings) {
        return refused(Problem.Type.PERIOD_CLOSED, Closings.refusal(closings));
    }

    static Refused refused(Problem.Type type, String because) {
        return new Refused(type.status, type.title, Words.spoken(because), List.of(), null);
    }
}
