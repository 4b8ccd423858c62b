package org.headroom.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.access.Access;
import org.headroom.alert.Alert;
import org.headroom.alert.Alerts;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// Warnings.
@Tag(name = "Alerts", description = "Warnings, once for each crossing of a level of a cap, and who has seen them.")
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class AlertsResource {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;

    /// A stream lives no longer than a token; whoever follows signs in again and goes on where it ended.
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Access access;
    private final Alerts alerts;
    private final Caller caller;

    AlertsResource(Access access, Alerts alerts, Caller caller) {
        this.access = access;
        this.alerts = alerts;
        this.caller = caller;
    }

    @Operation(operationId = "listAlerts", summary = "Lists warnings, newest first.")
    @GET
    @Path("/alerts")
    @RunOnVirtualThread
    public Page<Alert> list(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var moment = Typed.moment(knownAt);
        var page = alerts.list(caller.readableBy(), Cursor.id(cursor), moment, size);
        return new Page<>(
                moment == null ? page : page.stream().flatMap(alert -> alert.knownAt(moment).stream()).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    public record AcknowledgementRequest(@Nullable String note) {}

    @Operation(
            operationId = "acknowledgeAlert",
            summary = "Notes that the caller has seen a warning; a second time changes nothing.")
    @POST
    @Path("/alerts/{id}/acknowledgement")
    @RunOnVirtualThread
    public Alert acknowledge(@PathParam("id") UUID id, @Nullable AcknowledgementRequest request) {
        return alerts.acknowledge(caller.actor(), caller.readableBy(), id, request == null ? null : request.note())
                .orElseThrow(NotFoundException::new);
    }

    @Operation(operationId = "followAlerts", summary = "Streams warnings as they happen, for five minutes.")
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    public Multi<OutboundSseEvent> events(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable UUID lastSeen, @Context Sse sse) {
        var reader = access.now(); // the ticks have no request
        var readableBy = caller.readableBy();
        var seen = new AtomicReference<>(Optional.ofNullable(lastSeen)
                .flatMap(id -> alerts.placeOf(readableBy, id))
                .orElseGet(() -> alerts.last(readableBy)));
        return Multi.createFrom()
                .ticks()
                .every(EVERY)
                .select().first(LIFE)
                .onOverflow().drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem().transformToMultiAndConcatenate(tick -> {
                    var place = Objects.requireNonNull(seen.get());
                    var due = access.call(reader, () -> alerts.after(readableBy, place, AT_ONCE));
                    seen.set(due.last());
                    return Multi.createFrom().iterable(due.alerts());
                })
                .map(alert -> sse.newEventBuilder()
                        .id(alert.id().toString())
                        .name("alert")
                        .data(alert)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .build());
    }
}
