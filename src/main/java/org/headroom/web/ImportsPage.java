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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.imports.Import;
import org.headroom.imports.Imports;
import org.headroom.report.ShipmentTemplate;
import org.headroom.web.ExporterForm.Wrong;
import org.headroom.workbook.Column.Kind;
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
            Grid.View grid,
            boolean goodRows,
            List<Wrong> wrong,
            @Nullable String next) implements TemplateInstance {}

    private static final Grid<Import> GRID = new Grid<>(List.of(
            Grid.<Import>column("file", "File", Kind.TEXT, 30, Import::fileName,
                    job -> Cell.of(job.fileName()).to("/imports/" + job.id())),
            Grid.<Import>column("state", "Stands", Kind.TEXT, 30, job -> ImportText.of(job).said(),
                    job -> Cell.of(ImportText.of(job).said(), ImportText.of(job).state())),
            Grid.<Import>text("mode", "To be posted", 18, job -> ImportText.of(job).mode()),
            count("rows", "Rows", job -> job.counts().rows()),
            count("good", "Good", job -> job.counts().good()).hidden(),
            count("bad", "Bad", job -> job.counts().bad()),
            count("posted", "Posted", job -> job.counts().posted()),
            Grid.<Import>moment("receivedAt", "Sent", Import::receivedAt).noting(job -> "by " + job.actor().name()),
            Grid.<Import>text("sha256", "SHA-256", 64, Import::sha256).hidden()));

    private static Grid.Column<Import> count(String id, String label, ToIntFunction<Import> count) {
        return Grid.count(id, label, 10, job -> (long) count.applyAsInt(job));
    }

    @Operation(operationId = "showImports", summary = "Shows the files that were sent, and takes another one.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        return table(call, "Imports", false, List.of());
    }

    private Table table(RoutingContext call, String title, boolean goodRows, List<Wrong> wrong) {
        var typed = Fields.asked(call);
        var shape = Shape.of(typed);
        var part = GRID.part("/imports", Query.EMPTY, shape, size -> imports.list(caller.exporter(),
                Cursor.id(Typed.text(typed.text("cursor"))), size), job -> Cursor.of(job.id()));
        return new Table(
                frames.of(call, title),
                GRID.view("Files that were sent" + (GRID.isSorted(shape) ? "" : ", newest first"), "/imports",
                        Query.EMPTY, shape, part.rows()),
                goodRows,
                wrong,
                part.next());
    }

    @Operation(operationId = "saveImports", summary = "Downloads which files were sent.")
    @GET
    @Path("/reports/imports.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response list(RoutingContext call, @PathParam("format") String format) {
        var shape = Shape.of(Fields.asked(call));
        var rows = GRID.sorted(shape, imports.list(caller.exporter(), null, Grid.MOST));
        StreamingOutput content = out -> GRID.write(format, "Imports", Query.EMPTY, shape, rows, out);
        return Saved.file("imports-" + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(), format, content);
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
                .entity(table(call, "Error: imports", mode == Import.Mode.GOOD_ROWS,
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
