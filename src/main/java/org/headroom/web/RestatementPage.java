package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.restatement.QuotaSum;
import org.headroom.restatement.Restatement;
import org.headroom.restatement.Restatement.State;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.restatement.RestatementWorkbook;
import org.headroom.restatement.Restatements;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One restatement: its preview, how it comes to be posted by two persons, and what became of it.
@Path("/restatements/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class RestatementPage {

    private final Restatements restatements;
    private final RestatementWorkbook workbook;
    private final Approvals approvals;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    RestatementPage(
            Restatements restatements,
            RestatementWorkbook workbook,
            Approvals approvals,
            Caller caller,
            SecurityIdentity identity,
            Frames frames) {
        this.restatements = restatements;
        this.workbook = workbook;
        this.approvals = approvals;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    /// What comes next, in words.
    ///
    /// @param kind `good`, `warn` or `bad`
    /// @param approval where it waits for a second person; null where it does not
    record Next(String kind, String text, @Nullable UUID approval) {}

    /// @param refused why it was not asked for just now
    /// @param digest of the preview that may be asked to be posted; null where it may not
    /// @param over how many quotas it takes over their cap
    record View(
            Frame frame,
            UUID id,
            String subject,
            String reason,
            String state,
            String colour,
            @Nullable Progress progress,
            @Nullable String refused,
            @Nullable Next after,
            @Nullable String digest,
            boolean mayAsk,
            boolean ended,
            List<Shown.Fact> asked,
            List<String> counts,
            int over,
            boolean previewed,
            List<Tabbed.Tab> tabs,
            Grid.@Nullable View grid,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showRestatement", summary = "Shows how far a restatement is and what it touches.")
    @GET
    public TemplateInstance view(RoutingContext call, @PathParam("id") UUID id) {
        return view(call, id, null);
    }

    private View view(RoutingContext call, UUID id, @Nullable String refused) {
        var restatement = known(id);
        boolean isPreviewed = restatement.digest() != null;
        var asked = Tabbed.of(call, "/restatements/", id, TABLES);
        var sums = isPreviewed ? QuotaSum.of(restatements.quotas(id)) : List.<QuotaSum>of();
        var table = isPreviewed ? table(asked, sums) : null;
        var after = after(restatement);
        boolean mayBeAsked = restatement.state() == State.PREVIEWED && restatement.touched() > 0
                && (after == null || after.approval() == null) && identity.hasRole(Roles.REGULATOR_ADMIN);
        return new View(
                frames.of(call, refused == null ? "Restatement" : "Error: restatement"),
                id,
                restatement.request().subject(),
                String.valueOf(restatement.request().reason()),
                RestatementText.of(restatement.state()),
                RestatementText.colour(restatement.state()),
                RestatementText.progress(restatement),
                refused,
                after,
                mayBeAsked ? restatement.digest() : null,
                identity.hasRole(Roles.REGULATOR) || identity.hasRole(Roles.REGULATOR_ADMIN),
                restatement.endedAt() != null && restatement.state() != State.POSTED,
                RestatementText.asked(restatement),
                counts(restatement),
                Math.toIntExact(sums.stream().filter(QuotaSum::isOver).count()),
                isPreviewed,
                asked.tabs(),
                table == null ? null : table.grid(),
                table == null ? null : table.next());
    }

    private @Nullable Next after(Restatement restatement) {
        var problem = restatement.problem();
        return switch (restatement.state()) {
            case WAITING, RUNNING -> null;
            case PREVIEWED -> restatement.touched() == 0
                    ? new Next("good", "Nothing that was posted comes to anything else by what was corrected.", null)
                    : approval(restatement);
            case POSTING -> problem == null ? null : new Next("warn", "It rests: " + problem, null);
            case POSTED -> new Next("good", "It is posted, to its end. Nothing was rewritten: each difference is a"
                    + " posting of its own.", null);
            case STOPPED -> new Next("bad", "It was stopped. " + problem, null);
            case FAILED, INTERRUPTED -> new Next("bad", "It came to no preview. " + spoken(problem), null);
        };
    }

    private @Nullable Next approval(Restatement restatement) {
        var asked = restatement.approval() == null
                ? null
                : approvals.find(Act.RESTATEMENT, restatement.approval()).orElse(null);
        return asked == null ? null : switch (asked.state()) {
            case OPEN -> new Next("warn", asked.requestedBy().name() + " has asked for it to be posted. It waits for "
                    + Decision.RESTATEMENT.waitsFor + ".", asked.id());
            case APPROVED -> new Next("good", "It is approved, and begins to be posted.", asked.id());
            case LAPSED -> new Next("warn", "It was asked to be posted, and nobody approved it in time.", null);
            case WITHDRAWN -> new Next("warn", "It was asked to be posted, and withdrawn: "
                    + asked.withdrawalReason(), null);
        };
    }

    private static List<String> counts(Restatement restatement) {
        return Stream.of(
                        told(restatement.touched(), "posting is touched", "postings are touched"),
                        told(restatement.adjusted(), "is adjusted, or had nothing left to adjust",
                                "are adjusted, or had nothing left to adjust"),
                        told(restatement.undetermined(), "shipment cannot be determined anew, and stays as it is",
                                "shipments cannot be determined anew, and stay as they are"),
                        told(restatement.licenses(), "license cannot be determined anew, and stays as it is",
                                "licenses cannot be determined anew, and stay as they are"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String told(long count, String one, String many) {
        return count == 0 ? "" : Figures.grouped(Unit.DEVICES, count) + " " + (count == 1 ? one : many) + ".";
    }

    private static final List<Choices.Choice> TABLES = List.of(
            new Choices.Choice("quota", "By quota"),
            new Choices.Choice("exporter", "By exporter"),
            new Choices.Choice("posting", "Each posting, before and after"));

    private Tabbed.Table table(Tabbed asked, List<QuotaSum> sums) {
        return switch (asked.by()) {
            case "exporter" -> asked.of("What it moves, by quota and exporter", RestatementGrids.exporters(),
                    restatements.quotas(asked.id()));
            case "posting" -> asked.paged("What it touches, in the order of the ledger", postings(),
                    restatements.postings(asked.id(), Cursor.number(asked.cursor()), Grid.PAGE),
                    TouchedPosting::number);
            default -> asked.of("What it moves, by quota", quotas(), sums);
        };
    }

    private Grid<QuotaSum> quotas() {
        return RestatementGrids.quotas(Section.QUOTAS.isFor(identity));
    }

    private Grid<TouchedPosting> postings() {
        return RestatementGrids.postings(Section.SHIPMENTS.isFor(identity));
    }

    @Operation(operationId = "saveRestatementTable", summary = "Downloads one of the tables of a restatement.")
    @GET
    @Path("/reports/restatement.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("id") UUID id, @PathParam("format") String format) {
        var restatement = known(id);
        if (restatement.digest() == null) {
            return notPreviewed(restatement);
        }
        var asked = Tabbed.of(call, "/restatements/", id, TABLES);
        var shape = asked.shape();
        StreamingOutput content = switch (asked.by()) {
            case "exporter" -> out -> {
                var grid = RestatementGrids.exporters();
                grid.write(format, "By exporter", asked.query(), shape,
                        grid.sorted(shape, restatements.quotas(id)), out);
            };
            case "posting" -> out -> postings().write(format, "Postings", asked.query(), shape,
                    () -> Paging.of(after -> restatements.postings(id, after == null ? 0 : after, Grid.MOST),
                            TouchedPosting::number, null),
                    out);
            default -> out -> {
                var grid = quotas();
                grid.write(format, "By quota", asked.query(), shape,
                        grid.sorted(shape, QuotaSum.of(restatements.quotas(id))), out);
            };
        };
        return Saved.file("restatement-" + id + "-by-" + asked.by(), format, content);
    }

    @Operation(operationId = "saveRestatement", summary = "Downloads a restatement as a workbook.")
    @GET
    @Path("/workbook.xlsx")
    @Produces(MediaType.WILDCARD)
    public Response workbook(@PathParam("id") UUID id) {
        var restatement = known(id);
        if (restatement.digest() == null) {
            return notPreviewed(restatement);
        }
        StreamingOutput content = out -> workbook.write(restatement, out);
        return Saved.file("restatement-" + id, "xlsx", content);
    }

    @Operation(operationId = "requestRestatementOnPage", summary = "Asks that what was previewed be posted.")
    @POST
    @Path("/posting")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    @Permission("restatement:post")
    @Form
    public Response request(RoutingContext call, @PathParam("id") UUID id) {
        var step = restatements.request(caller.actor(), id, Fields.of(call).text("digest"))
                .orElseThrow(NotFoundException::new);
        return switch (step) {
            case Step.Done<Approval>(var approval) ->
                Response.seeOther(URI.create("/approvals/" + approval.id())).build();
            case Step.NotNow<Approval>(var rule, var because) -> Response.status(Response.Status.CONFLICT)
                    .entity(view(call, id, rule.equals("digest")
                            ? "What you were shown is not what it comes to now, see below."
                            : spoken(because)))
                    .build();
        };
    }

    private static String spoken(@Nullable String because) {
        return Objects.toString(because, "").replace(" Preview it again with POST /api/v1/restatements.",
                " Ask for it anew.");
    }

    private static Response notPreviewed(Restatement restatement) {
        return Problem.of(Problem.Type.NOT_PREVIEWED, restatement.problem() == null
                ? "It is being previewed. Its page shows how far it is."
                : restatement.problem()).response();
    }

    private Restatement known(UUID id) {
        return restatements.find(id).orElseThrow(NotFoundException::new);
    }
}
