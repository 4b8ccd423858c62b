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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.PostingOutcome;
import org.headroom.license.Application;
import org.headroom.license.Applications;
import org.headroom.license.Applications.Decision;
import org.headroom.license.LicenseRequest;
import org.headroom.license.Licensing;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Records a license that was granted: for an application, or without one here.
@Path("/licenses/new")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.APPROVER})
class LicenseFormPage {

    private final Licensing licensing;
    private final Applications applications;
    private final Outcomes outcomes;
    private final Choices choices;
    private final Caller caller;
    private final Frames frames;

    LicenseFormPage(
            Licensing licensing,
            Applications applications,
            Outcomes outcomes,
            Choices choices,
            Caller caller,
            Frames frames) {
        this.licensing = licensing;
        this.applications = applications;
        this.outcomes = outcomes;
        this.choices = choices;
        this.caller = caller;
        this.frames = frames;
    }

    /// @param refused why it was not recorded, where it is no field
    record View(
            Frame frame,
            LicenseForm form,
            String back,
            String backLabel,
            Choices.OfShipment choices,
            Outcomes.@Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showLicenseForm", summary = "Shows the form by which a granted license is recorded.")
    @GET
    public TemplateInstance form(RoutingContext call, @QueryParam("application") @Nullable String application) {
        return view(call, "", application == null
                ? LicenseForm.of(Fields.asked(call))
                : LicenseForm.of(own(application)), null);
    }

    @Operation(operationId = "addLineToLicenseOnPage", summary = "Gives the form one more row; saves nothing.")
    @POST
    @Path("/line")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public TemplateInstance more(RoutingContext call) {
        return view(call, "", LicenseForm.of(Fields.of(call)).withMore(), null);
    }

    @Operation(
            operationId = "recordLicenseOnPage",
            summary = "Records a granted license and charges the quotas that count what is licensed.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response record(RoutingContext call) {
        caller.exporter();
        var typed = Fields.of(call);
        var form = LicenseForm.of(typed);
        try {
            var request = form.request();
            var application = form.application();
            var refused = application == null ? granted(request) : approved(application, typed, request);
            return refused == null
                    ? Response.seeOther(URI.create("/licenses/" + request.number() + "?done=recorded")).build()
                    : Response.status(refused.status()).entity(view(call, "Error: ", form, refused)).build();
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(view(call, "Error: ", LicenseForm.of(typed, refused), null))
                    .build();
        }
    }

    /// @return null when it is recorded
    private Outcomes.@Nullable Refused granted(LicenseRequest request) {
        return switch (licensing.grant(caller.actor(), request, List.of(), null).outcome()) {
            case PostingOutcome.Posted posted -> null;
            case PostingOutcome.AlreadyPosted posted -> null;
            case PostingOutcome.NameTaken taken -> throw InvalidInput.of("number", "used-already",
                    "You recorded a license " + request.number() + " before, with other contents. It is not changed;"
                            + " check the number.");
            case PostingOutcome.Refused(var shortfalls) -> outcomes.capExceeded(shortfalls);
            case PostingOutcome.PeriodClosed(var closings) -> Outcomes.periodClosed(closings);
        };
    }

    private Outcomes.@Nullable Refused approved(String application, Fields typed, LicenseRequest request) {
        var decision = new Decision("approved", Typed.text(typed.text("reason")), request);
        return outcomes.refused(applications
                .decide(caller.actor(), id(application), ApplicationFormPage.version(typed), decision)
                .orElseThrow(NotFoundException::new));
    }

    private View view(RoutingContext call, String before, LicenseForm form, Outcomes.@Nullable Refused refused) {
        var application = form.application();
        return new View(
                frames.of(call, before + "Record a license"),
                form,
                application == null ? "/licenses" : "/applications/" + id(application),
                application == null ? "Licenses" : "The application",
                choices.ofShipment(),
                refused);
    }

    private Application own(String application) {
        return applications.find(caller.exporter(), id(application)).orElseThrow(NotFoundException::new);
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException broken) {
            throw new NotFoundException();
        }
    }
}
