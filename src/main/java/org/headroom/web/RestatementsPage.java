package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
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
import org.headroom.restatement.Restatement;
import org.headroom.restatement.Restatements;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The restatements that were asked for, newest first.
@Path("/restatements")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class RestatementsPage {

    private final Restatements restatements;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    RestatementsPage(Restatements restatements, SecurityIdentity identity, Frames frames, Clock clock) {
        this.restatements = restatements;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    private static final Grid<Restatement> GRID = Grid.inOneOrder(List.of(
            Grid.<Restatement>column("subject", "What was corrected", Kind.TEXT, 40,
                    restatement -> restatement.request().subject(),
                    restatement -> Cell.of(restatement.request().subject()).to("/restatements/" + restatement.id())),
            Grid.<Restatement>text("id", "Id", 38, restatement -> restatement.id().toString()).hidden(),
            Grid.<Restatement>text("reason", "Reason", 40, restatement -> restatement.request().reason()),
            Grid.<Restatement>column("state", "State", Kind.TEXT, 16,
                    restatement -> RestatementText.of(restatement.state()), restatement -> Cell.of(
                            RestatementText.of(restatement.state()), RestatementText.colour(restatement.state()))),
            Grid.<Restatement>count("touched", "Postings touched", 12, Restatement::touched),
            Grid.<Restatement>text("askedBy", "Asked by", 18, Restatement::askedBy),
            Grid.<Restatement>moment("askedAt", "Asked", Restatement::askedAt)));

    record Table(Frame frame, boolean mayAsk, Grid.View grid, @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showRestatements", summary = "Shows the restatements that were asked for, newest first.")
    @GET
    public TemplateInstance table(RoutingContext call, @QueryParam("cursor") @Nullable String cursor) {
        var shape = Shape.of(Fields.asked(call));
        var page = restatements.list(Cursor.id(cursor), Grid.PAGE);
        return new Table(
                frames.of(call, "Restatements"),
                identity.hasRole(Roles.REGULATOR) || identity.hasRole(Roles.REGULATOR_ADMIN),
                GRID.view("Restatements, newest first", "/restatements", Query.EMPTY, shape, page),
                page.size() < Grid.PAGE
                        ? null
                        : shape.on(Query.EMPTY).with("cursor", Cursor.of(page.getLast().id())).at("/restatements"));
    }

    @Operation(operationId = "saveRestatements", summary = "Downloads the list of restatements.")
    @GET
    @Path("/reports/restatements.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("format") String format) {
        var shape = Shape.of(Fields.asked(call));
        StreamingOutput content = out ->
                GRID.write(format, "Restatements", Query.EMPTY, shape, restatements.list(null, Grid.MOST), out);
        return Saved.file("restatements-" + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(), format, content);
    }
}
