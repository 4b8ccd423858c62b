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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.http.Seen;
import org.headroom.quota.CapChange;
import org.headroom.quota.CapChanges;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Changes of caps: two persons.
@Tag(name = "Caps", description = "Changes of caps: one person asks, another approves what was shown.")
@Path("/api/v1/caps/changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CapsResource {

    private final CapChanges changes;
    private final Caller caller;

    CapsResource(CapChanges changes, Caller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    @Operation(operationId = "listCapChanges", summary = "Lists changes of caps, newest first.")
    @GET
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Page<CapChangeView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = changes.list(ApprovalsResource.states(state), Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(CapChangeView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(operationId = "getCapChange", summary = "Reads one change of a cap with its ETag.")
    @APIResponseSchema(value = CapChangeView.class, responseCode = "200")
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Response change(@PathParam("id") UUID id) {
        var change = changes.find(id).orElseThrow(NotFoundException::new);
        return Response.ok(CapChangeView.of(change)).tag(tag(change)).build();
    }

    @Operation(
            operationId = "requestCapChange",
            summary = "Asks for a change of a cap; nothing changes until another person approves it.")
    @APIResponseSchema(value = CapChangeView.class, responseCode = "201")
    @POST
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("cap:change")
    public Response request(CapChanges.@Nullable Request request) {
        if (request == null) {
            throw InvalidInput.of("quota", "required", "Send quota, cap, reason and citation.");
        }
        return ApprovalsResource.response(changes.request(caller.actor(), request), change ->
                Response.created(URI.create("/api/v1/caps/changes/" + change.id()))
                        .tag(tag(change))
                        .entity(CapChangeView.of(change)));
    }

    /// The change, with the warnings it caused.
    public record Changed(CapChangeView change, List<ShipmentView.Warning> warnings) {}

    @Operation(operationId = "approveCapChange", summary = "Approves and makes a change that another person asked for.")
    @APIResponseSchema(value = Changed.class, responseCode = "200")
    @POST
    @Path("/{id}/approval")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("cap:change")
    public Response approve(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            ApprovalsResource.@Nullable ApprovalRequest request) {
        Seen.check(seen, tag(changes.find(id).orElseThrow(NotFoundException::new)));
        var step = changes.approve(caller.actor(), id, request == null ? null : request.digest())
                .orElseThrow(NotFoundException::new);
        return ApprovalsResource.response(step, made -> Response.ok(new Changed(
                        CapChangeView.of(made.change()), made.crossings().stream().map(ShipmentView::warning).toList()))
                .tag(tag(made.change())));
    }

    @Operation(
            operationId = "withdrawCapChange",
            summary = "Withdraws a change that the caller asked for and nobody has approved.")
    @APIResponseSchema(value = CapChangeView.class, responseCode = "200")
    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public Response withdraw(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            ApprovalsResource.@Nullable WithdrawalRequest request) {
        Seen.check(seen, tag(changes.find(id).orElseThrow(NotFoundException::new)));
        var step = changes.withdraw(caller.actor(), id, request == null ? null : request.reason())
                .orElseThrow(NotFoundException::new);
        return ApprovalsResource.response(step, change -> Response.ok(CapChangeView.of(change)).tag(tag(change)));
    }

    /// The digest covers what is asked for, and nothing of what became of it. That it lapsed is told by a problem of
    /// its own.
    private static String tag(CapChange change) {
        return change.digest()
                + (change.posting() == null ? "" : "-made")
                + (change.withdrawnAt() == null ? "" : "-withdrawn");
    }
}
