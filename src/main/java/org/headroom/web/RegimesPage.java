package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.RegimeView;
import org.headroom.regime.Regimes;
import org.jspecify.annotations.Nullable;

/// The law on a day, as it was known here at a moment: each regime, how it stands, and what it says.
@Path("/regimes")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({
    Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
})
class RegimesPage {

    private final Regimes regimes;
    private final RegimeTexts texts;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    RegimesPage(Regimes regimes, RegimeTexts texts, SecurityIdentity identity, Frames frames, Clock clock) {
        this.regimes = regimes;
        this.texts = texts;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    /// The two days of a question, as typed.
    record Days(
            @QueryParam("on") @Nullable String typedOn, @QueryParam("knownAt") @Nullable String typedKnownAt) {

        Query query() {
            return Query.EMPTY.with("on", typedOn).with("knownAt", typedKnownAt);
        }
    }

    record Line(String id, String address, String title, String citation, String posture, String note, String mode,
            int quotas) {

        static Line of(RegimeView regime, Query days) {
            return new Line(regime.id(), days.at("/regimes/" + QuotaLine.path(regime.id())), regime.title(),
                    regime.citation(), LawText.posture(regime.posture()), regime.postureNote(),
                    LawText.mode(regime.mode()), regime.quotas().size());
        }
    }

    /// @param ofThePast whether whoever is here may look at the past by another law
    record Table(Frame frame, Days asked, String asOf, List<Line> lines, boolean ofThePast)
            implements TemplateInstance {}

    @Operation(operationId = "showRegimes", summary = "Shows every regime as it stands on a day.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam Days asked) {
        return new Table(frames.of(call, "Regimes"), asked, asOf(asked),
                law(asked).on(on(asked)).stream().map(regime -> Line.of(regime, asked.query())).toList(),
                Section.isOfThePast(identity));
    }

    /// Something that changed on a day, or will.
    record Dated(String day, String what, String source) {}

    record View(Frame frame, Days asked, String asOf, RegimeView regime, String posture, String mode,
            List<Dated> changes) implements TemplateInstance {}

    @Operation(operationId = "showRegime", summary = "Shows one regime as it stands on a day.")
    @GET
    @Path("/{id}")
    public TemplateInstance regime(RoutingContext call, @PathParam("id") String id, @BeanParam Days asked) {
        var regime = law(asked).on(on(asked), id).orElseThrow(NotFoundException::new);
        return new View(frames.of(call, regime.title()), asked, asOf(asked), regime,
                LawText.posture(regime.posture()), LawText.mode(regime.mode()), changes(regime));
    }

    private static List<Dated> changes(RegimeView regime) {
        var changes = new ArrayList<Dated>();
        for (var posture : regime.postures()) {
            changes.add(new Dated(posture.from().toString(),
                    LawText.posture(posture.is()) + (posture.note().isEmpty() ? "" : ". " + posture.note()),
                    posture.source()));
        }
        for (var group : regime.groups()) {
            var since = group.since();
            if (since != null) {
                changes.add(new Dated(since.toString(), "Members of " + group.title() + " as shown below",
                        group.source()));
            }
        }
        changes.sort(Comparator.comparing(Dated::day));
        return changes;
    }

    private Regimes law(Days asked) {
        return texts.knownAt(Typed.moment(Typed.text(asked.typedKnownAt())));
    }

    private LocalDate on(Days asked) {
        var typed = Typed.day("on", Typed.text(asked.typedOn()));
        return typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
    }

    private String asOf(Days asked) {
        var moment = Typed.moment(Typed.text(asked.typedKnownAt()));
        return "The law on " + on(asked)
                + (moment == null ? "." : ", as it was known here at " + Moment.of(moment) + ".");
    }
}
