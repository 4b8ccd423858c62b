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
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.mode.ModeChanges;
import org.headroom.quota.CapChanges;
import org.headroom.quota.Closings;
import org.headroom.restatement.Restatements;
import org.headroom.shipment.Confirmations;
import org.headroom.shipment.Confirmations.Confirmation;
import org.headroom.shipment.ShipmentOutcome;
import org.headroom.terms.InvalidInput;
import org.headroom.web.ApprovalsPage.Notice;

/// Approves and withdraws what is shown on [ApprovalsPage]. What is refused is told on that page.
@Path("/approvals/{id}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RunOnVirtualThread
class DecisionsPage {

    private static final String DIGEST = "digest";
    private static final String REASON = "reason";

    private final ApprovalsPage page;
    private final Approvals approvals;
    private final Confirmations confirmations;
    private final CapChanges caps;
    private final ModeChanges modes;
    private final Closings closings;
    private final Restatements restatements;
    private final Caller caller;

    DecisionsPage(
            ApprovalsPage page,
            Approvals approvals,
            Confirmations confirmations,
            CapChanges caps,
            ModeChanges modes,
            Closings closings,
            Restatements restatements,
            Caller caller) {
        this.page = page;
        this.approvals = approvals;
        this.confirmations = confirmations;
        this.caps = caps;
        this.modes = modes;
        this.closings = closings;
        this.restatements = restatements;
        this.caller = caller;
    }

    @Operation(operationId = "confirmOnPage", summary = "Confirms a record or a reversal, and posts it.")
    @POST
    @Path("/confirmation")
    @RolesAllowed(Roles.APPROVER)
    @Permission("record:confirm")
    @Form
    public Response confirm(RoutingContext call, @PathParam("id") UUID id) {
        caller.exporter();
        var confirmation = confirmations.approve(caller.actor(), id, Fields.of(call).text(DIGEST))
                .orElseThrow(NotFoundException::new);
        return switch (confirmation) {
            case Confirmation.Done(var outcome) -> answer(call, id, outcome);
            case Confirmation.Asked(var approval) -> throw new IllegalStateException("An approval asks for none");
            case Confirmation.NotNow(var rule, var because) -> refused(call, id, rule, because);
        };
    }

    private Response answer(RoutingContext call, UUID id, ShipmentOutcome outcome) {
        return switch (outcome) {
            case ShipmentOutcome.Posted posted -> done(id, "approved");
            case ShipmentOutcome.Replayed posted -> done(id, "approved");
            case ShipmentOutcome.NotAuthorized(var facts, var rule, var because) -> refused(call, id, rule, because);
            case ShipmentOutcome.CapExceeded full -> refused(call, id, "cap-exceeded", "A cap has no room for it.");
            case ShipmentOutcome.PeriodClosed(var facts, var closed) ->
                refused(call, id, "period-closed", Closings.refusal(closed));
            case ShipmentOutcome.NameTaken(var field, var name, var by) -> refused(call, id, "taken",
                    "Another shipment has the " + field + " '" + name + "' by now.");
        };
    }

    @Operation(operationId = "withdrawOnPage", summary = "Withdraws a record or a reversal.")
    @POST
    @Path("/withdrawal")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    @Form
    public Response withdraw(RoutingContext call, @PathParam("id") UUID id) {
        caller.exporter();
        var act = approvals.find(id).map(Approval::act).orElseThrow(NotFoundException::new);
        return said(call, id, () -> answer(call, id,
                approvals.withdraw(caller.actor(), act, id, Fields.of(call).text(REASON))
                        .orElseThrow(NotFoundException::new), "withdrawn"));
    }

    @Operation(operationId = "approveCapChangeOnPage", summary = "Approves and makes a change of a cap.")
    @POST
    @Path("/cap-change")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("cap:change")
    @Form
    public Response approveCap(RoutingContext call, @PathParam("id") UUID id) {
        return answer(call, id, caps.approve(caller.actor(), id, Fields.of(call).text(DIGEST))
                .orElseThrow(NotFoundException::new), "approved");
    }

    @Operation(operationId = "withdrawCapChangeOnPage", summary = "Withdraws a change of a cap.")
    @POST
    @Path("/cap-change/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Form
    public Response withdrawCap(RoutingContext call, @PathParam("id") UUID id) {
        return said(call, id, () -> answer(call, id,
                caps.withdraw(caller.actor(), id, Fields.of(call).text(REASON)).orElseThrow(NotFoundException::new),
                "withdrawn"));
    }

    @Operation(operationId = "approveModeChangeOnPage", summary = "Approves a change of a mode.")
    @POST
    @Path("/mode-change")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("regime:set")
    @Form
    public Response approveMode(RoutingContext call, @PathParam("id") UUID id) {
        return answer(call, id, modes.approve(caller.actor(), id, Fields.of(call).text(DIGEST))
                .orElseThrow(NotFoundException::new), "approved");
    }

    @Operation(operationId = "withdrawModeChangeOnPage", summary = "Withdraws a change of a mode.")
    @POST
    @Path("/mode-change/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Form
    public Response withdrawMode(RoutingContext call, @PathParam("id") UUID id) {
        return said(call, id, () -> answer(call, id,
                modes.withdraw(caller.actor(), id, Fields.of(call).text(REASON)).orElseThrow(NotFoundException::new),
                "withdrawn"));
    }

    @Operation(operationId = "approveReopeningOnPage", summary = "Approves the reopening of a period.")
    @POST
    @Path("/reopening")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("period:reopen")
    @Form
    public Response approveReopening(RoutingContext call, @PathParam("id") UUID id) {
        return answer(call, id, closings.approve(caller.actor(), id, Fields.of(call).text(DIGEST))
                .orElseThrow(NotFoundException::new), "approved");
    }

    @Operation(operationId = "withdrawReopeningOnPage", summary = "Withdraws the reopening of a period.")
    @POST
    @Path("/reopening/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Form
    public Response withdrawReopening(RoutingContext call, @PathParam("id") UUID id) {
        return said(call, id, () -> answer(call, id,
                closings.withdraw(caller.actor(), id, Fields.of(call).text(REASON))
                        .orElseThrow(NotFoundException::new), "withdrawn"));
    }

    @Operation(operationId = "approveRestatementOnPage", summary = "Approves a restatement.")
    @POST
    @Path("/restatement")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("restatement:post")
    @Form
    public Response approveRestatement(RoutingContext call, @PathParam("id") UUID id) {
        return answer(call, id, restatements.approve(caller.actor(), restatement(id), Fields.of(call).text(DIGEST))
                .orElseThrow(NotFoundException::new), "approved");
    }

    @Operation(operationId = "withdrawRestatementOnPage", summary = "Withdraws a restatement.")
    @POST
    @Path("/restatement/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Form
    public Response withdrawRestatement(RoutingContext call, @PathParam("id") UUID id) {
        return said(call, id, () -> answer(call, id,
                restatements.withdraw(caller.actor(), restatement(id), Fields.of(call).text(REASON))
                        .orElseThrow(NotFoundException::new), "withdrawn"));
    }

    private UUID restatement(UUID approval) {
        return approvals.find(Act.RESTATEMENT, approval)
                .map(found -> UUID.fromString(found.subject()))
                .orElseThrow(NotFoundException::new);
    }

    private <T> Response answer(RoutingContext call, UUID id, Step<T> step, String what) {
        return switch (step) {
            case Step.Done<T> done -> done(id, what);
            case Step.NotNow<T>(var rule, var because) -> refused(call, id, rule, because);
        };
    }

    private static Response done(UUID id, String what) {
        return Response.seeOther(URI.create("/approvals/" + id + "?done=" + what)).build();
    }

    private interface Work {
        Response done();
    }

    /// What is missing in the form is told beside it.
    private Response said(RoutingContext call, UUID id, Work work) {
        try {
            return work.done();
        } catch (InvalidInput missing) {
            return told(call, id, 422, String.valueOf(missing.getMessage()));
        }
    }

    private Response refused(RoutingContext call, UUID id, String rule, String because) {
        return told(call, id, 409, switch (rule) {
            case "digest" -> "It was not approved: what you were shown is not what is asked for now, see below.";
            default -> because.replaceAll(" (?:(?:Ask for|Preview) it again with|GET|POST)[^.]*/api/v1/[^ ]*", "");
        });
    }

    private Response told(RoutingContext call, UUID id, int status, String text) {
        return Response.status(status).entity(page.view(call, id, new Notice("bad", text))).build();
    }
}
