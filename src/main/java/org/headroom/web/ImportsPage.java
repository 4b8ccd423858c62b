package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.imports.Import;
import org.headroom.imports.Imports;
import org.headroom.report.ShipmentTemplate;
import org.headroom.web.ExporterForm.Wrong;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Spreadsheets of shipments: what was sent, and the form by which one is. [ImportPage] shows what became of each.
@Path("/imports")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER})
class ImportsPage {

    private static final String GOOD_ROWS = "good-rows";

    private final Imports imports;
    private final ShipmentTemplate template;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    ImportsPage(Imports imports, ShipmentTemplate template, Caller caller, Frames frames, Clock clock) {
        this.imports = imports;
        this.template = template;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param goodRows whether the good rows are to be posted without the others
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            List<ImportText> lines,
            boolean goodRows,
            List<Wrong> wrong,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showImports", summary = "Shows the files that were sent, and takes another one.")
    @GET
    public TemplateInstance table(RoutingContext call, @QueryParam("cursor") @Nullable String cursor) {
        return table(call, "Imports", cursor, false, List.of());
    }

    private Table table(
            RoutingContext call, String title, @Nullable String cursor, boolean goodRows, List<Wrong> wrong) {
        int size = Cursor.LIMIT_DEFAULT;
        var page = imports.list(caller.exporter(), Cursor.id(cursor), size);
        return new Table(
                frames.of(call, title),
                page.stream().map(ImportText::of).toList(),
                goodRows,
                wrong,
                page.size() < size ? null : "/imports?cursor=" + Cursor.of(page.getLast().id()));
    }

    @Operation(operationId = "uploadImportOnPage", summary = "Takes a file and begins to check it.")
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Form
    public Response receive(RoutingContext call, @RestForm("file") @Nullable FileUpload file) {
        var mode = mode(Fields.of(call).text("mode"));
        if (file == null || file.fileName() == null || file.fileName().isBlank() || file.size() == 0) {
            return wrong(call, Problem.Type.INVALID_INPUT, mode, "Choose the .xlsx or .csv to send; an empty one has no"
                    + " rows.");
        }
        if (file.size() > Imports.SIZE_MAX) {
            return wrong(call, Problem.Type.TOO_LARGE, mode, "The file has more than 256 MB. Send it in parts.");
        }
        return seeOther(imports.receive(caller.actor(), file.uploadedFile(), file.fileName(), mode));
    }

    private Response wrong(RoutingContext call, Problem.Type type, Import.Mode mode, String because) {
        return Response.status(type.status)
                .entity(table(call, "Error: imports", null, mode == Import.Mode.GOOD_ROWS,
                        List.of(new Wrong("file", because))))
                .build();
    }

    @Operation(operationId = "checkImportAgainOnPage", summary = "Checks a file again that was sent before.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response again(RoutingContext call) {
        var typed = Fields.of(call);
        var job = imports.find(caller.exporter(), id(typed.text("again"))).orElseThrow(NotFoundException::new);
        return seeOther(imports.again(caller.actor(), job, mode(typed.text("mode"))));
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException broken) {
            throw new NotFoundException();
        }
    }

    private static Import.Mode mode(String typed) {
        return typed.equals(GOOD_ROWS) ? Import.Mode.GOOD_ROWS : Import.Mode.ALL_OR_NOTHING;
    }

    private static Response seeOther(Import job) {
        return Response.seeOther(URI.create("/imports/" + job.id())).build();
    }

    @Operation(operationId = "saveShipmentTemplate", summary = "Downloads the workbook to fill in and send.")
    @GET
    @Path("/reports/shipment-import.xlsx")
    @Produces(MediaType.WILDCARD)
    public Response template() {
        return Saved.file("shipment-import", "xlsx",
                template.workbook(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()));
    }
}
