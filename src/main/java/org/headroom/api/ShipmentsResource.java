package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Problem;
import org.headroom.http.Problems;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.regime.Explanation;
import org.headroom.shipment.Aftermath;
import org.headroom.shipment.Confirmations;
import org.headroom.shipment.Confirmations.Confirmation;
import org.headroom.shipment.Explanations;
import org.headroom.shipment.Shipment;
import org.headroom.shipment.ShipmentOutcome;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Shipments.
@Tag(name = "Shipments", description = "Shipments: may this go, and what it is charged.")
@Path("/api/v1/shipments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ShipmentsResource {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String IDEMPOTENCY_HIT = "Idempotency-Hit";

    private final Shipments shipments;
    private final Aftermath aftermath;
    private final Confirmations confirmations;
    private final Explanations explanations;
    private final Caller caller;
    private final Before before;
    private final Telling telling;

    ShipmentsResource(
            Shipments shipments,
            Aftermath aftermath,
            Confirmations confirmations,
            Explanations explanations,
            Caller caller,
            Before before,
            Telling telling) {
        this.shipments = shipments;
        this.aftermath = aftermath;
        this.confirmations = confirmations;
        this.explanations = explanations;
        this.caller = caller;
        this.before = before;
        this.telling = telling;
    }

    @Operation(
            operationId = "checkShipment",
            summary = "Answers \"may this go?\" with what it would do to each quota; changes nothing.")
    @POST
    @Path("/check")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public ShipmentView.Checked check(@Nullable ShipmentRequest request) {
        return ShipmentView.Checked.of(shipments.check(caller.exporter(), body(request)));
    }

    @Operation(
            operationId = "explainShipment",
            summary = "Explains what would be determined, or would have been at a moment before; changes nothing.")
    @POST
    @Path("/explanation")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public Explanation explain(
            @QueryParam("knownAt") @Nullable String knownAt, @Nullable ShipmentRequest request) {
        return explanations.explain(caller.exporter(), body(request), Typed.moment(knownAt));
    }

    @Operation(
            operationId = "ship",
            summary = "Ships before the goods leave: checks and posts, or refuses and changes nothing.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @POST
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response ship(@HeaderParam(IDEMPOTENCY_KEY) @Nullable String key, @Nullable ShipmentRequest request) {
        caller.exporter();
        return response(shipments.ship(caller.actor(), key, body(request)), telling);
    }

    /// What has left already: a fact that cannot be refused, only confirmed.
    ///
    /// @param reason why it was not asked about before
    public record RecordRequest(@Nullable ShipmentRequest shipment, @Nullable String reason) {}

    @Operation(
            operationId = "recordShipment",
            summary = "Records what has left already, with a reason; a second person confirms what passes a cap.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @APIResponse(
            responseCode = "202",
            content = @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = ApprovalView.class)))
    @POST
    @Path("/record")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    @Permission("record:post")
    public Response record(@HeaderParam(IDEMPOTENCY_KEY) @Nullable String key, @Nullable RecordRequest request) {
        caller.exporter();
        if (request == null) {
            throw InvalidInput.of("shipment", "required", "Send the shipment and the reason as JSON.");
        }
        return response(confirmations.record(caller.actor(), key, body(request.shipment()), request.reason()), telling);
    }

    @Operation(operationId = "listShipments", summary = "Lists shipments, newest first.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
    public Page<ShipmentView.Row> list(
            @QueryParam("reference") @Nullable String reference,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("device") @Nullable String device,
            @QueryParam("license") @Nullable String license,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("late") @Nullable Boolean late,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var postings = shipments.list(new PostingFilter(
                Set.of(PostingKind.SHIPMENT, PostingKind.RECORD),
                caller.readableBy(),
                reference,
                null,
                destination,
                device,
                null,
                license,
                from,
                to,
                Boolean.TRUE.equals(late),
                before.number(cursor, Typed.moment(knownAt)),
                size));
        var next = postings.size() < size ? null : Cursor.of(postings.getLast().id());
        return new Page<>(postings.stream().map(posting -> ShipmentView.Row.of(posting, telling)).toList(), next);
    }

    @Operation(operationId = "getShipment", summary = "Reads a shipment with its history.")
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
    public ShipmentView.Detail shipment(@PathParam("id") UUID id, @QueryParam("knownAt") @Nullable String knownAt) {
        var moment = Typed.moment(knownAt);
        return ShipmentView.Detail.of(
                shipments.shipment(caller.readableBy(), id)
                        .flatMap(shipment -> shipment.knownAt(moment))
                        .orElseThrow(NotFoundException::new),
                telling);
    }

    @Operation(
            operationId = "getShipmentExplanation",
            summary = "Explains how a shipment was determined, by the texts and modes of the law that decided then.")
    @GET
    @Path("/{id}/explanation")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
    public Explanations.Kept explanation(@PathParam("id") UUID id) {
        return explanations.explain(
                shipments.shipment(caller.readableBy(), id).orElseThrow(NotFoundException::new));
    }

    @Operation(
            operationId = "reverseShipment",
            summary = "Posts a shipment backwards, once: it was a mistake. A second person confirms a large one.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @APIResponse(
            responseCode = "202",
            content = @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = ApprovalView.class)))
    @POST
    @Path("/{id}/reversal")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response reverse(@PathParam("id") UUID id, Aftermath.@Nullable Event event) {
        return response(confirmations.reverse(caller.actor(), own(id), event(event)), telling);
    }

    @Operation(
            operationId = "returnShipment",
            summary = "Records devices that came back; what counts exports gets their share back.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @POST
    @Path("/{id}/return")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response giveBack(@PathParam("id") UUID id, Aftermath.@Nullable Event event) {
        return response(aftermath.giveBack(caller.actor(), own(id), event(event)), telling);
    }

    @Operation(operationId = "receiveShipment", summary = "Records that the consignee has the devices.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @POST
    @Path("/{id}/receipt")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response receive(@PathParam("id") UUID id, Aftermath.@Nullable Event event) {
        return response(aftermath.receive(caller.actor(), own(id), event(event)), telling);
    }

    private Shipment own(UUID id) {
        return shipments.shipment(caller.exporter(), id).orElseThrow(NotFoundException::new);
    }

    private static Aftermath.Event event(Aftermath.@Nullable Event event) {
        return event == null ? new Aftermath.Event(null, null, null) : event;
    }

    private static ShipmentRequest body(@Nullable ShipmentRequest request) {
        if (request == null) {
            throw InvalidInput.of("", "required", "Send the shipment as JSON in the body.");
        }
        return request;
    }

    static Response response(Confirmation confirmation, Telling telling) {
        return switch (confirmation) {
            case Confirmation.Done(var outcome) -> response(outcome, telling);
            case Confirmation.Asked(var approval) ->
                Response.accepted(ApprovalView.of(approval, telling))
                        .location(URI.create("/api/v1/approvals/" + approval.id()))
                        .build();
            case Confirmation.NotNow(var rule, var because) -> Problem.of(Problem.Type.of(rule), because).response();
        };
    }

    private static Response response(ShipmentOutcome outcome, Telling telling) {
        return switch (outcome) {
            case ShipmentOutcome.Posted(var facts, var posted) ->
                Response.created(URI.create("/api/v1/shipments/" + posted.id()))
                        .entity(ShipmentView.Posted.of(facts, posted, telling))
                        .build();
            case ShipmentOutcome.Replayed(var facts, var posted) ->
                Response.created(URI.create("/api/v1/shipments/" + posted.id()))
                        .header(IDEMPOTENCY_HIT, "true")
                        .entity(ShipmentView.Posted.of(facts, posted, telling))
                        .build();
            case ShipmentOutcome.CapExceeded(var facts, var shortfalls) ->
                telling.capExceeded(shortfalls).response();
            case ShipmentOutcome.PeriodClosed(var facts, var closings) -> Problem.periodClosed(closings).response();
            case ShipmentOutcome.NotAuthorized(var facts, var rule, var because) ->
                Problem.of(Problem.Type.of(rule), because).response();
            case ShipmentOutcome.NameTaken(var field, var name, var by) -> taken(field, name, by);
        };
    }

    private static Response taken(String field, String name, UUID by) {
        if (field.equals("reversal")) {
            return Problem.of(Problem.Type.ALREADY_REVERSED,
                    "The shipment was reversed before, by posting " + by + ".").response();
        }
        var problem = InvalidInput.of(field, "used-already", "The " + field + " '" + name
                + "' belongs to another request (posting " + by + "). Use a new one, or send that request unchanged.");
        return new Problems().invalid(problem);
    }
}
