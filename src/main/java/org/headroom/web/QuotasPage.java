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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.regime.Regimes;
import org.headroom.report.QuotaUsage;
import org.jspecify.annotations.Nullable;

/// Quotas as a table, as filtered. Each view is an address that can be kept and sent.
@Path("/quotas")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotasPage {

    private static final int ALL = 10_000;

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
    /// @param next the address of the next page; null on the last one
    /// @param query of the downloads
    record Table(
            Frame frame,
            QuotaQuery asked,
            List<String> regimes,
            List<String> statuses,
            List<QuotaLine> lines,
            boolean forExporter,
            String asOf,
            @Nullable String next,
            String query) implements TemplateInstance {}

    @Operation(operationId = "showQuotas", summary = "Shows quotas, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam QuotaQuery asked) {
        var status = asked.status();
        int size = Cursor.LIMIT_DEFAULT;
        var filter = new QuotaFilter(asked.regime(), null, asked.destination(), caller.readableBy(),
                Cursor.text(asked.cursor()), status == null ? size : ALL);
        var on = asked.on();
        var found = quotas.list(filter, on == null ? today() : on, on != null, asked.knownAt());
        var shown = found.stream().filter(quota -> status == null || quota.status() == status).limit(size).toList();
        return new Table(
                frames.of(call, "Quotas"),
                asked,
                regimes.on(today()).stream().map(regime -> regime.id()).toList(),
                List.of(Quota.Status.values()).stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
                shown.stream().map(QuotaLine::of).toList(),
                caller.readableBy() != null,
                asOf(asked, shown),
                shown.size() < size ? null : "/quotas?" + asked.queryFrom(Cursor.of(shown.getLast().id())),
                asked.query());
    }

    private String asOf(QuotaQuery asked, List<Quota> shown) {
        var known = asked.knownAt();
        var on = asked.on();
        var sentence = "As of " + (on == null ? Moment.of(clock.instant()) : "the end of " + on)
                + (known == null ? "" : ", by what was recorded until " + Moment.of(known));
        var last = shown.isEmpty() ? null : shown.getFirst().asOf();
        return sentence + (last == null ? "." : ", up to posting " + last + ".");
    }

    @Operation(operationId = "saveQuotas", summary = "Downloads the quotas, as filtered.")
    @GET
    @Path("/reports/quota-usage.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(@PathParam("format") String format, @BeanParam QuotaQuery filter) {
        var on = filter.on();
        var asked = new QuotaUsage.Asked(filter.regime(), filter.destination(), on == null ? today() : on, on != null,
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
