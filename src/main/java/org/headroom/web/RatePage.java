package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Rates figures that somebody types, without saving them. The answer is an address that can be kept and sent.
@Path("/devices/rate")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class RatePage {

    private static final int UNPROCESSABLE = 422;

    private final Catalog catalog;
    private final Frames frames;
    private final Clock clock;

    RatePage(Catalog catalog, Frames frames, Clock clock) {
        this.catalog = catalog;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param rating null where nothing was asked yet, or what was typed is not understood
    record View(Frame frame, RateForm form, @Nullable RatingText rating, String asOf) implements TemplateInstance {}

    @Operation(operationId = "rateOnPage", summary = "Rates and classifies figures without saving them.")
    @GET
    public Response rate(RoutingContext call, @Context UriInfo asked) {
        var form = RateForm.of(asked.getQueryParameters());
        try {
            var typed = form.day();
            var on = typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
            var asOf = "Rated under the text of " + on + ". Nothing is saved.";
            if (form.isEmpty()) {
                return Response.ok(new View(frames.of(call, "Rate a device"), form, null, asOf)).build();
            }
            var specification = form.specification();
            var rating = RatingText.of(catalog.rate(specification, on), catalog.margins(specification, on));
            return Response.ok(new View(frames.of(call, "Rate a device"), form, rating, asOf)).build();
        } catch (InvalidInput refused) {
            return Response.status(UNPROCESSABLE)
                    .entity(new View(frames.of(call, "Error: rate a device"), form.with(refused.faults()), null, ""))
                    .build();
        }
    }
}
