package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// How each destination stands against its quotas of now, for those who see all: what is used against the time gone,
/// what is nearly used up, and what is closed.
@Path("/overview")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.REGULATOR, Roles.AUDITOR})
class OverviewPage {

    private static final int QUOTAS_MAX = 10_000;
    private static final int SHOWN = 50;
    private static final BigDecimal NEARLY = new BigDecimal("0.85");

    private final Quotas quotas;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    OverviewPage(Quotas quotas, Caller caller, Frames frames, Clock clock) {
        this.quotas = quotas;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param destination the country's name, or the scope of what is for no destination alone
    /// @param closedSince when its period was closed; null while it is open
    /// @param pace what is used against the time gone, in words
    record Line(QuotaLine quota, String destination, String pace, @Nullable Moment closedSince) {

        static Line of(Quota quota) {
            var line = QuotaLine.of(quota);
            return new Line(line, isOfDestination(quota) ? name(quota) : line.scope(), pace(quota),
                    Moment.ofNullable(quota.closedSince()));
        }

        private static String name(Quota quota) {
            return CountryCode.of(String.valueOf(quota.destination())).englishName();
        }

        private static String pace(Quota quota) {
            var used = quota.usedShare();
            var gone = quota.periodShare();
            if (used == null || gone == null) {
                return Figures.NONE;
            }
            int ahead = used.compareTo(gone);
            var apart = String.valueOf(Figures.percent(used.subtract(gone).abs())).replace("%", "points");
            return ahead == 0 ? "as the time goes" : apart + (ahead > 0 ? " ahead of the time" : " behind the time");
        }
    }

    private static boolean isOfDestination(Quota quota) {
        return quota.destination() != null && quota.scope().equals(List.of(quota.destination()));
    }

    /// @param destinations the quotas of one destination each, the most used first
    /// @param more whether there are more than are shown
    record View(Frame frame, Moment now, List<Line> destinations, boolean more, List<Line> nearly, List<Line> closed)
            implements TemplateInstance {}

    @Operation(operationId = "showOverview", summary = "Shows how each destination stands against its quotas.")
    @GET
    public TemplateInstance overview(RoutingContext call) {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var filter = new QuotaFilter(null, null, null, caller.readableBy(), null, QUOTAS_MAX);
        var capped = quotas.list(filter, today, false, null).stream()
                .filter(quota -> quota.cap() != null && quota.period() != null && quota.period().contains(today))
                .sorted(Comparator.comparing(Quota::usedShare, Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
        var destinations = lines(capped, OverviewPage::isOfDestination);
        return new View(
                frames.of(call, "Overview"),
                Moment.of(clock.instant()),
                destinations,
                capped.stream().filter(OverviewPage::isOfDestination).count() > SHOWN,
                lines(capped, quota -> !isClosed(quota) && isNearly(quota)),
                lines(capped, OverviewPage::isClosed));
    }

    private static boolean isNearly(Quota quota) {
        return quota.usedShare() != null && quota.usedShare().compareTo(NEARLY) >= 0;
    }

    private static boolean isClosed(Quota quota) {
        return quota.closedSince() != null || quota.status() == Quota.Status.EXHAUSTED
                || quota.status() == Quota.Status.BREACHED;
    }

    private static List<Line> lines(List<Quota> quotas, Predicate<Quota> which) {
        return quotas.stream().filter(which).limit(SHOWN).map(Line::of).toList();
    }
}
