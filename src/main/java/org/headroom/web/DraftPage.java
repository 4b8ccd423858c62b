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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.license.Application;
import org.headroom.license.Applications;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Edits the blocks of an application that was not submitted yet.
@Path("/applications/{id}/content")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.APPROVER})
class DraftPage {

    private final Applications applications;
    private final Outcomes outcomes;
    private final Choices choices;
    private final Caller caller;
    private final Frames frames;

    DraftPage(Applications applications, Outcomes outcomes, Choices choices, Caller caller, Frames frames) {
        this.applications = applications;
        this.outcomes = outcomes;
        this.choices = choices;
        this.caller = caller;
        this.frames = frames;
    }

    @Operation(operationId = "showDraftForm", summary = "Shows the form by which a draft is edited.")
    @GET
    public TemplateInstance form(RoutingContext call, @PathParam("id") UUID id) {
        var application = own(id);
        if (application.status() != Application.Status.DRAFT || !ApplicationForm.holds(application.content())) {
            throw new NotFoundException();
        }
        return edited(call, "", id, ApplicationForm.of(application.content()), application.version(), null);
    }

    @Operation(operationId = "editApplicationOnPage", summary = "Replaces the content of a draft.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response edit(RoutingContext call, @PathParam("id") UUID id) {
        var typed = Fields.of(call);
        int version = ApplicationFormPage.version(typed);
        try {
            var step = applications.edit(caller.exporter(), id, version, ApplicationForm.of(typed).content())
                    .orElseThrow(NotFoundException::new);
            var refused = outcomes.refused(step);
            return refused == null
                    ? ApplicationFormPage.seeOther(id, "edited")
                    : Response.status(refused.status())
                            .entity(edited(call, "Error: ", id, ApplicationForm.of(typed), version, refused))
                            .build();
        } catch (ChangedMeanwhile stale) { // what was typed is there to be copied
            var refused = Outcomes.refused(Problem.Type.CHANGED_MEANWHILE,
                    "Somebody saved it since you opened it. Open it again and go on from that.");
            return Response.status(refused.status())
                    .entity(edited(call, "Error: ", id, ApplicationForm.of(typed), version, refused))
                    .build();
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(edited(call, "Error: ", id, ApplicationForm.of(typed, refused), version, null))
                    .build();
        }
    }

    @Operation(operationId = "addLineToDraftOnPage", summary = "Gives the form one more row; saves nothing.")
    @POST
    @Path("/line")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public TemplateInstance moreOfDraft(RoutingContext call, @PathParam("id") UUID id) {
        own(id);
        var typed = Fields.of(call);
        return edited(call, "", id, ApplicationFormPage.more(typed), ApplicationFormPage.version(typed), null);
    }

    private ApplicationFormPage.View edited(RoutingContext call, String before, UUID id, ApplicationForm form,
            int version, Outcomes.@Nullable Refused refused) {
        var heading = "Edit application " + form.field("reference").value();
        var address = "/applications/" + id;
        return new ApplicationFormPage.View(frames.of(call, before + heading), form, heading, address + "/content",
                address, String.valueOf(version), choices.ofShipment(), refused);
    }

    private Application own(UUID id) {
        return applications.find(caller.exporter(), id).orElseThrow(NotFoundException::new);
    }
}
