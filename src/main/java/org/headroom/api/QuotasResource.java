package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.History;
import org.headroom.ledger.Lateness;
import org.headroom.quota.Disclosures;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.quota.ToldEntry;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Quotas and their movements.
@Tag(name = "Quotas", description = "Quotas: cap, reserved, charged and headroom of each, and their movements.")
@Path("/api/v1/quotas")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotasResource {

    private static final int LIST_MAX = 10_000;

    private final Quotas quotas;
    private final Disclosures disclosures;
    private final Caller caller;
    private final Before before;
    private final Telling telling;
    private final Clock clock;

    QuotasResource(
            Quotas quotas, Disclosures disclosures, Caller caller, Before before, Telling telling, Clock clock) {
        this.quotas = quotas;
        this.disclosures = disclosures;
        this.caller = caller;
        this.before = before;
        this.telling = telling;
        this.clock = clock;
    }

    @Operation(operationId = "listQuotas", summary = "Lists quotas in the order of their ids.")
    @GET
    public Page<QuotaView> list(
            @QueryParam("regime") @Nullable String regime,
            @QueryParam("rule") @Nullable String rule,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("status") @Nullable String status,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var wanted = status == null ? null : status(status);
        var filter = new QuotaFilter(
                regime, rule, destination, caller.readableBy(), Cursor.text(cursor), wanted == null ? size : LIST_MAX);
        var found = quotas.list(filter, on == null ? today() : on, on != null, Typed.moment(knownAt));
        var matching = found.stream().filter(quota -> wanted == null || quota.status() == wanted).limit(size).toList();
        boolean more = matching.size() == size;
        return new Page<>(
                matching.stream().map(QuotaView::of).toList(),
                more ? Cursor.of(matching.getLast().id()) : null);
    }

    private static Quota.Status status(String typed) {
        for (var status : Quota.Status.values()) {
            if (status.name().equalsIgnoreCase(typed)) {
                return status;
            }
        }
        throw InvalidInput.of("status", "unknown-status",
                "'" + typed + "' is not a status. Use open, critical, exhausted, breached or meter.");
    }

    @Operation(operationId = "getQuota", summary = "Reads one quota, with a forecast when it is asked for as of now.")
    @GET
    @Path("/{id}")
    public QuotaView quota(
            @PathParam("id") String id,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt) {
        var quota = readable(id, on, knownAt);
        var forecast = on == null && knownAt == null ? quotas.forecast(quota, today()).orElse(null) : null;
        return QuotaView.of(quota, forecast);
    }

    /// One movement of a quota.
    ///
    /// @param exporter whose posting it was; null for a regulator's
    public record MovementView(
            @Nullable Long number,
            UUID posting,
            String kind,
            LocalDate effectiveOn,
            Instant recordedAt,
            int lateDays,
            @Nullable String exporter,
            @Nullable String reference,
            String reserved,
            String charged,
            @Nullable String reservedAfter,
            @Nullable String chargedAfter,
            @Nullable String headroomAfter) {

        static MovementView of(History.Movement movement, ToldEntry entry, @Nullable Long number) {
            var unit = entry.unit();
            return new MovementView(
                    number,
                    movement.posting(),
                    movement.kind().name().toLowerCase(java.util.Locale.ROOT),
                    movement.effectiveOn(),
                    movement.recordedAt(),
                    Lateness.days(movement.effectiveOn(), movement.recordedAt()),
                    movement.exporter(),
                    movement.reference(),
                    unit.plain(entry.reserved()),
                    unit.plain(entry.charged()),
                    QuotaView.plain(unit, entry.reservedAfter()),
                    QuotaView.plain(unit, entry.chargedAfter()),
                    QuotaView.plain(unit, entry.headroomAfter()));
        }
    }

    @Operation(
            operationId = "listQuotaEntries",
            summary = "Lists the movements of a quota, newest first; an exporter sees its own.")
    @GET
    @Path("/{id}/entries")
    public Page<MovementView> entries(
            @PathParam("id") String id,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var quota = readable(id, null, null);
        var readableBy = caller.readableBy();
        var movements = quotas.movements(quota.id(), readableBy, before.number(cursor, Typed.moment(knownAt)), size);
        var told = new ArrayList<MovementView>(movements.size());
        for (var movement : movements) {
            var entry = disclosures.entry(movement.entry(), readableBy);
            if (entry != null) {
                told.add(MovementView.of(movement, entry, telling.number(movement.number())));
            }
        }
        return new Page<>(
                told,
                movements.size() < size ? null : Cursor.of(movements.getLast().posting()));
    }

    /// A quota that the caller may see. A rival's own account is as absent as none.
    private Quota readable(String id, @Nullable LocalDate on, @Nullable String knownAt) {
        var readableBy = caller.readableBy();
        return quotas.readable(id, readableBy, on == null ? today() : on, on != null, Typed.moment(knownAt))
                .orElseThrow(NotFoundException::new);
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
