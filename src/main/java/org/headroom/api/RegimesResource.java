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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.mode.ModeChanges;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.RegimeView;
import org.headroom.regime.Regimes;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The law on a day.
@Tag(name = "Regimes", description = "The law on a day, with its citations.")
@Path("/api/v1/regimes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({
    Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
})
class RegimesResource {

    private final Regimes regimes;
    private final RegimeTexts texts;
    private final ModeChanges changes;
    private final Caller caller;
    private final Telling telling;
    private final Clock clock;

    RegimesResource(
            Regimes regimes, RegimeTexts texts, ModeChanges changes, Caller caller, Telling telling, Clock clock) {
        this.regimes = regimes;
        this.texts = texts;
        this.changes = changes;
        this.caller = caller;
        this.telling = telling;
        this.clock = clock;
    }

    @Operation(operationId = "listRegimes", summary = "Lists every regime as it stands on a day.")
    @GET
    public Page<RegimeView> list(
            @QueryParam("on") @Nullable LocalDate on, @QueryParam("knownAt") @Nullable String knownAt) {
        return new Page<>(law(knownAt).on(day(on)), null);
    }

    @Operation(operationId = "getRegime", summary = "Reads one regime as it stands on a day.")
    @GET
    @Path("/{id}")
    public RegimeView regime(
            @PathParam("id") String id,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt) {
        return law(knownAt).on(day(on), id).orElseThrow(NotFoundException::new);
    }

    private Regimes law(@Nullable String knownAt) {
        return texts.knownAt(Typed.moment(knownAt));
    }

    @Operation(
            operationId = "requestModeChange",
            summary = "Asks that a regime be enforced, monitored or left out; another person approves it.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "201")
    @POST
    @Path("/mode-changes")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("regime:set")
    public Response requestModeChange(ModeChanges.@Nullable ModeChangeRequest request) {
        if (request == null) {
            throw InvalidInput.of("regime", "required", "Send regime, mode, reason and citation.");
        }
        var approval = changes.request(caller.actor(), request);
        return Response.created(URI.create("/api/v1/approvals/" + approval.id()))
                .entity(ApprovalView.of(approval, telling))
                .build();
    }

    @Operation(
            operationId = "approveModeChange",
            summary = "Approves a change of a mode that another person asked for; it holds at once.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/mode-changes/{id}/approval")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("regime:set")
    public Response approveModeChange(@PathParam("id") UUID id, ApprovalsResource.@Nullable ApprovalRequest request) {
        return ApprovalsResource.response(
                changes.approve(caller.actor(), id, request == null ? null : request.digest()), telling);
    }

    @Operation(
            operationId = "withdrawModeChange",
            summary = "Withdraws a change of a mode that the caller asked for and nobody has approved.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/mode-changes/{id}/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public Response withdrawModeChange(
            @PathParam("id") UUID id, ApprovalsResource.@Nullable WithdrawalRequest request) {
        return ApprovalsResource.response(
                changes.withdraw(caller.actor(), id, request == null ? null : request.reason()), telling);
    }

    private LocalDate day(@Nullable LocalDate on) {
        return on == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : on;
    }
}
