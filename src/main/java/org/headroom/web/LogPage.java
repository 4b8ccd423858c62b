package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.shipment.Confirmations;
import org.headroom.shipment.Confirmations.Confirmation;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Logs a shipment: before the goods leave, or with a reason what has left already.
@Path("/shipments/new")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class LogPage {

    private final Shipments shipments;
    private final Confirmations confirmations;
    private final Outcomes outcomes;
    private final Choices choices;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    LogPage(
            Shipments shipments,
            Confirmations confirmations,
            Outcomes outcomes,
            Choices choices,
            Caller caller,
            Frames frames,
            Clock clock) {
        this.shipments = shipments;
        this.confirmations = confirmations;
        this.outcomes = outcomes;
        this.choices = choices;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// The form, empty, filled by an address, or as it was typed.
    ///
    /// @param refused why nothing was posted, where it is no field
    record View(
            Frame frame,
            ShipmentForm form,
            String key,
            Choices.OfShipment choices,
            Outcomes.@Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showShipmentForm", summary = "Shows the form by which a shipment is logged.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public TemplateInstance form(RoutingContext call) {
        return view(call, "Log a shipment", ShipmentForm.of(Fields.asked(call)), null);
    }

    @Operation(operationId = "shipOnPage", summary = "Ships before the goods leave, or refuses and changes nothing.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    @Form
    public Response ship(RoutingContext call) {
        return posted(call, form ->
                new Confirmation.Done(shipments.ship(caller.actor(), form.idempotencyKey(), form.request())));
    }

    @Operation(operationId = "recordOnPage", summary = "Records what has left already, with a reason.")
    @POST
    @Path("/record")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    @Permission("record:post")
    @Form
    public Response record(RoutingContext call) {
        return posted(call, form -> confirmations.record(
                caller.actor(), form.idempotencyKey(), form.request(), form.reason().value()));
    }

    private interface Work {
        Confirmation of(ShipmentForm form);
    }

    private Response posted(RoutingContext call, Work work) {
        caller.exporter();
        var typed = Fields.of(call);
        try {
            return switch (outcomes.of(work.of(ShipmentForm.of(typed)))) {
                case Outcomes.Posted(var id) -> seeOther("/shipments/" + id + "?done=logged");
                case Outcomes.Asked(var approval) -> seeOther("/approvals/" + approval);
                case Outcomes.Refused refused -> wrong(call, refused.status(), ShipmentForm.of(typed), refused);
            };
        } catch (InvalidInput refused) {
            return wrong(call, Outcomes.NOT_UNDERSTOOD, ShipmentForm.of(typed, refused), null);
        }
    }

    private static Response seeOther(String address) {
        return Response.seeOther(URI.create(address)).build();
    }

    private Response wrong(
            RoutingContext call, int status, ShipmentForm form, Outcomes.@Nullable Refused refused) {
        return Response.status(status).entity(view(call, "Error: log a shipment", form, refused)).build();
    }

    /// A form has one key from when it is opened until it is posted, however often it is refused in between.
    private View view(
            RoutingContext call, String title, ShipmentForm form, Outcomes.@Nullable Refused refused) {
        var key = form.idempotencyKey();
        return new View(frames.of(call, title), form, key == null ? Ids.next(clock.instant()).toString() : key,
                choices.ofShipment(), refused);
    }
}
