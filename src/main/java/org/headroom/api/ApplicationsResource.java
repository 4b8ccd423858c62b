package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.http.Seen;
import org.headroom.http.Typed;
import org.headroom.license.Application;
import org.headroom.license.ApplicationContent;
import org.headroom.license.Applications;
import org.headroom.license.Applications.Step;
import org.headroom.report.ApplicationWorksheets;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// License applications.
@Tag(
        name = "Applications",
        description = "License applications: drafted, submitted (which reserves quota), decided (which charges it).")
@Path("/api/v1/applications")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ApplicationsResource {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Applications applications;
    private final ApplicationWorksheets worksheets;
    private final Caller caller;
    private final Telling telling;

    ApplicationsResource(
            Applications applications, ApplicationWorksheets worksheets, Caller caller, Telling telling) {
        this.applications = applications;
        this.worksheets = worksheets;
        this.caller = caller;
        this.telling = telling;
    }

    /// An application with what its last step did to quotas.
    public record Stepped(
            Application application,
            List<ShipmentView.EntryView> entries,
            List<ShipmentView.Warning> warnings) {

        static Stepped of(Step.Done done, Telling telling) {
            var posting = done.posting();
            return posting == null
                    ? new Stepped(done.application(), List.of(), List.of())
                    : new Stepped(
                            done.application(),
                            telling.entries(posting.entries()),
                            telling.warnings(posting.crossings()));
        }
    }

    @Operation(operationId = "draftApplication", summary = "Drafts an application; no quota is touched yet.")
    @APIResponseSchema(value = Application.class, responseCode = "201")
    @POST
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    public Response draft(@Nullable ApplicationContent content) {
        caller.exporter();
        var application = applications.draft(caller.actor(), body(content));
        return Response.created(URI.create("/api/v1/applications/" + application.id()))
                .tag(String.valueOf(application.version()))
                .entity(application)
                .build();
    }

    @Operation(operationId = "listApplications", summary = "Lists the caller's applications, newest first.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public Page<Application> list(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = applications.list(caller.exporter(), null, Cursor.id(cursor), size);
        var moment = Typed.moment(knownAt);
        return new Page<>(
                moment == null ? page : page.stream().flatMap(each -> each.knownAt(moment).stream()).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(operationId = "getApplication", summary = "Reads an application with its ETag.")
    @APIResponseSchema(value = Application.class, responseCode = "200")
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public Response application(@PathParam("id") UUID id) {
        var application = applications.find(caller.exporter(), id).orElseThrow(NotFoundException::new);
        return Response.ok(application).tag(String.valueOf(application.version())).build();
    }

    @Operation(
            operationId = "downloadApplicationWorkbook",
            summary = "Downloads an application as a SNAP-R data worksheet, in the order in which SNAP-R asks.")
    @GET
    @Path("/{id}/workbook.xlsx")
    @Produces(XLSX)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    @Permission("bundle:export")
    public Response workbook(@PathParam("id") UUID id) {
        var application = applications.find(caller.exporter(), id).orElseThrow(NotFoundException::new);
        return Response.ok(worksheets.xlsx(application), XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"license-application-" + id + ".xlsx\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @Operation(
            operationId = "editApplication",
            summary = "Replaces the content of a draft; If-Match names the version that was seen.")
    @APIResponseSchema(value = Stepped.class, responseCode = "200")
    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    public Response edit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            @Nullable ApplicationContent content) {
        var version = Seen.version(seen);
        if (version == null) {
            return Problem.of(Problem.Type.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the version that you have seen.").response();
        }
        return response(applications.edit(caller.exporter(), id, version, body(content))
                .orElseThrow(NotFoundException::new));
    }

    /// @param acn the application control number that BIS gave
    public record SubmissionRequest(@Nullable String acn) {}

    @Operation(
            operationId = "submitApplication",
            summary = "Notes that an application was filed, and reserves its quota.")
    @APIResponseSchema(value = Stepped.class, responseCode = "200")
    @POST
    @Path("/{id}/submission")
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    @Permission("application:file")
    public Response submit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            @Nullable SubmissionRequest request) {
        caller.exporter();
        var acn = request == null ? null : request.acn();
        return response(applications.submit(caller.actor(), id, Seen.version(seen), acn)
                .orElseThrow(NotFoundException::new));
    }

    @Operation(
            operationId = "decideApplication",
            summary = "Notes what was decided: the license, or that the quota is given back.")
    @APIResponseSchema(value = Stepped.class, responseCode = "200")
    @POST
    @Path("/{id}/decision")
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    public Response decide(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen,
            Applications.@Nullable Decision decision) {
        caller.exporter();
        if (decision == null) {
            throw InvalidInput.of("outcome", "required", "Say approved, denied, returned or withdrawn.");
        }
        return response(applications.decide(caller.actor(), id, Seen.version(seen), decision)
                .orElseThrow(NotFoundException::new));
    }

    private Response response(Step step) {
        return switch (step) {
            case Step.Done done ->
                Response.ok(Stepped.of(done, telling)).tag(String.valueOf(done.application().version())).build();
            case Step.CapExceeded(var shortfalls) -> telling.capExceeded(shortfalls).response();
            case Step.NotNow(var rule, var because) -> Problem.of(Problem.Type.of(rule), because).response();
        };
    }

    private static ApplicationContent body(@Nullable ApplicationContent content) {
        if (content == null) {
            throw InvalidInput.of("", "required", "Send the application as JSON in the body.");
        }
        return content;
    }
}
