package org.headroom.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.shipment.Aftermath;
import org.headroom.shipment.Confirmations;
import org.headroom.shipment.Shipment;
import org.headroom.shipment.Shipments;
import org.headroom.terms.InvalidInput;
import org.headroom.web.MoveForm.Move;
import org.headroom.web.Outcomes.Outcome;
import org.jspecify.annotations.Nullable;

/// Moves on what is shown on [ShipmentPage]: reversed, returned, received. What is refused is told on that page.
@Path("/shipments/{id}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER})
class MovesPage {

    private final ShipmentPage page;
    private final Shipments shipments;
    private final Aftermath aftermath;
    private final Confirmations confirmations;
    private final Outcomes outcomes;
    private final Caller caller;

    MovesPage(
            ShipmentPage page,
            Shipments shipments,
            Aftermath aftermath,
            Confirmations confirmations,
            Outcomes outcomes,
            Caller caller) {
        this.page = page;
        this.shipments = shipments;
        this.aftermath = aftermath;
        this.confirmations = confirmations;
        this.outcomes = outcomes;
        this.caller = caller;
    }

    @Operation(operationId = "reverseOnPage", summary = "Posts a shipment backwards, once: it was a mistake.")
    @POST
    @Path("/reversal")
    @Form
    public Response reverse(RoutingContext call, @PathParam("id") UUID id) {
        return moved(call, id, Move.REVERSAL, (shipment, event) ->
                outcomes.of(confirmations.reverse(caller.actor(), shipment, event)));
    }

    @Operation(operationId = "returnOnPage", summary = "Records devices that came back.")
    @POST
    @Path("/return")
    @Form
    public Response giveBack(RoutingContext call, @PathParam("id") UUID id) {
        return moved(call, id, Move.RETURN, (shipment, event) ->
                outcomes.of(aftermath.giveBack(caller.actor(), shipment, event)));
    }

    @Operation(operationId = "receiveOnPage", summary = "Records that the consignee has the devices.")
    @POST
    @Path("/receipt")
    @Form
    public Response receive(RoutingContext call, @PathParam("id") UUID id) {
        return moved(call, id, Move.RECEIPT, (shipment, event) ->
                outcomes.of(aftermath.receive(caller.actor(), shipment, event)));
    }

    private interface Work {
        Outcome of(Shipment shipment, Aftermath.Event event);
    }

    private Response moved(RoutingContext call, UUID id, Move move, Work work) {
        var shipment = shipments.shipment(caller.exporter(), id).orElseThrow(NotFoundException::new);
        var typed = Fields.of(call);
        var form = MoveForm.of(move, typed);
        try {
            return switch (work.of(shipment, form.event())) {
                case Outcomes.Posted posted -> seeOther("/shipments/" + id + "?done=" + move.word);
                case Outcomes.Asked(var approval) -> seeOther("/approvals/" + approval);
                case Outcomes.Refused refused -> told(call, refused.status(), shipment, form, refused);
            };
        } catch (InvalidInput refused) {
            return told(call, Outcomes.NOT_UNDERSTOOD, shipment, MoveForm.of(move, typed, refused), null);
        }
    }

    private static Response seeOther(String address) {
        return Response.seeOther(URI.create(address)).build();
    }

    private Response told(RoutingContext call, int status, Shipment shipment, MoveForm form,
            Outcomes.@Nullable Refused refused) {
        return Response.status(status).entity(page.view(call, shipment, null, form, refused)).build();
    }
}
