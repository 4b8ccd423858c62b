package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.exporter.Exporter;
import org.headroom.exporter.Exporters;
import org.headroom.exporter.Onboarding;
import org.headroom.exporter.Onboarding.Outcome;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The exporters that are registered, and how a new one comes in.
@Path("/exporters")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ExportersPage {

    private final Exporters exporters;
    private final Onboarding onboarding;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ExportersPage(
            Exporters exporters, Onboarding onboarding, Caller caller, SecurityIdentity identity, Frames frames) {
        this.exporters = exporters;
        this.onboarding = onboarding;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    record Line(String word, String legalName, String domain, String registeredBy, Moment registeredAt) {

        static Line of(Exporter exporter) {
            return new Line(exporter.word(), exporter.legalName(), exporter.domain(), exporter.registeredBy(),
                    Moment.of(exporter.registeredAt()));
        }
    }

    private static final Grid<Exporter> GRID = new Grid<>(List.of(
            Grid.<Exporter>text("legalName", "Legal name", 34, Exporter::legalName),
            Grid.<Exporter>text("exporter", "Word", 16, Exporter::word),
            Grid.<Exporter>text("domain", "Domain", 28, Exporter::domain),
            Grid.<Exporter>text("registeredBy", "Registered by", 18, Exporter::registeredBy),
            Grid.<Exporter>moment("registeredAt", "Registered", Exporter::registeredAt)));

    record Table(Frame frame, Grid.View grid, boolean mayRegister, @Nullable String next)
            implements TemplateInstance {}

    @Operation(operationId = "showExporters", summary = "Shows the exporters that are registered.")
    @GET
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public TemplateInstance table(RoutingContext call) {
        var shape = Shape.of(Fields.asked(call));
        var all = exporters.list(null, Grid.MOST);
        return new Table(
                frames.of(call, "Exporters"),
                GRID.view("Registered exporters", "/exporters", Query.EMPTY, shape,
                        GRID.page(shape, GRID.sorted(shape, all))),
                identity.hasRole(Roles.REGULATOR_ADMIN),
                GRID.next("/exporters", Query.EMPTY, shape, all.size()));
    }

    @Operation(operationId = "saveExporters", summary = "Downloads the exporters that are registered.")
    @GET
    @Path("/reports/exporters.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Response file(RoutingContext call, @PathParam("format") String format) {
        var shape = Shape.of(Fields.asked(call));
        StreamingOutput content = out -> GRID.write(format, "Exporters", Query.EMPTY, shape,
                GRID.sorted(shape, exporters.list(null, Grid.MOST)), out);
        return Saved.file("exporters", format, content);
    }

    /// The form, empty or as it was typed.
    ///
    /// @param problem what stands in the way, where it is no field
    record Register(Frame frame, ExporterForm form, @Nullable String problem) implements TemplateInstance {}

    @Operation(operationId = "showExporterForm", summary = "Shows the form by which an exporter comes in.")
    @GET
    @Path("/new")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public TemplateInstance empty(RoutingContext call) {
        return new Register(frames.of(call, "Bring an exporter in"), ExporterForm.empty(), null);
    }

    /// One of the first people, and whether he was told.
    record Invited(String email, String roles, String told) {

        static Invited of(Onboarding.Invited person) {
            return new Invited(person.email(), String.join(", ", person.roles()), switch (person.mail()) {
                case SENT -> "Keycloak sent a mail that says how to choose a password";
                case NOT_SENT -> "No mail left: the realm has no mail server, or it refused";
                case NOT_NEEDED -> "Needs none: has signed in before";
            });
        }
    }

    record Registered(Frame frame, Line exporter, List<Invited> people, boolean again, boolean untold)
            implements TemplateInstance {}

    @Operation(operationId = "registerExporterOnPage", summary = "Brings an exporter in.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Form
    public Response register(RoutingContext call) {
        var form = ExporterForm.of(Fields.of(call));
        try {
            return switch (onboarding.onboard(caller.actor(), form.request())) {
                case Outcome.Registered(var exporter, var people, var again) -> Response.ok(new Registered(
                                frames.of(call, exporter.legalName() + " is registered"),
                                Line.of(exporter),
                                people.stream().map(Invited::of).toList(),
                                again,
                                people.stream().anyMatch(one -> one.mail() == Onboarding.Mail.NOT_SENT)))
                        .header("Location", "/exporters/" + exporter.word())
                        .build();
                case Outcome.NotNow(var rule, var because) -> wrong(call, 409, form,
                        because.replaceAll(" GET /api[^;.]* shows it; choose", " Choose"));
            };
        } catch (InvalidInput refused) {
            return wrong(call, 422, form.with(refused.faults()), null);
        }
    }

    private Response wrong(RoutingContext call, int status, ExporterForm form, @Nullable String problem) {
        return Response.status(status)
                .entity(new Register(frames.of(call, "Error: bring an exporter in"), form, problem))
                .build();
    }
}
