package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.alert.Alert;
import org.headroom.alert.AlertStream;
import org.headroom.alert.Alerts;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.regime.Regimes;
import org.headroom.terms.InvalidInput;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// The inbox of warnings, newest first: what happened, and who has seen it.
@Path("/alerts")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class AlertsPage {

    private static final int UNPROCESSABLE = 422;
    private static final int READ_AT_ONCE = 1_000;

    private final Alerts alerts;
    private final AlertStream stream;
    private final Regimes regimes;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    AlertsPage(Alerts alerts, AlertStream stream, Regimes regimes, Caller caller, Frames frames, Clock clock) {
        this.alerts = alerts;
        this.stream = stream;
        this.regimes = regimes;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// A note that was refused.
    ///
    /// @param id of the warning
    record Refused(UUID id, String note, String because) {}

    /// A row, and the warning that it is of.
    record Row(Grid.Row row, AlertLine line) {}

    /// @param said what the order leaves out, as a sentence; empty for nothing
    /// @param query of the form that acknowledges, so that one comes back to the same list
    /// @param follow where new ones are told
    /// @param done the warning that was just acknowledged
    /// @param refused why it was not
    record Table(
            Frame frame,
            AlertQuery asked,
            List<String> regimes,
            Grid.View grid,
            List<Row> rows,
            String said,
            Moment now,
            String query,
            String follow,
            @Nullable String next,
            boolean done,
            @Nullable Refused refused) implements TemplateInstance {}

    /// Newest first, page by page; in another order the newest [Grid#MOST] are read.
    @Operation(operationId = "showAlerts", summary = "Shows warnings, as filtered.")
    @GET
    @RunOnVirtualThread
    public TemplateInstance table(
            RoutingContext call, @BeanParam AlertQuery asked, @QueryParam("done") @Nullable UUID done) {
        return table(call, asked, done != null, null);
    }

    private Table table(RoutingContext call, AlertQuery asked, boolean done, @Nullable Refused refused) {
        var shape = Shape.of(Fields.asked(call));
        var grid = AlertGrid.of(caller.readableBy() == null);
        var part = part(asked, grid, shape);
        var view = grid.view(grid.isSorted(shape) ? "Warnings" : "Warnings, newest first", "/alerts",
                asked.query(null), shape, part.rows());
        var rows = new ArrayList<Row>();
        for (int at = 0; at < part.rows().size(); at++) {
            rows.add(new Row(view.rows().get(at), AlertLine.of(part.rows().get(at))));
        }
        var newest = asked.isNewestOfAll() && !grid.isSorted(shape) && !rows.isEmpty()
                ? rows.getFirst().line().id().toString()
                : null;
        return new Table(
                frames.of(call, refused == null ? "Alerts" : "Error: alerts"),
                asked,
                regimes.on(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()).stream()
                        .map(regime -> regime.id()).toList(),
                view,
                rows,
                part.said(),
                Moment.of(clock.instant()),
                shape.on(asked.query(asked.cursor())).text(),
                Query.EMPTY.with("after", newest).at("/alerts/events"),
                part.next(),
                done,
                refused);
    }

    /// A page may have fewer than [Grid#SHORT_PAGE] although there are more.
    private Grid.Part<Alert> part(AlertQuery asked, Grid<Alert> grid, Shape shape) {
        if (grid.isSorted(shape)) {
            return grid.part("/alerts", asked.query(null), shape, size -> newest(asked), alert -> null);
        }
        var found = alerts.find(caller.readableBy(), asked.filter(), Cursor.id(asked.cursor()), Grid.SHORT_PAGE);
        return new Grid.Part<>(found.alerts(), "", found.next() == null
                ? null
                : shape.on(asked.query(null)).with("cursor", Cursor.of(found.next())).at("/alerts"));
    }

    private List<Alert> newest(AlertQuery asked) {
        var all = new ArrayList<Alert>();
        UUID before = null;
        do {
            var page = alerts.find(caller.readableBy(), asked.filter(), before, READ_AT_ONCE);
            all.addAll(page.alerts());
            before = page.next();
        } while (before != null && all.size() < Grid.MOST);
        return all.subList(0, Math.min(all.size(), Grid.MOST));
    }

    @Operation(operationId = "saveAlerts", summary = "Downloads warnings, as filtered and with their columns.")
    @GET
    @Path("/reports/alerts.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response file(RoutingContext call, @PathParam("format") String format, @BeanParam AlertQuery asked) {
        var grid = AlertGrid.of(caller.readableBy() == null);
        var shape = Shape.of(Fields.asked(call));
        var all = grid.sorted(shape, newest(asked));
        StreamingOutput content = out -> grid.write(format, "Alerts", asked.query(null), shape, all, out);
        return Saved.file("alerts-" + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(), format, content);
    }

    @Operation(operationId = "acknowledgeAlertOnPage", summary = "Notes that the caller has seen a warning.")
    @POST
    @Path("/{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RunOnVirtualThread
    @Form
    public Response acknowledge(RoutingContext call, @PathParam("id") UUID id, @BeanParam AlertQuery asked) {
        var note = Fields.of(call).text("note");
        try {
            alerts.acknowledge(caller.actor(), caller.readableBy(), id, Typed.text(note))
                    .orElseThrow(NotFoundException::new);
        } catch (InvalidInput refused) {
            return Response.status(UNPROCESSABLE)
                    .entity(table(call, asked, false, new Refused(id, note, refused.faults().getFirst().message())))
                    .build();
        }
        return Response.seeOther(URI.create(
                Shape.of(Fields.asked(call)).on(asked.query(asked.cursor())).with("done", id.toString()).at("/alerts")))
                .build();
    }

    /// A warning as the script of the page is told it.
    record Told(String title, String said, String path, String at) {

        static Told of(Alert alert) {
            var line = AlertLine.of(alert);
            return new Told(line.title(), line.said(), line.path(), line.at().text());
        }
    }

    /// @param after the newest warning that the page shows
    @Operation(operationId = "followAlertsOnPage", summary = "Streams warnings to the page, for five minutes.")
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    public Multi<OutboundSseEvent> events(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable UUID lastSeen,
            @QueryParam("after") @Nullable UUID after,
            @Context Sse sse) {
        return stream.of(caller.readableBy(), lastSeen == null ? after : lastSeen)
                .map(alert -> sse.newEventBuilder()
                        .id(alert.id().toString())
                        .name("alert")
                        .data(Told.of(alert))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .build());
    }
}
