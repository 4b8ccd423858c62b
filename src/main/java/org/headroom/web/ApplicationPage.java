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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.license.Application;
import org.headroom.license.Application.Status;
import org.headroom.license.Applications;
import org.headroom.license.Applications.Decision;
import org.headroom.license.Applications.Step;
import org.headroom.quota.Disclosures;
import org.headroom.report.ApplicationWorksheets;
import org.headroom.report.Finding;
import org.headroom.terms.InvalidInput;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// One application: how far it is, what its blocks lack, what it holds of each quota, and the next step.
@Path("/applications/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class ApplicationPage {

    /// An approval comes with a license, so it has a form of its own: [LicenseFormPage].
    private static final Set<String> DECISIONS = Set.of("denied", "returned", "withdrawn");

    private final Applications applications;
    private final ApplicationWorksheets worksheets;
    private final PlannedCharges planned;
    private final Ledger ledger;
    private final Disclosures disclosures;
    private final PostingLines lines;
    private final Outcomes outcomes;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ApplicationPage(
            Applications applications,
            ApplicationWorksheets worksheets,
            PlannedCharges planned,
            Ledger ledger,
            Disclosures disclosures,
            PostingLines lines,
            Outcomes outcomes,
            Caller caller,
            SecurityIdentity identity,
            Frames frames) {
        this.applications = applications;
        this.worksheets = worksheets;
        this.planned = planned;
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.lines = lines;
        this.outcomes = outcomes;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    /// @param said what has just come of it; null when it is only read
    /// @param checks what is known of each block
    /// @param mended how many blocks are not good yet
    /// @param planned what submitting it would hold of each quota; empty for what was submitted
    /// @param held what it held when it was submitted
    /// @param postings what it did in the ledger, oldest first
    /// @param mayEdit whether it is a draft, and the caller's to edit; so are the two after it
    /// @param isLong whether it has more lines than the form takes
    /// @param acn as typed; so is the reason
    /// @param unknown why its blocks could not be checked
    record View(
            Frame frame,
            @Nullable String said,
            ApplicationText application,
            List<ApplicationText.Check> checks,
            long mended,
            List<Arithmetic> planned,
            List<Arithmetic> held,
            List<PostingLine> postings,
            boolean mayEdit,
            boolean maySubmit,
            boolean mayDecide,
            boolean isLong,
            Field acn,
            Field reason,
            List<Wrong> wrong,
            List<String> unknown,
            Outcomes.@Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showApplication", summary = "Shows an application with what its blocks lack.")
    @GET
    public TemplateInstance one(
            RoutingContext call, @PathParam("id") UUID id, @QueryParam("done") @Nullable String done) {
        return view(call, own(id), said(done), Entered.of(new Fields(Map.of())), null);
    }

    private static @Nullable String said(@Nullable String done) {
        return done == null ? null : switch (done) {
            case "drafted" -> "It is drafted. No quota is touched until it is submitted.";
            case "edited" -> "It is saved.";
            case "submitted" -> "It is submitted: its quota is reserved.";
            case "decided" -> "The decision is noted: what was reserved is given back.";
            case "granted" -> "The license is recorded: what was reserved is charged as far as it was granted.";
            default -> null;
        };
    }

    private View view(RoutingContext call, Application application, @Nullable String said, Entered typed,
            Outcomes.@Nullable Refused refused) {
        var title = "Application " + application.reference();
        boolean mayAct = ApplicationsPage.mayDraft(identity);
        boolean draft = application.status() == Status.DRAFT;
        var text = ApplicationText.of(application);
        var unknown = new ArrayList<String>();
        var checks = ApplicationText.checks(application, findings(application, unknown));
        return new View(
                frames.of(call, refused == null && typed.wrong().isEmpty() ? title : "Error: " + title),
                said,
                text,
                checks,
                checks.stream().filter(check -> !check.state().equals("open")).count(),
                draft && unknown.isEmpty() ? planned.of(application) : List.of(),
                held(application),
                lines.of(ledger.postings(PostingFilter.ofSubject(application.id(),
                        Set.of(PostingKind.APPLICATION, PostingKind.DECISION, PostingKind.LICENSE))).reversed()),
                mayAct && draft && ApplicationForm.holds(application.content()),
                mayAct && draft && application.incomplete().isEmpty(),
                mayAct && application.status() == Status.SUBMITTED,
                mayAct && draft && !ApplicationForm.holds(application.content()),
                typed.field("acn"),
                typed.field("reason"),
                typed.wrong(),
                unknown,
                refused);
    }

    private List<Finding> findings(Application application, List<String> unknown) {
        try {
            return worksheets.findings(application);
        } catch (InvalidInput refused) {
            refused.faults().forEach(fault -> unknown.add(Words.spoken(fault.message())));
            return List.of();
        }
    }

    private List<Arithmetic> held(Application application) {
        return ledger.named(caller.exporter(), Applications.submissionName(application.id()))
                .map(posting -> Arithmetic.ofEntries(
                        disclosures.entries(ledger.outcome(posting.id()).entries(), caller.readableBy())))
                .orElse(List.of());
    }

    @Operation(operationId = "saveApplicationWorkbook", summary = "Downloads the worksheet of an application.")
    @GET
    @Path("/workbook.xlsx")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response workbook(@PathParam("id") UUID id) {
        return Saved.file("license-application-" + id, "xlsx", worksheets.xlsx(own(id)));
    }

    @Operation(operationId = "submitApplicationOnPage", summary = "Notes that it was filed, and reserves its quota.")
    @POST
    @Path("/submission")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    @Permission("application:file")
    @Form
    public Response submit(RoutingContext call, @PathParam("id") UUID id) {
        caller.exporter();
        var typed = Fields.of(call);
        return taken(call, id, typed, "submitted", version ->
                applications.submit(caller.actor(), id, version, Typed.text(typed.text("acn"))).orElse(null));
    }

    @Operation(operationId = "decideApplicationOnPage", summary = "Notes that no license was granted, and why.")
    @POST
    @Path("/decision")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    @Form
    public Response decide(RoutingContext call, @PathParam("id") UUID id) {
        caller.exporter();
        var typed = Fields.of(call);
        return taken(call, id, typed, "decided", version -> {
            var outcome = typed.text("outcome");
            if (!DECISIONS.contains(outcome)) {
                throw InvalidInput.of("outcome", "required", "Say what was decided.");
            }
            var decision = new Decision(outcome, Typed.text(typed.text("reason")), null);
            return applications.decide(caller.actor(), id, version, decision).orElse(null);
        });
    }

    private interface Work {
        @Nullable Step on(int version);
    }

    private Response taken(RoutingContext call, UUID id, Fields typed, String done, Work work) {
        try {
            var step = work.on(ApplicationFormPage.version(typed));
            if (step == null) {
                throw new NotFoundException();
            }
            var refused = outcomes.refused(step);
            return refused == null
                    ? Response.seeOther(URI.create("/applications/" + id + "?done=" + done)).build()
                    : Response.status(refused.status())
                            .entity(view(call, own(id), null, Entered.of(typed), refused))
                            .build();
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(view(call, own(id), null, Entered.of(typed).with(refused, 1), null))
                    .build();
        }
    }

    private Application own(UUID id) {
        return applications.find(caller.exporter(), id).orElseThrow(NotFoundException::new);
    }
}
