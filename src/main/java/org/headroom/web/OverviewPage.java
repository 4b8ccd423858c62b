package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.ledger.Moved;
import org.headroom.mode.RegimeTexts;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// How each destination stands against its quotas of a day, for those who see all: a map, the same as a table, what is
/// nearly used up and what is closed. Each view is an address that can be kept and sent.
@Path("/overview")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.AUDITOR})
class OverviewPage {

    private static final int SHOWN = 50;
    private static final BigDecimal NEARLY = new BigDecimal("0.85");

    private static final Comparator<Quota> MOST_USED_FIRST =
            Comparator.comparing(Quota::usedShare, Comparator.nullsLast(Comparator.reverseOrder()));

    private final Quotas quotas;
    private final RegimeTexts texts;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    OverviewPage(Quotas quotas, RegimeTexts texts, Caller caller, Frames frames, Clock clock) {
        this.quotas = quotas;
        this.texts = texts;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// A quota with how it stands.
    private record Stands(Quota quota, Standing standing) {

        boolean isOfDestination() {
            return quota.destination() != null && quota.scope().equals(List.of(quota.destination()));
        }

        boolean isNearly() {
            return !isClosed() && quota.usedShare() != null && quota.usedShare().compareTo(NEARLY) >= 0;
        }

        /// What only counts is never closed by what is used.
        boolean isClosed() {
            return quota.closedSince() != null || standing == Standing.EXHAUSTED;
        }
    }

    /// @param facts all there is of it
    /// @param destination the country's name, or the scope of what is for no destination alone
    /// @param country the page of the country; null for what is for no destination alone
    /// @param quotaPath the page of the quota
    /// @param movedAt when it was moved last
    /// @param usedUp when nothing was left of it; null while something is
    /// @param closedSince when its period was closed; null while it is open
    record Line(
            Quota facts,
            QuotaLine quota,
            String destination,
            @Nullable String country,
            String quotaPath,
            Standing standing,
            @Nullable Instant movedAt,
            @Nullable Moment usedUp,
            @Nullable Moment closedSince) {

        static Line of(Stands stands, Moved moved, Query days) {
            var quota = stands.quota();
            var line = QuotaLine.of(quota);
            boolean isOfDestination = stands.isOfDestination();
            return new Line(
                    quota,
                    line,
                    isOfDestination ? CountryCode.of(String.valueOf(quota.destination())).englishName() : line.scope(),
                    isOfDestination ? days.at("/countries/" + quota.destination()) : null,
                    days.at("/quotas/" + line.path()),
                    stands.standing(),
                    moved.last(),
                    stands.standing() == Standing.EXHAUSTED ? Moment.ofNullable(moved.usedUp()) : null,
                    Moment.ofNullable(quota.closedSince()));
        }
    }

    /// @param asOf what the figures are of, as a sentence
    /// @param lawOfNow as in [LawThen]
    /// @param next the address of the next page of the table; null on the last
    record View(
            Frame frame,
            OverviewQuery asked,
            List<String> regimes,
            Standing[] statuses,
            String asOf,
            @Nullable String lawOfNow,
            WorldMap map,
            Grid.View grid,
            @Nullable String next,
            List<Line> nearly,
            List<Line> closed) implements TemplateInstance {}

    @Operation(operationId = "showOverview", summary = "Shows how each destination stands against its quotas.")
    @GET
    public TemplateInstance overview(RoutingContext call, @BeanParam OverviewQuery asked) {
        var then = LawThen.of(texts, asked.knownAt());
        var law = then.regimes();
        var on = on(asked);
        var shape = Shape.of(Fields.asked(call));
        var grid = DestinationGrid.GRID;
        boolean isSorted = grid.isSorted(shape);
        var capped = capped(asked, law, on);
        var destinations = capped.stream().filter(Stands::isOfDestination).toList();
        var shown = isSorted ? destinations : grid.page(shape, destinations);
        var nearly = capped.stream().filter(Stands::isNearly).limit(SHOWN).toList();
        var closed = capped.stream().filter(Stands::isClosed).limit(SHOWN).toList();
        var moved = moved(asked, shown, nearly, closed);
        var lines = lines(shown, moved, asked);
        return new View(
                frames.of(call, "Overview"),
                asked,
                law.on(on).stream().map(regime -> regime.id()).toList(),
                Standing.values(),
                asOf(asked),
                then.ofNow(),
                WorldMap.of(worst(destinations), asked.days()),
                grid.view("Quotas of one destination each" + (isSorted ? "" : ", the most used first"), "/overview",
                        asked.query(), shape, isSorted ? grid.page(shape, grid.sorted(shape, lines)) : lines)
                        .at("by-quota"),
                grid.next("/overview", asked.query(), shape, destinations.size()),
                lines(nearly, moved, asked),
                lines(closed, moved, asked));
    }

    @Operation(operationId = "saveDestinations",
            summary = "Downloads how each destination stands, as filtered and with the columns of the page.")
    @GET
    @Path("/reports/destinations.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("format") String format, @BeanParam OverviewQuery asked) {
        var on = on(asked);
        var shape = Shape.of(Fields.asked(call));
        var destinations = capped(asked, LawThen.of(texts, asked.knownAt()).regimes(), on).stream()
                .filter(Stands::isOfDestination).toList();
        var lines = lines(destinations, moved(asked, destinations), asked);
        StreamingOutput content = out -> DestinationGrid.GRID.write(format, "Destinations", asked.query(), shape,
                DestinationGrid.GRID.sorted(shape, lines), out);
        return Saved.file("destinations-" + on, format, content);
    }

    private LocalDate on(OverviewQuery asked) {
        var typed = asked.on();
        return typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
    }

    private List<Stands> capped(OverviewQuery asked, Regimes law, LocalDate on) {
        var filter = new QuotaFilter(asked.regime(), null, null, caller.readableBy(), null, Grid.MOST);
        var status = asked.status();
        return quotas.list(filter, on, asked.on() != null, asked.knownAt()).stream()
                .filter(quota -> quota.cap() != null && quota.period() != null && quota.period().contains(on))
                .sorted(MOST_USED_FIRST)
                .map(quota -> new Stands(quota, Standing.of(quota, mode(law, quota.regime()))))
                .filter(stands -> status == null || stands.standing() == status)
                .toList();
    }

    /// A regime that is gone since refuses nothing.
    private static Mode mode(Regimes law, String regime) {
        return law.isKnown(regime) ? law.mode(regime) : Mode.OFF;
    }

    /// Of each destination the quota that has the least left among those that refuse, else among those that do not.
    private static Map<String, WorldMap.Worst> worst(List<Stands> destinations) {
        var worst = new HashMap<String, WorldMap.Worst>();
        for (var each : destinations) {
            worst.merge(
                    String.valueOf(each.quota().destination()),
                    new WorldMap.Worst(each.quota(), each.standing()),
                    (one, other) -> weight(other.standing()) > weight(one.standing()) ? other : one);
        }
        return worst;
    }

    /// Those of one standing come in the order of what is used.
    private static int weight(Standing standing) {
        return switch (standing) {
            case EXHAUSTED -> 3;
            case CRITICAL -> 2;
            case OPEN -> 1;
            case SUSPENDED -> 0;
        };
    }

    @SafeVarargs
    private Map<String, Moved> moved(OverviewQuery asked, List<Stands>... shown) {
        var ids = new LinkedHashSet<String>();
        Stream.of(shown).flatMap(List::stream).forEach(stands -> ids.add(stands.quota().id()));
        return quotas.moved(ids, caller.readableBy(), asked.on(), asked.knownAt());
    }

    private static List<Line> lines(List<Stands> shown, Map<String, Moved> moved, OverviewQuery asked) {
        return shown.stream()
                .map(stands -> Line.of(
                        stands,
                        Objects.requireNonNullElse(moved.get(stands.quota().id()), Moved.NEVER),
                        asked.days()))
                .toList();
    }

    private String asOf(OverviewQuery asked) {
        var on = asked.on();
        var known = asked.knownAt();
        return "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                + (known == null ? "." : ", by what was recorded until " + Moment.of(known) + ".");
    }
}
