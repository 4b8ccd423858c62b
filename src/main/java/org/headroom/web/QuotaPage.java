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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.CapStep;
import org.headroom.mode.RegimeTexts;
import org.headroom.quota.BurnDown;
import org.headroom.quota.Forecast;
import org.headroom.quota.Quota;
import org.headroom.quota.Quotas;
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
    private final Movements movements;
    private final RegimeTexts texts;
    private final Catalog catalog;
    private final Before before;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    QuotaPage(Quotas quotas, Movements movements, RegimeTexts texts, Catalog catalog, Before before, Caller caller,
            Frames frames, Clock clock) {
        this.quotas = quotas;
        this.movements = movements;
        this.texts = texts;
        this.catalog = catalog;
        this.before = before;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
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

        String path() {
            return "/quotas/" + QuotaLine.path(id);
        }

        Query query() {
            return days().with("device", device);
        }

        Query days() {
            return Query.EMPTY.with("on", typedOn).with("knownAt", typedKnownAt);
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
    record Chart(String address, String said, Grid.View months) {}

    /// @param country the country whose quota it is; null for none
    /// @param pace when it would be used up, as a sentence; null where that cannot be told
    /// @param devices what is left in devices; null where devices are no answer
    /// @param rule null for one whose regime is gone
    /// @param lawOfNow as in [LawThen]
    /// @param chart null where the reader is not told its figures
    /// @param holders null for those who do not see all
    /// @param said what the order of the movements leaves out, as a sentence; empty for nothing
    /// @param next the address of the next page of movements; null on the last
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
            boolean seesAll,
            Grid.@Nullable View holders,
            Grid.View movements,
            String said,
            @Nullable String next,
            Files files) implements TemplateInstance {}

    /// Where the files of its tables are, each without its format.
    ///
    /// @param query of those that have one order
    record Files(String months, String holders, String movements, String query) {

        static Files of(Asked asked) {
            var path = asked.path();
            return new Files(path + "/months", path + "/holders", path + "/movements", asked.days().text());
        }
    }

    @Operation(operationId = "showQuota", summary = "Shows one quota, how it was used up, and its movements.")
    @GET
    public TemplateInstance quota(RoutingContext call, @BeanParam Asked asked) {
        var on = asked.on();
        var knownAt = asked.knownAt();
        var day = on == null ? today() : on;
        var readableBy = caller.readableBy();
        var quota = readable(asked);
        var unit = quota.unit();
        var shape = Shape.of(Fields.asked(call));
        var grid = QuotaGrids.movements(unit, readableBy == null);
        var part = grid.part(asked.path(), asked.query(), shape,
                size -> movements.newest(quota.id(), readableBy, before.number(asked.cursor(), knownAt), size),
                row -> Cursor.of(row.movement().posting()));
        var forecast = forecast(asked, quota);
        var then = LawThen.of(texts, knownAt);
        var law = then.regimes();
        var destination = quota.destination();
        return new View(
                frames.of(call, quota.title()),
                asked,
                QuotaLine.of(quota),
                destination == null ? null : CountryCode.of(destination),
                asOf(asked, quota),
                forecast == null ? null : pace(forecast, unit),
                DevicesLeft.of(quota, law.rule(quota.regime(), quota.rule()).orElse(null),
                        catalog.devices(day, knownAt), Typed.text(asked.device())),
                law.on(day, quota.regime()).map(regime -> Rule.of(regime, quota.rule())).orElse(null),
                then.ofNow(),
                chart(asked, quota, forecast),
                readableBy == null,
                readableBy == null ? holders(asked, quota) : null,
                grid.view((readableBy == null ? "Movements" : "Your movements")
                        + (grid.isSorted(shape) ? "" : ", newest first") + ", in " + Figures.name(unit),
                        asked.path(), asked.query(), shape, part.rows()).at("movements"),
                part.said(),
                part.next(),
                Files.of(asked));
    }

    private String asOf(Asked asked, Quota quota) {
        var on = asked.on();
        var knownAt = asked.knownAt();
        return "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                + (knownAt == null ? "" : ", by what was recorded until " + Moment.of(knownAt))
                + (quota.asOf() == null ? "." : ", up to posting " + quota.asOf() + ".");
    }

    private Grid.View holders(Asked asked, Quota quota) {
        return QuotaGrids.holders(quota.unit())
                .view("Parts of exporters, in " + Figures.name(quota.unit()) + ", a second behind at most",
                        asked.path(), Query.EMPTY, Shape.USUAL, quotas.holders(quota.id(), caller.readableBy()))
                .at("holders");
    }

    /// What the chart of a quota draws.
    ///
    /// @param cap at the end of the day it is drawn as of; null for a meter
    /// @param caps what the cap was from which day on; empty for a meter
    /// @param first the first day of its period; null for none
    /// @param last the last day of it; null for none
    /// @param asOf the day it is drawn as of
    /// @param points what it held at the end of each day on which something took effect, oldest first
    /// @param exhaustedOn the day on which nothing would be left; null where that cannot be told
    record Drawn(
            String unit,
            @Amount @Nullable BigDecimal cap,
            List<CapStep> caps,
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
        var drawn = quotas.burnDown(quota, asked.on(), asked.knownAt()).orElseThrow(NotFoundException::new);
        var period = quota.period();
        var forecast = forecast(asked, quota);
        return new Drawn(
                Figures.name(quota.unit()),
                drawn.capOn(drawnOn(asked)),
                drawn.caps(),
                period == null ? null : period.first(),
                period == null ? null : period.last(),
                drawnOn(asked),
                drawn.points(),
                forecast == null ? null : forecast.exhaustedOn());
    }

    private @Nullable Chart chart(Asked asked, Quota quota, @Nullable Forecast forecast) {
        var drawn = quotas.burnDown(quota, asked.on(), asked.knownAt()).orElse(null);
        if (drawn == null || drawn.points().isEmpty()) {
            return null;
        }
        var unit = quota.unit();
        var last = drawn.points().getLast();
        var cap = drawn.capOn(drawnOn(asked));
        var said = "Chart of what was charged and reserved by day: by " + last.on() + ", "
                + Figures.grouped(unit, last.charged()) + " " + Figures.name(unit) + " charged and "
                + Figures.grouped(unit, last.reserved()) + " reserved"
                + (cap == null ? "." : ", of a cap of " + Figures.grouped(unit, cap) + ".")
                + (forecast == null ? "" : " " + pace(forecast, unit))
                + " The table below says the same by month.";
        return new Chart(
                asked.days().at(asked.path() + "/burn-down"),
                said,
                QuotaGrids.months(unit, cap != null)
                        .view("At the end of each month in which something took effect, in " + Figures.name(unit),
                                asked.path(), Query.EMPTY, Shape.USUAL, Months.of(drawn))
                        .at("burned-caption"));
    }

    /// The day that was asked for, else the one on which it was known, else today.
    private LocalDate drawnOn(Asked asked) {
        var on = asked.on();
        var known = asked.knownAt();
        if (on != null) {
            return on;
        }
        return known == null || known.isAfter(clock.instant()) ? today() : LocalDate.ofInstant(known, ZoneOffset.UTC);
    }

    Quota readable(Asked asked) {
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

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
