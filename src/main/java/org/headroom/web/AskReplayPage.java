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
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.exporter.Exporters;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.Regimes;
import org.headroom.replay.Replays;
import org.headroom.terms.InvalidInput;
import org.headroom.web.Choices.Choice;
import org.jspecify.annotations.Nullable;

/// The form by which a replay is asked for.
@Path("/replays/new")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class AskReplayPage {

    private static final int EXPORTERS_MAX = 500;

    private final Replays replays;
    private final Regimes regimes;
    private final RegimeTexts texts;
    private final Exporters exporters;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    AskReplayPage(
            Replays replays,
            Regimes regimes,
            RegimeTexts texts,
            Exporters exporters,
            Caller caller,
            Frames frames,
            Clock clock) {
        this.replays = replays;
        this.regimes = regimes;
        this.texts = texts;
        this.exporters = exporters;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param exporters the first of them; any other one is typed
    /// @param rules whose caps may be other, as `regime:rule`
    record View(
            Frame frame, ReplayForm form, List<Choice> exporters, List<Choice> countries, List<Choice> rules)
            implements TemplateInstance {}

    @Operation(operationId = "showReplayForm", summary = "Shows the form by which a replay is asked for.")
    @GET
    public TemplateInstance form(RoutingContext call, @QueryParam("like") @Nullable UUID like) {
        return view(call, "Ask for a replay", like == null
                ? ReplayForm.of(Fields.asked(call), known())
                : ReplayForm.of(replays.find(like).orElseThrow(NotFoundException::new).scenario(), known()));
    }

    @Operation(operationId = "askReplayOnPage", summary = "Asks for a replay, or for more lines in the form.")
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response ask(RoutingContext call) {
        var typed = Fields.of(call);
        var form = ReplayForm.of(typed, known());
        if (!typed.text("more").isEmpty()) {
            return Response.ok(view(call, "Ask for a replay", form)).build();
        }
        try {
            var asked = replays.ask(caller.actor(), form.scenario());
            return Response.seeOther(URI.create("/replays/" + asked.id())).build();
        } catch (InvalidInput refused) {
            return Response.status(Outcomes.NOT_UNDERSTOOD)
                    .entity(view(call, "Error: ask for a replay", form.with(typed, known(), refused)))
                    .build();
        }
    }

    private List<ReplayForm.Known> known() {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return regimes.on(today).stream()
                .map(regime -> new ReplayForm.Known(regime.id(), regime.title(),
                        regimes.mode(regime.id()).name().toLowerCase(Locale.ROOT), texts.revisions(regime.id())))
                .toList();
    }

    private View view(RoutingContext call, String title, ReplayForm form) {
        return new View(
                frames.of(call, title),
                form,
                exporters.list(null, EXPORTERS_MAX).stream()
                        .map(exporter -> new Choice(exporter.word(), exporter.legalName()))
                        .toList(),
                Choices.COUNTRIES,
                regimes.rules().stream()
                        .map(rule -> new Choice(rule.regime() + ":" + rule.id(), rule.title()))
                        .toList());
    }
}
