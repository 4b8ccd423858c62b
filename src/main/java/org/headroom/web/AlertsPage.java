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
import java.util.stream.Collectors;
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
import org.headroom.workbook.Column.Kind;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// The inbox of warnings, newest first: what happened, and who has seen it.
@Path("/alerts")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class AlertsPage {

    private static final int UNPROCESSABLE = 422;

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

    /// @param query of the form that acknowledges, so that one comes back to the same list
    /// @param filter of the downloads
    /// @param follow where new ones are told
    /// @param done the warning that was just acknowledged
    /// @param refused why it was not
    record Table(
            Frame frame,
            AlertQuery asked,
            List<String> regimes,
            List<AlertLine> lines,
            Moment now,
            String query,
            String follow,
            String filter,
            @Nullable String next,
            boolean done,
            @Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showAlerts", summary = "Shows warnings, newest first, as filtered.")
    @GET
    @RunOnVirtualThread
    public TemplateInstance table(
            RoutingContext call, @BeanParam AlertQuery asked, @QueryParam("done") @Nullable UUID done) {
        return table(call, asked, done != null, null);
    }

    private Table table(RoutingContext call, AlertQuery asked, boolean done, @Nullable Refused refused) {
        var found = alerts.find(caller.readableBy(), asked.filter(), Cursor.id(asked.cursor()), Cursor.LIMIT_DEFAULT);
        var lines = found.alerts().stream().map(AlertLine::of).toList();
        var newest = asked.isNewestOfAll() && !lines.isEmpty() ? lines.getFirst().id().toString() : null;
        return new Table(
                frames.of(call, refused == null ? "Alerts" : "Error: alerts"),
                asked,
                regimes.on(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()).stream()
                        .map(regime -> regime.id()).toList(),
                lines,
                Moment.of(clock.instant()),
                asked.query(asked.cursor()).text(),
                Query.EMPTY.with("after", newest).at("/alerts/events"),
                asked.query(null).text(),
                found.next() == null ? null : asked.query(Cursor.of(found.next())).at("/alerts"),
                done,
                refused);
    }

    private static final Grid<Alert> GRID = Grid.inOneOrder(List.of(
            Grid.<Alert>text("id", "Id", 38, alert -> alert.id().toString()),
            Grid.<Alert>column("at", "When", Kind.MOMENT, 28, Alert::at, alert -> Cell.of(Moment.of(alert.at()))),
            Grid.<Alert>text("quota", "Quota", 46, Alert::quota),
            Grid.<Alert>text("title", "Title", 40, Alert::title),
            Grid.<Alert>text("citation", "Citation", 30, Alert::citation),
            Grid.<Alert>text("direction", "Direction", 11, Alert::direction),
            Grid.<Alert>column("level", "Level, %", Kind.COUNT, 9,
                    alert -> alert.level() == null ? null : (Long) alert.level().longValue(),
                    alert -> Cell.of(String.valueOf(alert.level()))),
            Grid.<Alert>text("used", "Used", 18, Alert::used),
            Grid.<Alert>text("cap", "Cap", 18, Alert::cap),
            Grid.<Alert>text("band", "Band", 9, Alert::band),
            Grid.<Alert>text("message", "Message", 60, Alert::message),
            Grid.<Alert>text("by", "Caused by", 14, Alert::by),
            Grid.<Alert>text("acknowledgedBy", "Acknowledged by", 30, alert -> alert.acknowledgements().stream()
                    .map(Alert.Acknowledgement::by).collect(Collectors.joining("; ")))));

    @Operation(operationId = "saveAlerts", summary = "Downloads warnings, newest first, as filtered.")
    @GET
    @Path("/reports/alerts.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response file(RoutingContext call, @PathParam("format") String format, @BeanParam AlertQuery asked) {
        var readableBy = caller.readableBy();
        var found = new ArrayList<Alert>();
        UUID before = null;
        do {
            var page = alerts.find(readableBy, asked.filter(), before, Grid.PAGE);
            found.addAll(page.alerts());
            before = page.next();
        } while (before != null && found.size() < Grid.MOST);
        StreamingOutput content = out -> GRID.write(format, "Alerts", asked.query(null), Shape.of(Fields.asked(call)),
                found, out);
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
                asked.query(asked.cursor()).with("done", id.toString()).at("/alerts"))).build();
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
