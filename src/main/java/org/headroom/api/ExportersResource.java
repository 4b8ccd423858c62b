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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.exporter.Exporter;
import org.headroom.exporter.ExporterRequest;
import org.headroom.exporter.Exporters;
import org.headroom.exporter.Onboarding;
import org.headroom.exporter.Onboarding.Outcome;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The exporters that are registered, and how a new one comes in.
@Tag(name = "Exporters", description = "Which organization of Keycloak is which exporter, and how a new one comes in.")
@Path("/api/v1/exporters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ExportersResource {

    private final Exporters exporters;
    private final Onboarding onboarding;
    private final Caller caller;

    ExportersResource(Exporters exporters, Onboarding onboarding, Caller caller) {
        this.exporters = exporters;
        this.onboarding = onboarding;
        this.caller = caller;
    }

    /// An exporter as it was registered.
    public record ExporterView(
            String exporter,
            UUID organization,
            String legalName,
            String domain,
            String registeredBy,
            Instant registeredAt) {

        static ExporterView of(Exporter exporter) {
            return new ExporterView(exporter.word(), exporter.organization(), exporter.legalName(), exporter.domain(),
                    exporter.registeredBy(), exporter.registeredAt());
        }
    }

    /// One of the first people.
    public record InvitedUser(String email, List<String> roles, String mail) {

        static InvitedUser of(Onboarding.Invited person) {
            var mail = person.mail().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new InvitedUser(person.email(), person.roles(), mail);
        }
    }

    /// An exporter that was brought in.
    public record OnboardedExporter(ExporterView registered, List<InvitedUser> invited) {}

    @Operation(operationId = "listExporters", summary = "Lists the exporters that are registered, in the order of their"
            + " words.")
    @GET
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Page<ExporterView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = exporters.list(Cursor.text(cursor), size);
        return new Page<>(
                page.stream().map(ExporterView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().word()));
    }

    @Operation(operationId = "getExporter", summary = "Reads one exporter as it was registered.")
    @GET
    @Path("/{exporter}")
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public ExporterView exporter(@PathParam("exporter") String exporter) {
        return exporters.find(exporter).map(ExporterView::of).orElseThrow(NotFoundException::new);
    }

    @Operation(
            operationId = "registerExporter",
            summary = "Brings an exporter in: makes its organization and first users in Keycloak, and registers it.")
    @APIResponseSchema(value = OnboardedExporter.class, responseCode = "201")
    @POST
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public Response register(@Nullable ExporterRequest request) {
        if (request == null) {
            throw InvalidInput.of("exporter", "required", "Send exporter, legalName, domain and users.");
        }
        return switch (onboarding.onboard(caller.actor(), request)) {
            case Outcome.Registered(var exporter, var people, var again) -> {
                var answer = Response.created(URI.create("/api/v1/exporters/" + exporter.word()))
                        .entity(new OnboardedExporter(
                                ExporterView.of(exporter), people.stream().map(InvitedUser::of).toList()));
                yield again ? answer.header(ShipmentsResource.IDEMPOTENCY_HIT, true).build() : answer.build();
            }
            case Outcome.NotNow(var rule, var because) -> Problem.of(Problem.Type.of(rule), because).response();
        };
    }
}
