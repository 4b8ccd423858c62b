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
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.exporter.Exporters;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.regime.RegimeSource;
import org.headroom.regime.Regimes;
import org.headroom.restatement.Restatements;
import org.headroom.terms.InvalidInput;
import org.headroom.web.Choices.Choice;
import org.jspecify.annotations.Nullable;

/// The form by which a restatement is asked for, to be previewed.
@Path("/restatements/new")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN})
class AskRestatementPage {

    private static final int EXPORTERS_MAX = 500;

    private final Restatements restatements;
    private final Catalog catalog;
    private final Regimes regimes;
    private final Exporters exporters;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    AskRestatementPage(
            Restatements restatements,
            Catalog catalog,
            Regimes regimes,
            Exporters exporters,
            Caller caller,
            Frames frames,
            Clock clock) {
        this.restatements = restatements;
        this.catalog = catalog;
        this.regimes = regimes;
        this.exporters = exporters;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param exporters the first of them; any other one is typed
    record View(
            Frame frame, RestatementForm form, List<Choice> devices, List<Choice> exporters, List<String> regimes)
            implements TemplateInstance {}

    @Operation(operationId = "showRestatementForm", summary = "Shows the form by which a restatement is asked for.")
    @GET
    public TemplateInstance form(RoutingContext call, @QueryParam("like") @Nullable UUID like) {
        return view(call, "Ask for a restatement", like == null
                ? RestatementForm.of(Fields.asked(call))
                : RestatementForm.of(restatements.find(like).orElseThrow(NotFoundException::new).request()));
    }

    @Operation(operationId = "askRestatementOnPage", summary = "Asks what a correction touches. Nothing is posted.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response ask(RoutingContext call) {
        var typed = Fields.of(call);
        try {
            var asked = restatements.ask(caller.actor(), RestatementForm.of(typed).request());
            return Response.seeOther(URI.create("/restatements/" + asked.id())).build();
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(view(call, "Error: ask for a restatement", RestatementForm.of(typed, refused)))
                    .build();
        }
    }

    private View view(RoutingContext call, String title, RestatementForm form) {
        return new View(
                frames.of(call, title),
                form,
                catalog.devices(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()).stream()
                        .map(device -> new Choice(device.id(), device.vendor() + " " + device.model()))
                        .toList(),
                exporters.list(null, EXPORTERS_MAX).stream()
                        .map(exporter -> new Choice(exporter.word(), exporter.legalName()))
                        .toList(),
                regimes.sources().stream().map(RegimeSource::regime).toList());
    }
}
