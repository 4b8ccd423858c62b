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
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.mode.RegimeTexts;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.regime.RegimeView;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// One country: the groups that each regime has it in on a day, and its quotas as far as the reader is told of them.
@Path("/countries/{code}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class CountryPage {

    private static final int QUOTAS_MAX = 10_000;
    private static final int SHOWN = 100;

    private final Quotas quotas;
    private final RegimeTexts texts;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    CountryPage(Quotas quotas, RegimeTexts texts, Caller caller, SecurityIdentity identity, Frames frames,
            Clock clock) {
        this.quotas = quotas;
        this.texts = texts;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    /// What a regime says of the country on the day.
    ///
    /// @param groups those that it is in; empty for none
    record Law(String title, String path, String standing, List<RegimeView.Group> groups) {

        static Law of(RegimeView regime, String code, Query days) {
            return new Law(
                    regime.title(),
                    days.at("/regimes/" + QuotaLine.path(regime.id())),
                    LawText.posture(regime.posture()) + ". " + LawText.mode(regime.mode()) + ".",
                    regime.groups().stream().filter(group -> group.members().contains(code)).toList());
        }
    }

    /// @param asOf what the figures are of, as a sentence
    /// @param lawOfNow as in [LawThen]
    /// @param more the address of all its quotas, where there are more than are shown
    /// @param checkAt where "may we ship there?" is asked; null for whom it is not to ask
    record View(
            Frame frame,
            String code,
            String name,
            RegimesPage.Days asked,
            String asOf,
            @Nullable String lawOfNow,
            List<Law> laws,
            Grid.View grid,
            boolean forExporter,
            @Nullable String more,
            @Nullable String checkAt) implements TemplateInstance {}

    @Operation(operationId = "showCountry", summary = "Shows one country: its groups and its quotas.")
    @GET
    public TemplateInstance country(
            RoutingContext call, @PathParam("code") String code, @BeanParam RegimesPage.Days asked) {
        if (!CountryCode.isKnown(code)) {
            throw new NotFoundException();
        }
        var typed = Typed.day("on", Typed.text(asked.typedOn()));
        var knownAt = Typed.moment(Typed.text(asked.typedKnownAt()));
        var on = typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
        var law = LawThen.of(texts, knownAt);
        var name = CountryCode.of(code).englishName();
        var filter = new QuotaFilter(null, null, code, caller.readableBy(), null, QUOTAS_MAX);
        var found = inOrder(quotas.list(filter, on, typed != null, knownAt), on);
        var ofCountry = Query.EMPTY.with("destination", code).with("on", asked.typedOn())
                .with("knownAt", asked.typedKnownAt());
        return new View(
                frames.of(call, name),
                code,
                name,
                asked,
                "As of " + (typed == null ? Moment.of(clock.instant()) : "the end of " + on)
                        + (knownAt == null ? "." : ", by what was recorded until " + Moment.of(knownAt) + "."),
                law.ofNow(),
                law.regimes().on(on).stream().map(regime -> Law.of(regime, code, asked.query()))
                        .filter(each -> !each.groups().isEmpty()).toList(),
                QuotasPage.GRID.view("What is left of each quota", "/quotas", ofCountry,
                        Shape.USUAL, found.stream().limit(SHOWN).toList()),
                caller.readableBy() != null,
                found.size() > SHOWN ? ofCountry.at("/quotas") : null,
                Section.CHECK.isFor(identity) ? "/check?destination=" + code : null);
    }

    /// Those of the day before those of other periods, what has a cap before what only counts, the most used first.
    private static List<Quota> inOrder(List<Quota> all, LocalDate on) {
        var sorted = new ArrayList<>(all);
        sorted.sort(Comparator
                .comparing((Quota quota) -> quota.period() != null && !quota.period().contains(on))
                .thenComparing(quota -> quota.status() == Quota.Status.METER)
                .thenComparing(Quota::usedShare, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(Quota::id));
        return sorted;
    }
}
