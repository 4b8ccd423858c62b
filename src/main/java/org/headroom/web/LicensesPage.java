package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.license.Licensing;
import org.headroom.report.LicenseRegister;
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
            List<LicenseText> lines,
            String knownAt,
            String asOf,
            boolean isExporter,
            boolean mayRecord,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showLicenses", summary = "Shows licenses with what is left of each line.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = Fields.asked(call);
        var knownAt = Typed.moment(Typed.text(asked.text("knownAt")));
        var page = licensing.list(caller.readableBy(), Cursor.id(Typed.text(asked.text("cursor"))), knownAt,
                Cursor.LIMIT_DEFAULT);
        var on = knownAt == null ? today() : LocalDate.ofInstant(knownAt, ZoneOffset.UTC);
        var next = Cursor.of(page.next());
        return new Table(
                frames.of(call, "Licenses"),
                page.items().stream().map(balance -> LicenseText.of(balance, on)).toList(),
                asked.text("knownAt"),
                knownAt == null
                        ? "As of " + Moment.of(clock.instant()) + "."
                        : "By what was recorded until " + Moment.of(knownAt) + ".",
                caller.readableBy() != null,
                ApplicationsPage.mayDraft(identity),
                next == null ? null : asked.query(List.of("knownAt")).with("cursor", next).at("/licenses"));
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
