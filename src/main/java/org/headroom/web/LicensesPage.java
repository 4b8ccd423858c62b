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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.license.LicenseBalance;
import org.headroom.license.Licensing;
import org.headroom.report.LicenseRegister;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Licenses as a table, newest first: how each stands and what is left of it.
@Path("/licenses")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class LicensesPage {

    private final Licensing licensing;
    private final LicenseRegister register;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    LicensesPage(
            Licensing licensing,
            LicenseRegister register,
            Caller caller,
            SecurityIdentity identity,
            Frames frames,
            Clock clock) {
        this.licensing = licensing;
        this.register = register;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param isExporter whether whoever is here acts for one, whose licenses have pages
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            Grid.View grid,
            String knownAt,
            String asOf,
            boolean isExporter,
            boolean mayRecord,
            @Nullable String next) implements TemplateInstance {}

    private static Grid<LicenseBalance> grid(boolean isExporter) {
        var columns = new ArrayList<Grid.Column<LicenseBalance>>();
        columns.add(Grid.<LicenseBalance>column("license", "License", Kind.TEXT, 14, one -> one.license().number(),
                one -> isExporter
                        ? Cell.of(one.license().number()).to("/licenses/" + QuotaLine.path(one.license().number()))
                        : Cell.of(one.license().number())));
        if (!isExporter) {
            columns.add(Grid.<LicenseBalance>text("exporter", "Exporter", 14, one -> one.license().exporter()));
        }
        columns.addAll(List.of(
                Grid.<LicenseBalance>column("status", "Stands", Kind.TEXT, 20, one -> LicenseText.said(one.status()),
                        one -> Cell.of(LicenseText.said(one.status()), LicenseText.state(one.status()))),
                Grid.<LicenseBalance>text("destination", "To", 18, one -> one.license().destination().englishName()),
                Grid.<LicenseBalance>text("consignee", "Consignee", 28, one -> one.license().consigneeName()),
                Grid.<LicenseBalance>day("validFrom", "Valid from", one -> one.license().validFrom()),
                Grid.<LicenseBalance>day("validTo", "Valid to", one -> one.license().validTo()),
                Grid.<LicenseBalance>column("left", "What is left", Kind.TEXT, 50, LicensesPage::left,
                        one -> Cell.of(one.lines().stream().map(LicensesPage::part).toList()))));
        return new Grid<>(columns);
    }

    private static String left(LicenseBalance license) {
        return license.lines().stream().map(line -> part(line).text() + " " + line.line().device())
                .collect(Collectors.joining("; "));
    }

    private static Cell.Part part(LicenseBalance.Line line) {
        return new Cell.Part(Figures.grouped(Unit.DEVICES, (Long) line.left()) + " of "
                + Figures.grouped(Unit.DEVICES, (Long) line.line().quantity()), line.line().device(), null);
    }

    @Operation(operationId = "showLicenses", summary = "Shows licenses with what is left of each line.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = Fields.asked(call);
        var filter = asked.query(List.of("knownAt"));
        var knownAt = Typed.moment(Typed.text(asked.text("knownAt")));
        var shape = Shape.of(asked);
        boolean isExporter = caller.readableBy() != null;
        var grid = grid(isExporter);
        var page = licensing.list(caller.readableBy(), Cursor.id(Typed.text(asked.text("cursor"))), knownAt,
                grid.isSorted(shape) ? Grid.MOST : Grid.PAGE);
        var part = grid.part("/licenses", filter, shape, size -> page.items(), last -> Cursor.of(page.next()));
        return new Table(
                frames.of(call, "Licenses"),
                grid.view("Licenses" + (grid.isSorted(shape) ? "" : ", newest first"), "/licenses", filter, shape,
                        part.rows()),
                asked.text("knownAt"),
                (knownAt == null
                        ? "As of " + Moment.of(clock.instant()) + "."
                        : "By what was recorded until " + Moment.of(knownAt) + ".") + part.said(),
                isExporter,
                ApplicationsPage.mayDraft(identity),
                part.next());
    }

    @Operation(operationId = "saveLicenses", summary = "Downloads licenses with what is left of them, as filtered.")
    @GET
    @Path("/reports/licenses.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response list(RoutingContext call, @PathParam("format") String format) {
        var asked = Fields.asked(call);
        var shape = Shape.of(asked);
        var grid = grid(caller.readableBy() != null);
        var rows = grid.sorted(shape, licensing.list(caller.readableBy(), null,
                Typed.moment(Typed.text(asked.text("knownAt"))), Grid.MOST).items());
        StreamingOutput content = out -> grid.write(format, "Licenses", asked.query(List.of("knownAt")), shape, rows,
                out);
        return Saved.file("licenses-" + today(), format, content);
    }

    @Operation(operationId = "saveLicenseRegister", summary = "Downloads every license with what is left of it.")
    @GET
    @Path("/reports/license-register.xlsx")
    @Produces(MediaType.WILDCARD)
    public Response file() {
        return Saved.file("license-register-" + today(), "xlsx", register.workbook(caller.readableBy(), today()));
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
