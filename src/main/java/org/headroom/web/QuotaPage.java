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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.History;
import org.headroom.ledger.Holder;
import org.headroom.ledger.Lateness;
import org.headroom.quota.Disclosures;
import org.headroom.quota.Forecast;
import org.headroom.quota.Quotas;
import org.headroom.quota.ToldEntry;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One quota: how it stands, what moved it, and for those who see all, whose it is.
@Path("/quotas/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotaPage {

    private final Quotas quotas;
    private final Disclosures disclosures;
    private final Before before;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    QuotaPage(
            Quotas quotas, Disclosures disclosures, Before before, Caller caller, Frames frames, Clock clock) {
        this.quotas = quotas;
        this.disclosures = disclosures;
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

    /// @param pace when it would be used up, as a sentence; null where that cannot be told
    record View(
            Frame frame,
            QuotaLine line,
            String asOf,
            @Nullable String pace,
            List<Movement> movements,
            boolean seesAll,
            List<Part> parts,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showQuota", summary = "Shows one quota and its movements.")
    @GET
    public TemplateInstance quota(
            RoutingContext call,
            @PathParam("id") String id,
            @QueryParam("on") @Nullable String typedOn,
            @QueryParam("knownAt") @Nullable String typedKnownAt,
            @QueryParam("cursor") @Nullable String cursor) {
        var on = Typed.day("on", Typed.text(typedOn));
        var knownAt = Typed.moment(Typed.text(typedKnownAt));
        var readableBy = caller.readableBy();
        var quota = quotas.readable(id, readableBy, on == null ? today() : on, on != null, knownAt)
                .orElseThrow(NotFoundException::new);
        int size = Cursor.LIMIT_DEFAULT;
        var moved = quotas.movements(quota.id(), readableBy, before.number(cursor, knownAt), size);
        var unit = quota.unit();
        var forecast = on == null && knownAt == null ? quotas.forecast(quota, today()).orElse(null) : null;
        var line = QuotaLine.of(quota);
        return new View(
                frames.of(call, quota.title()),
                line,
                "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                        + (quota.asOf() == null ? "." : ", up to posting " + quota.asOf() + "."),
                forecast == null ? null : pace(forecast, unit),
                told(moved, readableBy),
                readableBy == null,
                quotas.holders(quota.id(), readableBy).stream().map(part -> Part.of(part, unit)).toList(),
                moved.size() < size
                        ? null
                        : "/quotas/" + line.path() + "?" + new QuotaQuery(null, null, null, typedOn, typedKnownAt, null)
                                .queryFrom(Cursor.of(moved.getLast().posting())));
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
