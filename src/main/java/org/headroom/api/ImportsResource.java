package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.http.Seen;
import org.headroom.imports.Import;
import org.headroom.imports.Imports;
import org.headroom.terms.InvalidInput;
import org.headroom.workbook.UnreadableFile;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Files of shipments.
@Tag(
        name = "Imports",
        description = "Files of shipments: uploaded, checked, previewed, posted; the file comes back with a result.")
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ImportsResource {

    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final long LOOK_AGAIN_MS = 300;

    private final Imports imports;
    private final Caller caller;
    private final Telling telling;

    ImportsResource(Imports imports, Caller caller, Telling telling) {
        this.imports = imports;
        this.caller = caller;
        this.telling = telling;
    }

    @Operation(operationId = "uploadImport", summary = "Takes a file and begins to check it; nothing is posted yet.")
    @APIResponseSchema(value = ImportView.class, responseCode = "202")
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response receive(
            @RestForm("file") @Nullable FileUpload file,
            @QueryParam("mode") @Nullable String mode,
            @Context HttpHeaders headers) {
        caller.exporter();
        if (headers.getMediaType() == null) {
            throw new NotSupportedException();
        }
        if (file == null || file.fileName() == null) {
            throw InvalidInput.of("file", "required", "Send the .xlsx or .csv as the part 'file' of a form.");
        }
        if (file.size() > Imports.SIZE_MAX) {
            throw new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        var job = imports.receive(caller.actor(), file.uploadedFile(), file.fileName(), mode(mode));
        return Response.accepted(ImportView.of(job, job.problem(), null)).location(address(job)).build();
    }

    @Operation(
            operationId = "getImport",
            summary = "Reads how an import stands; once checked, what posting it would do to each quota.")
    @APIResponseSchema(value = ImportView.class, responseCode = "200")
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response get(@PathParam("id") UUID id) {
        var job = own(id);
        var preview = job.state() == Import.State.CHECKED ? imports.preview(job) : null;
        return Response.ok(ImportView.of(job, imports.errors(job), preview)).tag(tag(job)).build();
    }

    @Operation(
            operationId = "followImport",
            summary = "Streams how far an import has come whenever that changes, until it rests.")
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public void events(@PathParam("id") UUID id, @Context SseEventSink sink, @Context Sse sse)
            throws InterruptedException {
        var exporter = caller.exporter();
        var first = own(exporter, id);
        try (sink) {
            ImportView.Progress told = null;
            for (var job = first; !sink.isClosed(); job = own(exporter, id)) {
                var progress = ImportView.Progress.of(job);
                if (!progress.equals(told)) {
                    told = progress;
                    sink.send(sse.newEventBuilder().name("progress").mediaType(MediaType.APPLICATION_JSON_TYPE)
                                    .data(ImportView.Progress.class, progress).build())
                            .toCompletableFuture()
                            .join();
                }
                if (job.state().isResting()) {
                    return;
                }
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    @Operation(operationId = "postImport", summary = "Begins to post the rows that were checked.")
    @APIResponseSchema(value = ImportView.class, responseCode = "202")
    @POST
    @Path("/{id}/posting")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response post(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen) {
        var checked = own(id);
        Seen.check(seen, tag(checked));
        return switch (imports.post(caller.actor(), checked)) {
            case Imports.Begun.Posting(var job) ->
                Response.accepted(ImportView.of(job, imports.errors(job), null)).location(address(job)).build();
            case Imports.Begun.NotChecked(var state) when state == Import.State.REFUSED ->
                Problem.of(Problem.Type.IMPORT_REFUSED,
                        "The file was refused as a whole. Read why, correct it and send it again.").response();
            case Imports.Begun.NotChecked(var state) ->
                notCheckedYet();
            case Imports.Begun.HasBadRows(var bad) ->
                Problem.of(Problem.Type.IMPORT_HAS_BAD_ROWS, bad + (bad == 1 ? " row has" : " rows have")
                        + " errors, and the file is to be posted as a whole. Correct the file that comes back from"
                        + " result.xlsx and send it again, or send it with mode=good-rows.").response();
            case Imports.Begun.NothingToPost() ->
                Problem.of(Problem.Type.NOTHING_TO_POST, "No row is good. Correct the file that comes back"
                        + " from result.xlsx and send it again.").response();
            case Imports.Begun.CapExceeded(var shortfalls) -> telling.capExceeded(shortfalls).response();
            case Imports.Begun.PeriodClosed(var closings) -> Problem.periodClosed(closings).response();
        };
    }

    @Operation(
            operationId = "downloadImportResult",
            summary = "Downloads the user's own file with the columns Result and Errors.")
    @GET
    @Path("/{id}/result.xlsx")
    @Produces(WORKBOOK)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response result(@PathParam("id") UUID id) throws IOException {
        var job = own(id);
        if (job.state() == Import.State.RECEIVED || job.state() == Import.State.CHECKING) {
            return notCheckedYet();
        }
        var file = Files.createTempFile("result-", ".xlsx");
        try {
            try (var out = Files.newOutputStream(file)) {
                imports.result(job, out);
            }
            long size = Files.size(file);
            var name = job.fileName().replaceAll("\\.(xlsx|csv)$", "") + " result.xlsx";
            return Response.ok(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE))
                    .header(HttpHeaders.CONTENT_LENGTH, size)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''"
                            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "sandbox")
                    .build();
        } catch (UnreadableFile refused) {
            Files.deleteIfExists(file);
            return Problem.of(Problem.Type.IMPORT_REFUSED,
                            "The file was refused as a whole, so there are no rows to tell of. " + refused.message())
                    .with(new Problem.FieldError("file", refused.rule(), refused.message()))
                    .response();
        } catch (IOException | RuntimeException fault) {
            Files.deleteIfExists(file);
            throw fault;
        }
    }

    private Import own(UUID id) {
        return own(caller.exporter(), id);
    }

    private Import own(String exporter, UUID id) {
        return imports.find(exporter, id).orElseThrow(NotFoundException::new);
    }

    private static Response notCheckedYet() {
        return Problem.of(Problem.Type.NOT_CHECKED_YET,
                "The file is still being checked. Ask again when its state is 'checked'.").response();
    }

    /// Rows do not change once they are checked, so where it stands is its version.
    private static String tag(Import job) {
        return ImportView.word(job.state());
    }

    private static URI address(Import job) {
        return URI.create("/api/v1/imports/" + job.id());
    }

    private static Import.Mode mode(@Nullable String mode) {
        return switch (mode == null ? "all-or-nothing" : mode) {
            case "all-or-nothing" -> Import.Mode.ALL_OR_NOTHING;
            case "good-rows" -> Import.Mode.GOOD_ROWS;
            default -> throw InvalidInput.of("mode", "unknown-mode",
                    "Use mode=all-or-nothing or mode=good-rows; '" + mode + "' is neither.");
        };
    }
}
