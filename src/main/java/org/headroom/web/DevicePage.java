package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.catalog.Specification;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.jspecify.annotations.Nullable;

/// One device: its class and the working that led there, its figures, and how each revision of them is rated.
@Path("/devices/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class DevicePage {

    private final Catalog catalog;
    private final Frames frames;
    private final Clock clock;

    DevicePage(Catalog catalog, Frames frames, Clock clock) {
        this.catalog = catalog;
        this.frames = frames;
        this.clock = clock;
    }

    record Revision(int number, String validFrom, String source, String tpp, String classLabel) {

        static Revision of(Device device) {
            var rating = RatingText.of(device.rating(), List.of());
            return new Revision(device.revision(), device.validFrom().toString(), device.source(), rating.tpp(),
                    rating.classLabel());
        }
    }

    /// @param parts what it is made of; empty for what is a device itself
    record View(
            Frame frame,
            String id,
            String name,
            String asOf,
            RatingText rating,
            List<SpecificationText.Fact> facts,
            List<Specification.Part> parts,
            List<Revision> revisions) implements TemplateInstance {}

    @Operation(operationId = "showDevice", summary = "Shows a device with the working of its rating.")
    @GET
    public TemplateInstance device(
            RoutingContext call,
            @PathParam("id") String id,
            @QueryParam("on") @Nullable String typedOn,
            @QueryParam("knownAt") @Nullable String typedKnownAt) {
        var typed = Typed.day("on", Typed.text(typedOn));
        var on = typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
        var knownAt = Typed.moment(Typed.text(typedKnownAt));
        var device = catalog.device(id, on, knownAt)
                .orElseThrow(NotFoundException::new);
        var revisions = catalog.revisions(id, on, knownAt);
        var name = device.vendor() + " " + device.model();
        return new View(
                frames.of(call, name),
                device.id(),
                name,
                "Rated under the text of " + on + ", by revision " + device.revision() + " of its figures"
                        + (knownAt == null ? "." : ", as known at " + Moment.of(knownAt) + "."),
                RatingText.of(device.rating(), catalog.margins(device.specification(), on)),
                SpecificationText.of(device.specification()),
                device.specification().parts(),
                revisions.reversed().stream().map(Revision::of).toList());
    }
}
