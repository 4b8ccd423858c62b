package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.quota.Disclosures;
import org.headroom.shipment.Explanations;
import org.headroom.shipment.Shipment;
import org.headroom.shipment.Shipments;
import org.headroom.web.MoveForm.Move;
import org.jspecify.annotations.Nullable;

/// One shipment: its facts, why it was determined so, what it did, and what became of it. [MovesPage] moves it on.
@Path("/shipments/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class ShipmentPage {

    private final Shipments shipments;
    private final Explanations explanations;
    private final Disclosures disclosures;
    private final Ledger ledger;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ShipmentPage(
            Shipments shipments,
            Explanations explanations,
            Disclosures disclosures,
            Ledger ledger,
            Caller caller,
            SecurityIdentity identity,
            Frames frames) {
        this.shipments = shipments;
        this.explanations = explanations;
        this.disclosures = disclosures;
        this.ledger = ledger;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    /// @param said what has just come of it; null when it is only read
    /// @param because why it was determined so
    /// @param isKept whether the explanation is by the texts that decided then; without them, it is what was kept of it
    /// @param restated what it came to before and after each adjustment, oldest first
    /// @param reversed whether it was
    /// @param forms by which it is moved on; empty for whom it is not to move
    /// @param refused why it was not moved on, where it is no field
    record View(
            Frame frame,
            @Nullable String said,
            ShipmentText shipment,
            String because,
            boolean isKept,
            List<Law> law,
            List<Law.Step> notices,
            List<Arithmetic> entries,
            List<ShipmentText.Restated> restated,
            List<ShipmentText.Event> history,
            boolean reversed,
            List<MoveForm> forms,
            Outcomes.@Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showShipment", summary = "Shows a shipment with its history.")
    @GET
    public TemplateInstance one(
            RoutingContext call,
            @PathParam("id") UUID id,
            @QueryParam("knownAt") @Nullable String typedKnownAt,
            @QueryParam("done") @Nullable String done) {
        var knownAt = Typed.moment(Typed.text(typedKnownAt));
        var shipment = shipments.shipment(caller.readableBy(), id)
                .flatMap(found -> found.knownAt(knownAt))
                .orElseThrow(NotFoundException::new);
        return view(call, shipment, knownAt == null ? said(done) : null, null, null);
    }

    private static @Nullable String said(@Nullable String done) {
        return done == null ? null : switch (done) {
            case "logged" -> "It is logged.";
            case "reversal" -> "It is reversed: what it had charged was given back.";
            case "return" -> "The return is recorded.";
            case "receipt" -> "The receipt is recorded.";
            default -> null;
        };
    }

    /// @param sent the form that was sent and refused; null for none
    View view(
            RoutingContext call,
            Shipment shipment,
            @Nullable String said,
            @Nullable MoveForm sent,
            Outcomes.@Nullable Refused refused) {
        var readableBy = caller.readableBy();
        var posting = shipment.posting();
        var determination = shipment.facts().determination();
        var explanation = explanations.explain(shipment).explanation();
        boolean reversed = shipment.later().stream().anyMatch(later -> later.kind() == PostingKind.REVERSAL);
        var title = "Shipment " + posting.about().reference();
        return new View(
                frames.of(call, sent == null ? title : "Error: " + title),
                said,
                ShipmentText.of(shipment, readableBy == null),
                determination.because(),
                explanation != null,
                explanation == null ? Law.of(determination) : Law.of(explanation),
                Law.steps(determination.notices()),
                Arithmetic.ofEntries(disclosures.entries(shipment.outcome().entries(), readableBy)),
                ShipmentText.Restated.allOf(shipment, adjustment -> Arithmetic.ofEntries(
                        disclosures.entries(ledger.outcome(adjustment.id()).entries(), readableBy))),
                shipment.later().stream().map(later -> ShipmentText.Event.of(later, readableBy == null)).toList(),
                reversed,
                reversed ? List.of() : forms(sent),
                refused);
    }

    private List<MoveForm> forms(@Nullable MoveForm sent) {
        return identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER)
                ? Arrays.stream(Move.values())
                        .map(move -> sent != null && sent.move() == move ? sent : MoveForm.empty(move))
                        .toList()
                : List.of();
    }
}
