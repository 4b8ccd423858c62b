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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.imports.Import;
import org.headroom.imports.Import.State;
import org.headroom.imports.Imports;
import org.headroom.imports.Imports.Begun;
import org.headroom.workbook.UnreadableFile;
import org.jspecify.annotations.Nullable;

/// One file of shipments: how far it is, what it would do, what is wrong in it, and what became of it.
@Path("/imports/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER})
class ImportPage {

    private static final int ERRORS_SHOWN = 100;

    private final Imports imports;
    private final Outcomes outcomes;
    private final Caller caller;
    private final Frames frames;

    ImportPage(Imports imports, Outcomes outcomes, Caller caller, Frames frames) {
        this.imports = imports;
        this.outcomes = outcomes;
        this.caller = caller;
        this.frames = frames;
    }

    /// @param fits what is known of room, in a sentence; null where nothing is asked
    /// @param quotas what posting the good rows would do to each, those without room first
    /// @param mayPost whether posting it is the next step
    /// @param mayTakeGood whether its good rows may be posted without the others, if it is checked once more
    /// @param hasResult whether there are rows to tell of
    /// @param refused why it was not posted
    /// @param next the address of further errors; null where there are none
    record View(
            Frame frame,
            ImportText job,
            @Nullable String fits,
            List<Arithmetic> quotas,
            boolean mayPost,
            boolean mayTakeGood,
            boolean hasResult,
            List<ImportText.Wrong> errors,
            boolean isFirst,
            Outcomes.@Nullable Refused refused,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showImport", summary = "Shows how far a file is, and what it would do.")
    @GET
    public TemplateInstance one(
            RoutingContext call, @PathParam("id") UUID id, @QueryParam("cursor") @Nullable String cursor) {
        return view(call, own(id), cursor, null);
    }

    private View view(
            RoutingContext call, Import job, @Nullable String cursor, Outcomes.@Nullable Refused refused) {
        var counts = job.counts();
        boolean checked = job.state() == State.CHECKED;
        var preview = checked && counts.good() > 0 ? imports.preview(job) : null;
        boolean toBePosted = checked && counts.good() + counts.already() > 0;
        boolean blocked = job.mode() == Import.Mode.ALL_OR_NOTHING && counts.bad() > 0;
        var errors = imports.errors(job, row(cursor), ERRORS_SHOWN);
        var next = errors.next();
        var text = ImportText.of(job);
        return new View(
                frames.of(call, refused == null ? job.fileName() : "Error: " + job.fileName()),
                text,
                preview == null ? null : fits(preview.fits()),
                preview == null ? List.of() : preview.effects().stream().map(Arithmetic::of).toList(),
                toBePosted && !blocked,
                toBePosted && blocked,
                job.state() != State.RECEIVED && job.state() != State.CHECKING && job.state() != State.REFUSED,
                errors.items().stream().map(ImportText.Wrong::of).toList(),
                cursor == null,
                refused,
                next == null ? null : "/imports/" + job.id() + "?cursor=" + Cursor.of(next));
    }

    private static String fits(@Nullable Boolean fits) {
        return fits == null
                ? "Whether all of it fits, only posting it tells: how much is left of some quotas is not told."
                : fits ? "All of it fits." : "It does not fit: a quota below has no room for all of it.";
    }

    private static int row(@Nullable String cursor) {
        var text = Cursor.text(cursor);
        if (text == null) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException broken) {
            throw Cursor.unknown();
        }
    }

    @Operation(operationId = "postImportOnPage", summary = "Begins to post the rows that were checked.")
    @POST
    @Path("/posting")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response post(RoutingContext call, @PathParam("id") UUID id) {
        var job = own(id);
        return switch (imports.post(caller.actor(), job)) {
            case Begun.Posting posting -> Response.seeOther(URI.create("/imports/" + id)).build();
            case Begun.NotChecked(var state) when state == State.REFUSED -> told(call, id, Problem.Type.IMPORT_REFUSED,
                    "The file was refused as a whole. Read why, correct it and send it again.");
            case Begun.NotChecked(var state) -> told(call, id, Problem.Type.NOT_CHECKED_YET,
                    "Post it when it is checked.");
            case Begun.HasBadRows(var bad) -> told(call, id, Problem.Type.IMPORT_HAS_BAD_ROWS, bad
                    + (bad == 1 ? " row has" : " rows have") + " errors, and the file is to be posted as a whole."
                    + " Correct the file that comes back and send it again, or post the good rows only.");
            case Begun.NothingToPost() -> told(call, id, Problem.Type.NOTHING_TO_POST,
                    "Correct the file that comes back and send it again.");
            case Begun.CapExceeded(var shortfalls) -> told(call, id, outcomes.capExceeded(shortfalls));
            case Begun.PeriodClosed(var closings) -> told(call, id, Outcomes.periodClosed(closings));
        };
    }

    private Response told(RoutingContext call, UUID id, Problem.Type type, String because) {
        return told(call, id, Outcomes.refused(type, because));
    }

    private Response told(RoutingContext call, UUID id, Outcomes.Refused refused) {
        return Response.status(refused.status()).entity(view(call, own(id), null, refused)).build();
    }

    @Operation(
            operationId = "saveImportResult",
            summary = "Downloads the user's own file with the columns Result and Errors.")
    @GET
    @Path("/result.xlsx")
    @Produces(MediaType.WILDCARD)
    public Response result(@PathParam("id") UUID id) {
        var job = own(id);
        if (job.state() == State.RECEIVED || job.state() == State.CHECKING) {
            return Problem.of(Problem.Type.NOT_CHECKED_YET, "It comes back when it is checked.").response();
        }
        if (job.state() == State.REFUSED) {
            return Problem.of(Problem.Type.IMPORT_REFUSED, "There are no rows to tell of.").response();
        }
        StreamingOutput content = out -> {
            try {
                imports.result(job, out);
            } catch (UnreadableFile impossible) {
                throw new IllegalStateException(impossible); // only one that was refused is
            }
        };
        return Saved.named(job.fileName().replaceAll("\\.(xlsx|csv)$", "") + " result", "xlsx", content);
    }

    @Operation(operationId = "saveImportErrors", summary = "Downloads what is wrong in a file, row by row.")
    @GET
    @Path("/errors.csv")
    @Produces(MediaType.WILDCARD)
    public Response errors(@PathParam("id") UUID id) {
        var job = own(id);
        StreamingOutput content = out -> imports.errorsCsv(job, out);
        return Saved.named(job.fileName().replaceAll("\\.(xlsx|csv)$", "") + " errors", "csv", content);
    }

    private Import own(UUID id) {
        return imports.find(caller.exporter(), id).orElseThrow(NotFoundException::new);
    }
}
