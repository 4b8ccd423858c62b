package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approval.State;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.shipment.Confirmations;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// What waits for a second person.
@Tag(name = "Approvals", description = "What one person asks for and another approves.")
@Path("/api/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ApprovalsResource {

    private final Approvals approvals;
    private final Confirmations confirmations;
    private final Caller caller;
    private final Telling telling;

    ApprovalsResource(Approvals approvals, Confirmations confirmations, Caller caller, Telling telling) {
        this.approvals = approvals;
        this.confirmations = confirmations;
        this.caller = caller;
        this.telling = telling;
    }

    @Operation(
            operationId = "listApprovals",
            summary = "Lists what was asked for, newest first: an exporter its own, a regulator all.")
    @GET
    @RolesAllowed({
        Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
    })
    public Page<ApprovalView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = approvals.list(EnumSet.allOf(Act.class), states(state), Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(approval -> ApprovalView.of(approval, telling)).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    static Set<State> states(@Nullable String state) {
        var asked = EnumSet.allOf(State.class);
        asked.removeIf(each -> state != null && !ImportView.word(each).equals(state));
        if (asked.isEmpty()) {
            throw InvalidInput.of("state", "unknown-word",
                    "Say open, approved, lapsed or withdrawn; '" + state + "' is none of them.");
        }
        return asked;
    }

    @Operation(operationId = "getApproval", summary = "Reads what was asked for, as the second person is shown it.")
    @GET
    @Path("/{id}")
    @RolesAllowed({
        Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
    })
    public ApprovalView approval(@PathParam("id") UUID id) {
        return ApprovalView.of(approvals.find(id).orElseThrow(NotFoundException::new), telling);
    }

    /// @param digest of what was shown
    public record ApprovalRequest(@Nullable String digest) {}

    @Operation(
            operationId = "approve",
            summary = "Confirms a record or a reversal that another person of the exporter asked for, and posts it.")
    @APIResponseSchema(value = ShipmentView.Posted.class, responseCode = "201")
    @POST
    @Path("/{id}/approval")
    @RolesAllowed(Roles.APPROVER)
    @Permission("record:confirm")
    public Response approve(@PathParam("id") UUID id, @Nullable ApprovalRequest request) {
        caller.exporter();
        return confirmations.approve(caller.actor(), id, request == null ? null : request.digest())
                .map(confirmation -> ShipmentsResource.response(confirmation, telling))
                .orElseThrow(NotFoundException::new);
    }

    public record WithdrawalRequest(@Nullable String reason) {}

    @Operation(
            operationId = "withdrawApproval",
            summary = "Withdraws a record or a reversal that the caller asked for and nobody has approved.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response withdraw(@PathParam("id") UUID id, @Nullable WithdrawalRequest request) {
        caller.exporter();
        var act = approvals.find(id).map(Approval::act).orElseThrow(NotFoundException::new);
        return response(
                approvals.withdraw(caller.actor(), act, id, request == null ? null : request.reason()), telling);
    }

    static Response response(Optional<Step<Approval>> step, Telling telling) {
        return response(
                step.orElseThrow(NotFoundException::new),
                approval -> Response.ok(ApprovalView.of(approval, telling)));
    }

    /// What was asked for and waits for another person.
    static Response asked(Step<Approval> step, Telling telling) {
        return response(step, approval -> Response.created(URI.create("/api/v1/approvals/" + approval.id()))
                .entity(ApprovalView.of(approval, telling)));
    }

    static <T> Response response(Step<T> step, Function<T, Response.ResponseBuilder> done) {
        return switch (step) {
            case Step.Done<T>(var found) -> done.apply(found).build();
            case Step.NotNow<T>(var rule, var because) -> Problem.of(Problem.Type.of(rule), because).response();
        };
    }
}
