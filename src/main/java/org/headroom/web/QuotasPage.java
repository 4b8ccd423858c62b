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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.regime.Regimes;
import org.headroom.report.QuotaUsage;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Quotas as a table, as filtered. Each view is an address that can be kept and sent.
@Path("/quotas")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotasPage {

    private final Quotas quotas;
    private final QuotaUsage usage;
    private final Regimes regimes;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    QuotasPage(Quotas quotas, QuotaUsage usage, Regimes regimes, Caller caller, Frames frames, Clock clock) {
        this.quotas = quotas;
        this.usage = usage;
        this.regimes = regimes;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param asOf what the figures are of, as a sentence
    /// @param query of the report
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            QuotaQuery asked,
            List<String> regimes,
            List<String> statuses,
            Grid.View grid,
            String asOf,
            String query,
            @Nullable String next) implements TemplateInstance {}

    /// What an exporter who reads it uses alone is told beside what all use.
    static final Grid<Quota> GRID = new Grid<>(List.of(
            Grid.<Quota>column("quota", "Quota", Kind.TEXT, 40, Quota::title, quota -> Cell.of(quota.title())
                    .to("/quotas/" + QuotaLine.path(quota.id())).noting(quota.regime() + ", " + quota.citation())),
            Grid.<Quota>column("scope", "Scope and period", Kind.TEXT, 30,
                    quota -> String.join(", ", quota.scope()),
                    quota -> Cell.of(String.join(", ", quota.scope())).noting(QuotaLine.period(quota))),
            Grid.<Quota>column("cap", "Cap", Kind.AMOUNT, 18,
                    quota -> Figures.exact(quota.unit(), quota.cap()), QuotasPage::cap)
                    .noting(quota -> Figures.name(quota.unit())),
            amount("reserved", "Reserved", Quota::reserved).noting(quota -> {
                var own = quota.own();
                return own == null || own.reserved().signum() == 0 ? null : own(quota.unit(), own.reserved());
            }),
            amount("charged", "Charged", Quota::charged).noting(quota -> {
                var own = quota.own();
                return own == null ? null : own(quota.unit(), own.charged());
            }),
            amount("headroom", "Headroom", Quota::headroom),
            Grid.<Quota>column("used", "Status, use and time gone", Kind.AMOUNT, 20, Quota::usedShare,
                    quota -> Cell.of(QuotaLine.of(quota))).inWords(),
            Grid.<Quota>text("id", "Id", 40, Quota::id).hidden(),
            Grid.<Quota>text("regime", "Regime", 20, Quota::regime).hidden(),
            Grid.<Quota>text("unit", "Unit", 9, quota -> quota.unit().name()).hidden(),
            Grid.<Quota>text("disclosure", "Disclosure", 11, quota -> quota.disclosure().word()).hidden()));

    private static Grid.Column<Quota> amount(
            String id, String label, Function<Quota, @Nullable BigDecimal> value) {
        return Grid.amount(id, label, Quota::unit, value);
    }

    private static Cell cap(Quota quota) {
        return Cell.of(quota.status() == Quota.Status.METER ? "none" : Figures.grouped(quota.unit(), quota.cap()));
    }

    private static String own(Unit unit, BigDecimal amount) {
        return "own " + Figures.grouped(unit, amount);
    }

    /// In the order of their ids, page by page; in another one all of them are read.
    @Operation(operationId = "showQuotas", summary = "Shows quotas, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam QuotaQuery asked) {
        var shape = Shape.of(Fields.asked(call));
        var found = wanted(asked, page(asked, Cursor.text(asked.cursor()),
                asked.status() == null && !GRID.isSorted(shape) ? Grid.PAGE : Grid.MOST));
        var shown = GRID.isSorted(shape)
                ? GRID.page(shape, GRID.sorted(shape, found))
                : found.stream().limit(Grid.PAGE).toList();
        return new Table(
                frames.of(call, "Quotas"),
                asked,
                regimes.on(today()).stream().map(regime -> regime.id()).toList(),
                List.of(Quota.Status.values()).stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
                GRID.view("What is left of each quota", "/quotas", asked.query(), shape, shown),
                asOf(asked, shown),
                asked.query().text(),
                next(asked, shape, found, shown));
    }

    private List<Quota> page(QuotaQuery asked, @Nullable String after, int size) {
        var on = asked.on();
        return quotas.list(
                new QuotaFilter(asked.regime(), null, asked.destination(), caller.readableBy(), after, size),
                on == null ? today() : on, on != null, asked.knownAt());
    }

    private static List<Quota> wanted(QuotaQuery asked, List<Quota> found) {
        var status = asked.status();
        return found.stream().filter(quota -> status == null || quota.status() == status).toList();
    }

    private static @Nullable String next(
            QuotaQuery asked, Shape shape, List<Quota> found, List<Quota> shown) {
        if (GRID.isSorted(shape)) {
            return GRID.next("/quotas", asked.query(), shape, found.size());
        }
        return shown.size() < Grid.PAGE
                ? null
                : shape.on(asked.query()).with("cursor", Cursor.of(shown.getLast().id())).at("/quotas");
    }

    private String asOf(QuotaQuery asked, List<Quota> shown) {
        var known = asked.knownAt();
        var on = asked.on();
        var sentence = "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                + (known == null ? "" : ", by what was recorded until " + Moment.of(known));
        var last = shown.isEmpty() ? null : shown.getFirst().asOf();
        return sentence + (last == null ? "." : ", up to posting " + last + ".");
    }

    @Operation(operationId = "saveQuotaTable", summary = "Downloads quotas, as filtered and with their columns.")
    @GET
    @Path("/reports/quotas.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response table(RoutingContext call, @PathParam("format") String format, @BeanParam QuotaQuery asked) {
        var shape = Shape.of(Fields.asked(call));
        var all = new ArrayList<Quota>();
        List<Quota> page;
        do {
            page = page(asked, all.isEmpty() ? null : all.getLast().id(), Grid.MOST);
            all.addAll(page);
        } while (page.size() == Grid.MOST);
        StreamingOutput content = out -> GRID.write(format, "Quotas", asked.query(), shape,
                GRID.sorted(shape, wanted(asked, all)), out);
        return Saved.file("quotas-" + (asked.on() == null ? today() : asked.on()), format, content);
    }

    @Operation(operationId = "saveQuotas", summary = "Downloads the report of quota usage, as filtered.")
    @GET
    @Path("/reports/quota-usage.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(@PathParam("format") String format, @BeanParam QuotaQuery filter) {
        var on = filter.on();
        var asked = new QuotaUsage.Asked(filter.regime(), filter.destination(), filter.status(),
                on == null ? today() : on, on != null,
                filter.knownAt(), caller.readableBy());
        var content = switch (format) {
            case "xlsx" -> usage.workbook(asked);
            case "csv" -> (StreamingOutput) out -> usage.csv(asked, out);
            default -> (StreamingOutput) out -> usage.json(asked, out);
        };
        return Saved.file("quota-usage-" + asked.on(), format, content);
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
