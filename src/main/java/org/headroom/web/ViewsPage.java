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
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.view.SavedView;
import org.headroom.view.SavedViews;

/// The views that people keep: a table as they have filtered and shaped it, under a name.
@Path("/views")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({
    Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
})
class ViewsPage {

    private final SavedViews views;
    private final Caller caller;
    private final Frames frames;

    ViewsPage(SavedViews views, Caller caller, Frames frames) {
        this.views = views;
        this.caller = caller;
        this.frames = frames;
    }

    record Line(UUID id, String name, String address, boolean isOwn, String owner, boolean isShared, Moment savedAt) {

        static Line of(SavedView view) {
            return new Line(view.id(), view.name(), view.address(), view.isOwn(), view.owner(), view.isShared(),
                    Moment.of(view.savedAt()));
        }
    }

    record Table(Frame frame, List<Line> lines) implements TemplateInstance {}

    @Operation(operationId = "showViews", summary = "Shows the views that the caller keeps or is shown.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        return new Table(frames.of(call, "Views"), views.of(caller.actor()).stream().map(Line::of).toList());
    }

    @Operation(operationId = "keepView", summary = "Keeps a view under a name.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response keep(RoutingContext call) {
        var typed = Fields.of(call);
        var kept = views.keep(caller.actor(), typed.text("name"), typed.text("address"),
                typed.text("shared").equals("true"));
        return Response.seeOther(URI.create(kept.address())).build();
    }

    @Operation(operationId = "endView", summary = "Lets go of a view.")
    @POST
    @Path("/{id}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response end(@PathParam("id") UUID id) {
        if (!views.end(caller.actor(), id)) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/views")).build();
    }
}
