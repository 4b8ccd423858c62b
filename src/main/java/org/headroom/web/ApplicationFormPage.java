package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.license.Applications;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Assembles an application from planned shipments, block by block. [DraftPage] edits what was saved by the same form.
@Path("/applications/new")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.APPROVER})
class ApplicationFormPage {

    private static final Set<String> LISTS = Set.of("items", "intermediateConsignees", "endUsers");

    private final Applications applications;
    private final Choices choices;
    private final Caller caller;
    private final Frames frames;

    ApplicationFormPage(Applications applications, Choices choices, Caller caller, Frames frames) {
        this.applications = applications;
        this.choices = choices;
        this.caller = caller;
        this.frames = frames;
    }

    /// @param address where the form is sent to; with `/line` behind it, for one more row
    /// @param back where one goes without saving
    /// @param version of the draft that is edited; empty for a new one
    /// @param refused why nothing was saved, where it is no field
    record View(
            Frame frame,
            ApplicationForm form,
            String heading,
            String address,
            String back,
            String version,
            Choices.OfShipment choices,
            Outcomes.@Nullable Refused refused) implements TemplateInstance {}

    @Operation(operationId = "showApplicationForm", summary = "Shows the form by which an application is assembled.")
    @GET
    public TemplateInstance form(RoutingContext call) {
        return fresh(call, "", ApplicationForm.ofQuestion(Fields.asked(call)));
    }

    @Operation(operationId = "draftApplicationOnPage", summary = "Drafts an application; no quota is touched yet.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response draft(RoutingContext call) {
        caller.exporter();
        var typed = Fields.of(call);
        try {
            var drafted = applications.draft(caller.actor(), ApplicationForm.of(typed).content());
            return seeOther(drafted.id(), "drafted");
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(fresh(call, "Error: ", ApplicationForm.of(typed, refused)))
                    .build();
        }
    }

    @Operation(operationId = "addLineToApplicationOnPage", summary = "Gives the form one more row; saves nothing.")
    @POST
    @Path("/line")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public TemplateInstance moreOfNew(RoutingContext call) {
        return fresh(call, "", more(Fields.of(call)));
    }

    private View fresh(RoutingContext call, String before, ApplicationForm form) {
        var heading = "Assemble an application";
        return new View(frames.of(call, before + heading), form, heading, "/applications/new", "/applications", "",
                choices.ofShipment(), null);
    }

    static ApplicationForm more(Fields typed) {
        var list = typed.text("add");
        var form = ApplicationForm.of(typed);
        return LISTS.contains(list) ? form.withMore(list) : form;
    }

    /// The version that whoever sends the form has seen; none that ever was, where the form does not say.
    static int version(Fields typed) {
        try {
            return Integer.parseInt(typed.text("version"));
        } catch (NumberFormatException broken) {
            return -1;
        }
    }

    static Response seeOther(UUID id, String done) {
        return Response.seeOther(URI.create("/applications/" + id + "?done=" + done)).build();
    }
}
