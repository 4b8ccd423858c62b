package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.replay.Replay;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.ReplayWorkbook;
import org.headroom.replay.Replays;
import org.headroom.replay.Summary;
import org.headroom.replay.Verdict;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One replay: how far it is, and what it came to by destination, by exporter and for each changed shipment.
@Path("/replays/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class ReplayPage {

    private final Replays replays;
    private final ReplayWorkbook workbook;
    private final SecurityIdentity identity;
    private final Frames frames;

    ReplayPage(Replays replays, ReplayWorkbook workbook, SecurityIdentity identity, Frames frames) {
        this.replays = replays;
        this.workbook = workbook;
        this.identity = identity;
        this.frames = frames;
    }

    private static final List<Choices.Choice> TABLES = List.of(
            new Choices.Choice("destination", "By destination"),
            new Choices.Choice("exporter", "By exporter"),
            new Choices.Choice("shipment", "Each changed shipment"));

    /// How many shipments came to what.
    record Count(String said, String shipments) {}

    /// @param progress null for one that has come to its end
    /// @param counts how many shipments came to what; empty until it is done
    /// @param by which of its tables is shown
    record View(
            Frame frame,
            UUID id,
            String reason,
            String state,
            String colour,
            @Nullable String problem,
            @Nullable Progress progress,
            List<Shown.Fact> asked,
            boolean done,
            List<Count> counts,
            String tppStopped,
            List<String> besides,
            String by,
            List<Tabbed.Tab> tabs,
            Grid.@Nullable View grid,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showReplay", summary = "Shows how far a replay is and, once done, what it came to.")
    @GET
    public TemplateInstance view(RoutingContext call, @PathParam("id") UUID id) {
        var replay = known(id);
        var all = replay.state() == Replay.State.DONE
                ? Summary.by(total -> "all", replays.totals(id)).stream().findFirst()
                        .orElse(new Summary("all", Map.of(), BigDecimal.ZERO))
                : null;
        var asked = Tabbed.of(call, "/replays/", id, TABLES);
        var table = all == null ? null : table(asked);
        return new View(
                frames.of(call, "Replay"),
                id,
                String.valueOf(replay.scenario().reason()),
                ReplayText.of(replay.state()),
                ReplayText.colour(replay.state()),
                replay.problem(),
                ReplayText.progress(replay),
                ReplayText.asked(replay),
                all != null,
                all == null ? List.of() : counts(all),
                all == null ? "" : Figures.grouped(Unit.TPP, all.tppStopped()),
                besides(replay),
                asked.by(),
                asked.tabs(),
                table == null ? null : table.grid(),
                table == null ? null : table.next());
    }

    private Tabbed.Table table(Tabbed asked) {
        return asked.by().equals("shipment")
                ? asked.paged("Shipments for which something is other, in the order of the ledger", changes(),
                        replays.changes(asked.id(), Cursor.number(asked.cursor()), Grid.PAGE), ChangedShipment::number)
                : asked.of("Shipments by what they would have come to", ReplayGrids.summaries(asked.by()),
                        summaries(asked));
    }

    private List<Summary> summaries(Tabbed asked) {
        return Summary.by(asked.by().equals("exporter") ? Replay.Total::exporter : Replay.Total::destination,
                replays.totals(asked.id()));
    }

    private Grid<ChangedShipment> changes() {
        return ReplayGrids.changes(Section.SHIPMENTS.isFor(identity));
    }

    private static List<Count> counts(Summary all) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> all.count(verdict) > 0)
                .map(verdict -> new Count(ReplayText.said(verdict), Figures.grouped(Unit.DEVICES, all.count(verdict))))
                .toList();
    }

    /// What no table tells.
    private static List<String> besides(Replay replay) {
        return Stream.of(
                        told(replay.licensesRefused(), "license would not have been granted, for want of room",
                                "licenses would not have been granted, for want of room"),
                        told(replay.applicationsRefused(), "application would have found no room to hold",
                                "applications would have found no room to hold"),
                        told(replay.undetermined(), "posting could not be determined anew, and charges nothing here",
                                "postings could not be determined anew, and charge nothing here"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String told(long count, String one, String many) {
        return count == 0 ? "" : Figures.grouped(Unit.DEVICES, count) + " " + (count == 1 ? one : many) + ".";
    }

    @Operation(operationId = "saveReplayTable", summary = "Downloads one of the tables of a replay.")
    @GET
    @Path("/reports/replay.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("id") UUID id, @PathParam("format") String format) {
        var replay = known(id);
        if (replay.state() != Replay.State.DONE) {
            return notDone(replay);
        }
        var asked = Tabbed.of(call, "/replays/", id, TABLES);
        var shape = asked.shape();
        StreamingOutput content = asked.by().equals("shipment")
                ? out -> changes().write(format, "Changed shipments", asked.query(), shape,
                        () -> Paging.of(after -> replays.changes(id, after == null ? 0 : after, Grid.MOST),
                                ChangedShipment::number, null),
                        out)
                : out -> {
                    var grid = ReplayGrids.summaries(asked.by());
                    grid.write(format, "By " + asked.by(), asked.query(), shape,
                            grid.sorted(shape, summaries(asked)), out);
                };
        return Saved.file("replay-" + id + "-by-" + asked.by(), format, content);
    }

    @Operation(operationId = "saveReplay", summary = "Downloads a replay as a workbook.")
    @GET
    @Path("/workbook.xlsx")
    @Produces(MediaType.WILDCARD)
    public Response workbook(@PathParam("id") UUID id) {
        var replay = known(id);
        if (replay.state() != Replay.State.DONE) {
            return notDone(replay);
        }
        StreamingOutput content = out -> workbook.write(replay, out);
        return Saved.file("replay-" + id, "xlsx", content);
    }

    private static Response notDone(Replay replay) {
        return Problem.of(Problem.Type.NOT_DONE, replay.endedAt() == null
                ? "It has no totals yet. Its page shows how far it is."
                : "It came to no end and has no totals. Ask for it anew.").response();
    }

    private Replay known(UUID id) {
        return replays.find(id).orElseThrow(NotFoundException::new);
    }
}
