package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.History;
import org.headroom.ledger.Holder;
import org.headroom.ledger.Lateness;
import org.headroom.mode.RegimeTexts;
import org.headroom.quota.BurnDown;
import org.headroom.quota.Disclosures;
import org.headroom.quota.Forecast;
import org.headroom.quota.Quota;
import org.headroom.quota.Quotas;
import org.headroom.quota.ToldEntry;
import org.headroom.regime.RegimeView;
import org.headroom.terms.Amount;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One quota: how it stands, how it was used up, by what rule, what moved it, and for those who see all, whose it is.
@Path("/quotas/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotaPage {

    private final Quotas quotas;
    private final Disclosures disclosures;
    private final RegimeTexts texts;
    private final Catalog catalog;
    private final Before before;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    QuotaPage(Quotas quotas, Disclosures disclosures, RegimeTexts texts, Catalog catalog, Before before, Caller caller,
            Frames frames, Clock clock) {
        this.quotas = quotas;
        this.disclosures = disclosures;
        this.texts = texts;
        this.catalog = catalog;
        this.before = before;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param number for those who see all
    /// @param exporter whose posting it was, for those who see all
    record Movement(
            @Nullable Long number,
            String kind,
            String effectiveOn,
            Moment recordedAt,
            int lateDays,
            String exporter,
            String reference,
            String reserved,
            String charged,
            String headroomAfter) {

        static Movement of(History.Movement movement, ToldEntry entry, boolean seesAll) {
            var unit = entry.unit();
            return new Movement(
                    seesAll ? (Long) movement.number() : null,
                    movement.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    movement.effectiveOn().toString(),
                    Moment.of(movement.recordedAt()),
                    Lateness.days(movement.effectiveOn(), movement.recordedAt()),
                    or(movement.exporter(), "the regulator"),
                    or(movement.reference(), Figures.NONE),
                    Figures.grouped(unit, entry.reserved()),
                    Figures.grouped(unit, entry.charged()),
                    Figures.grouped(unit, entry.headroomAfter()));
        }

        private static String or(@Nullable String text, String other) {
            return text == null ? other : text;
        }
    }

    record Part(String exporter, String reserved, String charged) {

        static Part of(Holder holder, Unit unit) {
            return new Part(holder.exporter(), Figures.grouped(unit, holder.reserved()),
                    Figures.grouped(unit, holder.charged()));
        }
    }

    /// What is asked of a quota, as typed; a field that was left empty asks nothing.
    record Asked(
            @PathParam("id") String id,
            @QueryParam("on") @Nullable String typedOn,
            @QueryParam("knownAt") @Nullable String typedKnownAt,
            @QueryParam("device") @Nullable String device,
            @QueryParam("cursor") @Nullable String cursor) {

        @Nullable LocalDate on() {
            return Typed.day("on", Typed.text(typedOn));
        }

        @Nullable Instant knownAt() {
            return Typed.moment(Typed.text(typedKnownAt));
        }

        String from(UUID posting) {
            return Query.EMPTY.with("on", typedOn).with("knownAt", typedKnownAt).with("device", device)
                    .with("cursor", Cursor.of(posting)).at("/quotas/" + QuotaLine.path(id));
        }
    }

    /// The rule of a quota, and how its regime stands.
    record Rule(RegimeView regime, RegimeView.@Nullable Quota rule, String posture, String mode) {

        static Rule of(RegimeView regime, String rule) {
            return new Rule(regime,
                    regime.quotas().stream().filter(each -> each.id().equals(rule)).findFirst().orElse(null),
                    LawText.posture(regime.posture()), LawText.mode(regime.mode()));
        }
    }

    /// How it was used up.
    ///
    /// @param address of what the chart draws
    /// @param said the chart in a sentence
    record Chart(String address, String said, List<Months.Month> months) {}

    /// @param country the country whose quota it is; null for none
    /// @param pace when it would be used up, as a sentence; null where that cannot be told
    /// @param devices what is left in devices; null where devices are no answer
    /// @param rule null for one whose regime is gone
    /// @param lawOfNow as in [LawThen]
    /// @param chart null where the reader is not told its figures, or asks what was known once
    record View(
            Frame frame,
            Asked asked,
            QuotaLine line,
            @Nullable CountryCode country,
            String asOf,
            @Nullable String pace,
            @Nullable DevicesLeft devices,
            @Nullable Rule rule,
            @Nullable String lawOfNow,
            @Nullable Chart chart,
            List<Movement> movements,
            boolean seesAll,
            List<Part> parts,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showQuota", summary = "Shows one quota, how it was used up, and its movements.")
    @GET
    public TemplateInstance quota(RoutingContext call, @BeanParam Asked asked) {
        var on = asked.on();
        var knownAt = asked.knownAt();
        var day = on == null ? today() : on;
        var readableBy = caller.readableBy();
        var quota = readable(asked);
        int size = Cursor.LIMIT_DEFAULT;
        var moved = quotas.movements(quota.id(), readableBy, before.number(asked.cursor(), knownAt), size);
        var unit = quota.unit();
        var forecast = forecast(asked, quota);
        var then = LawThen.of(texts, knownAt);
        var law = then.regimes();
        var destination = quota.destination();
        return new View(
                frames.of(call, quota.title()),
                asked,
                QuotaLine.of(quota),
                destination == null ? null : CountryCode.of(destination),
                "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                        + (quota.asOf() == null ? "." : ", up to posting " + quota.asOf() + "."),
                forecast == null ? null : pace(forecast, unit),
                DevicesLeft.of(quota, law.rule(quota.regime(), quota.rule()).orElse(null),
                        catalog.devices(day, knownAt), Typed.text(asked.device())),
                law.on(day, quota.regime()).map(regime -> Rule.of(regime, quota.rule())).orElse(null),
                then.ofNow(),
                chart(asked, quota, forecast),
                told(moved, readableBy),
                readableBy == null,
                quotas.holders(quota.id(), readableBy).stream().map(part -> Part.of(part, unit)).toList(),
                moved.size() < size ? null : asked.from(moved.getLast().posting()));
    }

    /// What the chart of a quota draws.
    ///
    /// @param cap of now; null for a meter
    /// @param first the first day of its period; null for none
    /// @param last the last day of it; null for none
    /// @param asOf the day it is drawn as of
    /// @param points what it held at the end of each day on which something took effect, oldest first
    /// @param exhaustedOn the day on which nothing would be left; null where that cannot be told
    record Drawn(
            String unit,
            @Amount @Nullable BigDecimal cap,
            @Nullable LocalDate first,
            @Nullable LocalDate last,
            LocalDate asOf,
            List<BurnDown.Point> points,
            @Nullable LocalDate exhaustedOn) {}

    @Operation(operationId = "drawQuota", summary = "Tells what the chart of a quota draws.")
    @GET
    @Path("/burn-down")
    @Produces(MediaType.APPLICATION_JSON)
    public Drawn burnDown(@BeanParam Asked asked) {
        var quota = readable(asked);
        var on = asked.on();
        var drawn = asked.knownAt() == null ? quotas.burnDown(quota, on).orElse(null) : null;
        if (drawn == null) {
            throw new NotFoundException();
        }
        var period = quota.period();
        var forecast = forecast(asked, quota);
        return new Drawn(
                Figures.name(quota.unit()),
                quota.cap(),
                period == null ? null : period.first(),
                period == null ? null : period.last(),
                on == null ? today() : on,
                drawn.points(),
                forecast == null ? null : forecast.exhaustedOn());
    }

    private @Nullable Chart chart(Asked asked, Quota quota, @Nullable Forecast forecast) {
        var drawn = asked.knownAt() == null ? quotas.burnDown(quota, asked.on()).orElse(null) : null;
        if (drawn == null || drawn.points().isEmpty()) {
            return null;
        }
        var unit = quota.unit();
        var last = drawn.points().getLast();
        var said = "Chart of what was charged and reserved by day: by " + last.on() + ", "
                + Figures.grouped(unit, last.charged()) + " " + Figures.name(unit) + " charged and "
                + Figures.grouped(unit, last.reserved()) + " reserved"
                + (quota.cap() == null ? "." : ", of a cap of " + Figures.grouped(unit, quota.cap()) + ".")
                + (forecast == null ? "" : " " + pace(forecast, unit))
                + " The table below says the same by month.";
        return new Chart(
                Query.EMPTY.with("on", asked.typedOn()).at("/quotas/" + QuotaLine.path(quota.id()) + "/burn-down"),
                said, Months.of(drawn.points(), unit, quota.cap()));
    }

    private Quota readable(Asked asked) {
        var on = asked.on();
        return quotas.readable(asked.id(), caller.readableBy(), on == null ? today() : on, on != null, asked.knownAt())
                .orElseThrow(NotFoundException::new);
    }

    private @Nullable Forecast forecast(Asked asked, Quota quota) {
        return asked.on() == null && asked.knownAt() == null ? quotas.forecast(quota, today()).orElse(null) : null;
    }

    private static String pace(Forecast forecast, Unit unit) {
        var perDay = Figures.grouped(Unit.TPP, forecast.perDay()) + " " + Figures.name(unit) + " a day";
        if (forecast.exhaustedOn() == null) {
            return "In the last 90 days " + perDay + " on average; at that pace it lasts.";
        }
        return "At the pace of the last 90 days, " + perDay + ", nothing is left on " + forecast.exhaustedOn()
                + (forecast.beforePeriodEnds() ? ", before the period ends." : ", after the period ends.");
    }

    private List<Movement> told(List<History.Movement> moved, @Nullable String readableBy) {
        var told = new ArrayList<Movement>(moved.size());
        for (var movement : moved) {
            var entry = disclosures.entry(movement.entry(), readableBy);
            if (entry != null) {
                told.add(Movement.of(movement, entry, readableBy == null));
            }
        }
        return told;
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
