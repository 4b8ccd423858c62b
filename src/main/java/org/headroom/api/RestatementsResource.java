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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.api.RestatementView.TouchedPostingView;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.restatement.Restatement;
import org.headroom.restatement.RestatementRequest;
import org.headroom.restatement.RestatementWorkbook;
import org.headroom.restatement.Restatements;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Postings restated by facts that were corrected for the past.
@Tag(name = "Restatements", description = "What was posted, by facts that were corrected since; nothing is rewritten.")
@Path("/api/v1/restatements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class RestatementsResource {

    private final Restatements restatements;
    private final RestatementWorkbook workbook;
    private final Caller caller;
    private final Telling telling;

    RestatementsResource(
            Restatements restatements, RestatementWorkbook workbook, Caller caller, Telling telling) {
        this.restatements = restatements;
        this.workbook = workbook;
        this.caller = caller;
        this.telling = telling;
    }

    @Operation(
            operationId = "askRestatement",
            summary = "Asks what a correction touches: each posting before and after. Nothing is posted.")
    @APIResponseSchema(value = RestatementView.class, responseCode = "202")
    @POST
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN})
    public Response ask(@Nullable RestatementRequest request) {
        if (request == null) {
            throw InvalidInput.of("", "required", "Send what was corrected, and the reason.");
        }
        var restatement = restatements.ask(caller.actor(), request);
        return Response.accepted(RestatementView.of(restatement, List.of()))
                .location(URI.create("/api/v1/restatements/" + restatement.id()))
                .build();
    }

    @Operation(operationId = "listRestatements", summary = "Lists restatements, newest first, without their quotas.")
    @GET
    public Page<RestatementView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = restatements.list(Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(restatement -> RestatementView.of(restatement, List.of())).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "getRestatement",
            summary = "Reads how far a restatement is; once previewed, its digest and what it moves on each quota.")
    @GET
    @Path("/{id}")
    public RestatementView get(@PathParam("id") UUID id) {
        return RestatementView.of(known(id), restatements.quotas(id));
    }

    @Operation(
            operationId = "listRestatedPostings",
            summary = "Lists the shipments and licenses that a restatement touches, before and after.")
    @GET
    @Path("/{id}/postings")
    public Page<TouchedPostingView> postings(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = restatements.postings(known(id).id(), Cursor.number(cursor), size);
        return new Page<>(
                page.stream().map(TouchedPostingView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().number()));
    }

    @Operation(
            operationId = "downloadRestatement",
            summary = "Downloads what a restatement moves on each quota, and the postings that it touches.")
    @GET
    @Path("/{id}/workbook.xlsx")
    @Produces(ReplaysResource.WORKBOOK)
    public Response workbook(@PathParam("id") UUID id) {
        var restatement = known(id);
        if (restatement.digest() == null) {
            return problem("not-previewed", restatement.problem() == null
                    ? "It is being previewed. Ask again when its state is 'previewed'."
                    : restatement.problem());
        }
        StreamingOutput out = to -> workbook.write(restatement, to);
        return Response.ok(out)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"restatement-" + id + ".xlsx\"")
                .build();
    }

    /// @param digest of the preview
    public record PostingOfRestatement(@Nullable String digest) {}

    @Operation(
            operationId = "requestRestatement",
            summary = "Asks that what was previewed be posted; another person approves it.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "201")
    @POST
    @Path("/{id}/posting")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("restatement:post")
    public Response request(@PathParam("id") UUID id, @Nullable PostingOfRestatement request) {
        var step = restatements.request(caller.actor(), id, request == null ? null : request.digest())
                .orElseThrow(NotFoundException::new);
        return ApprovalsResource.asked(step, telling);
    }

    @Operation(
            operationId = "approveRestatement",
            summary = "Approves what another person asked to be posted; each posting is then adjusted.")
    @APIResponseSchema(value = RestatementView.class, responseCode = "200")
    @POST
    @Path("/{id}/approval")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("restatement:post")
    public Response approve(@PathParam("id") UUID id, ApprovalsResource.@Nullable ApprovalRequest request) {
        var step = restatements.approve(caller.actor(), id, request == null ? null : request.digest())
                .orElseThrow(NotFoundException::new);
        return ApprovalsResource.response(step, restatement ->
                Response.ok(RestatementView.of(restatement, restatements.quotas(id))));
    }

    @Operation(
            operationId = "withdrawRestatement",
            summary = "Withdraws what the caller asked to be posted and nobody has approved.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public Response withdraw(@PathParam("id") UUID id, ApprovalsResource.@Nullable WithdrawalRequest request) {
        return ApprovalsResource.response(
                restatements.withdraw(caller.actor(), id, request == null ? null : request.reason()), telling);
    }

    private Restatement known(UUID id) {
        return restatements.find(id).orElseThrow(NotFoundException::new);
    }

    private static Response problem(String rule, String because) {
        return Problem.of(Problem.Type.of(rule), because).response();
    }
}
