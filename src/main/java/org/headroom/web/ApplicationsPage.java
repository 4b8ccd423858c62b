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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.license.Application.Status;
import org.headroom.license.Application;
import org.headroom.license.Applications;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// License applications as a table, as filtered, newest first.
@Path("/applications")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class ApplicationsPage {

    private final Applications applications;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ApplicationsPage(Applications applications, Caller caller, SecurityIdentity identity, Frames frames) {
        this.applications = applications;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    record Choice(String word, String label, boolean chosen) {}

    /// @param mayDraft whether whoever is here assembles applications
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            List<Choice> states,
            boolean isFiltered,
            Grid.View grid,
            boolean mayDraft,
            @Nullable String next) implements TemplateInstance {}

    private static final Grid<Application> GRID = new Grid<>(List.of(
            Grid.<Application>column("reference", "Reference", Kind.TEXT, 18, Application::reference,
                    one -> Cell.of(one.reference()).to("/applications/" + one.id())),
            Grid.<Application>column("status", "Stands", Kind.TEXT, 30, one -> ApplicationText.said(one.status()),
                    one -> Cell.of(ApplicationText.said(one.status()), ApplicationText.state(one.status()))),
            Grid.<Application>column("license", "License", Kind.TEXT, 14, Application::license,
                    one -> one.license() == null
                            ? Cell.of((String) null)
                            : Cell.of(one.license()).to("/licenses/" + QuotaLine.path(one.license()))),
            Grid.<Application>text("destination", "Destination", 18, one -> ApplicationText.of(one).destination()),
            Grid.<Application>text("consignee", "Consignee", 28, one -> ApplicationText.of(one).consignee()),
            Grid.<Application>text("items", "Items", 40, one -> ApplicationText.of(one).devices()),
            Grid.<Application>amount("totalUsd", "Value, USD", row -> Unit.USD, ApplicationText::total),
            Grid.<Application>moment("createdAt", "Drafted", Application::createdAt),
            Grid.<Application>moment("submittedAt", "Submitted", Application::submittedAt).hidden(),
            Grid.<Application>text("acn", "ACN", 14, Application::acn).hidden()));

    @Operation(operationId = "showApplications", summary = "Shows license applications, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = Fields.asked(call);
        var status = status(asked.text("status"));
        var shape = Shape.of(asked);
        var part = GRID.part("/applications", filter(asked), shape, size -> applications.list(caller.exporter(), status,
                Cursor.id(Typed.text(asked.text("cursor"))), size), one -> Cursor.of(one.id()));
        return new Table(
                frames.of(call, "Applications"),
                Arrays.stream(Status.values())
                        .map(each -> new Choice(word(each), ApplicationText.said(each), each == status))
                        .toList(),
                status != null,
                GRID.view("License applications" + (GRID.isSorted(shape) ? "" : ", newest first"), "/applications",
                        filter(asked), shape, part.rows()),
                mayDraft(identity),
                part.next());
    }

    private static Query filter(Fields asked) {
        return asked.query(List.of("status"));
    }

    @Operation(operationId = "saveApplications", summary = "Downloads license applications, as filtered.")
    @GET
    @Path("/reports/applications.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response list(RoutingContext call, @PathParam("format") String format) {
        var asked = Fields.asked(call);
        var shape = Shape.of(asked);
        var rows = GRID.sorted(shape,
                applications.list(caller.exporter(), status(asked.text("status")), null, Grid.MOST));
        StreamingOutput content = out -> GRID.write(format, "Applications", filter(asked), shape, rows, out);
        return Saved.file("applications", format, content);
    }

    static boolean mayDraft(SecurityIdentity identity) {
        return identity.hasRole(Roles.OFFICER) || identity.hasRole(Roles.APPROVER);
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Status status(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return Arrays.stream(Status.values()).filter(each -> word(each).equals(typed)).findFirst()
                .orElseThrow(() -> InvalidInput.of("status", "unknown-word",
                        "'" + typed + "' is no state of an application. Choose one of the list."));
    }
}
