package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.shipment.Explanations;
import org.headroom.shipment.Shipments;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// "May we ship?": the question and its answer on one page, whose address can be kept and sent. Changes nothing.
@Path("/check")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class CheckPage {

    private static final int NOT_UNDERSTOOD = 422;

    private final Shipments shipments;
    private final Explanations explanations;
    private final Choices choices;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    CheckPage(
            Shipments shipments,
            Explanations explanations,
            Choices choices,
            Caller caller,
            SecurityIdentity identity,
            Frames frames) {
        this.shipments = shipments;
        this.explanations = explanations;
        this.choices = choices;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    /// @param answer null while nothing was asked, or it was not understood
    /// @param logAt where it is logged; null for whom it is not to log
    /// @param applyAt where a license is applied for; null for whom it is not to apply
    record View(
            Frame frame,
            ShipmentForm form,
            Choices.OfShipment choices,
            @Nullable Answer answer,
            @Nullable String logAt,
            @Nullable String applyAt) implements TemplateInstance {}

    @Operation(operationId = "checkShipmentOnPage", summary = "Answers \"may this go?\"; changes nothing.")
    @GET
    public Response check(RoutingContext call) {
        var exporter = caller.exporter();
        var typed = Fields.asked(call);
        var form = ShipmentForm.of(typed);
        try {
            var answer = form.isEmpty() ? null : answer(exporter, form);
            boolean mayLog = identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER);
            var logAt = mayLog ? "/shipments/new?" + form.query() : null;
            var applyAt = ApplicationsPage.mayDraft(identity) ? "/applications/new?" + form.query() : null;
            return Response.ok(new View(frames.of(call, "May we ship?"), form, choices.ofShipment(), answer, logAt,
                            applyAt))
                    .build();
        } catch (InvalidInput refused) {
            return Response.status(NOT_UNDERSTOOD)
                    .entity(new View(frames.of(call, "Error: may we ship?"), ShipmentForm.of(typed, refused),
                            choices.ofShipment(), null, null, null))
                    .build();
        }
    }

    private Answer answer(String exporter, ShipmentForm form) {
        var request = form.request();
        return Answer.of(
                shipments.check(exporter, request),
                shipments.fit(exporter, form.requestOfOne()),
                explanations.explain(exporter, request, null),
                form);
    }
}
