package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.replay.Replay;
import org.headroom.replay.Replays;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The replays that were asked for, newest first.
@Path("/replays")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class ReplaysPage {

    private final Replays replays;
    private final Frames frames;
    private final Clock clock;

    ReplaysPage(Replays replays, Frames frames, Clock clock) {
        this.replays = replays;
        this.frames = frames;
        this.clock = clock;
    }

    private static final Grid<Replay> GRID = Grid.inOneOrder(List.of(
            Grid.<Replay>column("reason", "What is to be found out", Kind.TEXT, 40,
                    replay -> replay.scenario().reason(),
                    replay -> Cell.of(replay.scenario().reason()).to("/replays/" + replay.id())),
            Grid.<Replay>text("id", "Id", 38, replay -> replay.id().toString()).hidden(),
            Grid.<Replay>day("from", "From", replay -> replay.scenario().from()),
            Grid.<Replay>day("to", "To", replay -> replay.scenario().to()),
            Grid.<Replay>text("exporter", "Exporter", 14, replay -> replay.scenario().exporter()),
            Grid.<Replay>text("destination", "Destination", 11, replay -> replay.scenario().destination()),
            Grid.<Replay>column("state", "State", Kind.TEXT, 12, replay -> ReplayText.of(replay.state()),
                    replay -> Cell.of(ReplayText.of(replay.state()), ReplayText.colour(replay.state()))),
            Grid.<Replay>text("askedBy", "Asked by", 18, Replay::askedBy),
            Grid.<Replay>moment("askedAt", "Asked", Replay::askedAt),
            Grid.<Replay>moment("endedAt", "Ended", Replay::endedAt).hidden()));

    record Table(Frame frame, Grid.View grid, @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showReplays", summary = "Shows the replays that were asked for, newest first.")
    @GET
    public TemplateInstance table(RoutingContext call, @QueryParam("cursor") @Nullable String cursor) {
        var shape = Shape.of(Fields.asked(call));
        var page = replays.list(Cursor.id(cursor), Grid.PAGE);
        return new Table(
                frames.of(call, "Replays"),
                GRID.view("Replays, newest first", "/replays", Query.EMPTY, shape, page),
                page.size() < Grid.PAGE
                        ? null
                        : shape.on(Query.EMPTY).with("cursor", Cursor.of(page.getLast().id())).at("/replays"));
    }

    @Operation(operationId = "saveReplays", summary = "Downloads the list of replays.")
    @GET
    @Path("/reports/replays.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("format") String format) {
        var shape = Shape.of(Fields.asked(call));
        StreamingOutput content = out ->
                GRID.write(format, "Replays", Query.EMPTY, shape, replays.list(null, Grid.MOST), out);
        return Saved.file("replays-" + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(), format, content);
    }
}
