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
import org.headroom.api.ReplayView.ChangedShipmentView;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.replay.Replay;
import org.headroom.replay.ReplayWorkbook;
import org.headroom.replay.Replays;
import org.headroom.replay.Scenario;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Stretches of the ledger under another law.
@Tag(name = "Replays", description = "Stretches of the ledger under another law; nothing in the ledger changes.")
@Path("/api/v1/replays")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class ReplaysResource {

    static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Replays replays;
    private final ReplayWorkbook workbook;
    private final Caller caller;

    ReplaysResource(Replays replays, ReplayWorkbook workbook, Caller caller) {
        this.replays = replays;
        this.workbook = workbook;
        this.caller = caller;
    }

    @Operation(
            operationId = "askReplay",
            summary = "Asks for a stretch of the ledger under another law; it runs when those before it are done.")
    @APIResponseSchema(value = ReplayView.class, responseCode = "202")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(@Nullable Scenario scenario) {
        if (scenario == null) {
            throw InvalidInput.of("", "required", "Send the scenario: the stretch, and what is other about the law.");
        }
        var replay = replays.ask(caller.actor(), scenario);
        return Response.accepted(ReplayView.of(replay, List.of()))
                .location(URI.create("/api/v1/replays/" + replay.id()))
                .build();
    }

    @Operation(operationId = "listReplays", summary = "Lists replays, newest first, without their totals.")
    @GET
    public Page<ReplayView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = replays.list(Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(replay -> ReplayView.of(replay, List.of())).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "getReplay",
            summary = "Reads how far a replay is; once done, what it came to for each destination and exporter.")
    @GET
    @Path("/{id}")
    public ReplayView get(@PathParam("id") UUID id) {
        return ReplayView.of(known(id), replays.totals(id));
    }

    @Operation(
            operationId = "listChangedShipments",
            summary = "Lists the shipments for which something is other, in the order of the ledger.")
    @GET
    @Path("/{id}/shipments")
    public Page<ChangedShipmentView> shipments(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = replays.changes(known(id).id(), Cursor.number(cursor), size);
        return new Page<>(
                page.stream().map(ChangedShipmentView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().number()));
    }

    @Operation(
            operationId = "downloadReplay",
            summary = "Downloads what was asked, the totals and the changed shipments as a workbook.")
    @GET
    @Path("/{id}/workbook.xlsx")
    @Produces(WORKBOOK)
    public Response workbook(@PathParam("id") UUID id) {
        var replay = known(id);
        if (replay.state() != Replay.State.DONE) {
            return Problem.of(Problem.Type.NOT_DONE, "The replay is " + ReplayView.word(replay.state())
                    + (replay.endedAt() == null
                            ? ". Ask again when its state is 'done'."
                            : " and has no totals. Ask for it anew.")).response();
        }
        StreamingOutput out = to -> workbook.write(replay, to);
        return Response.ok(out)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"replay-" + id + ".xlsx\"")
                .build();
    }

    private Replay known(UUID id) {
        return replays.find(id).orElseThrow(NotFoundException::new);
    }
}
