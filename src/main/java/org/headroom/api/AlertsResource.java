package org.headroom.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.alert.Alert;
import org.headroom.alert.AlertStream;
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

    private final Alerts alerts;
    private final AlertStream stream;
    private final Caller caller;

    AlertsResource(Alerts alerts, AlertStream stream, Caller caller) {
        this.alerts = alerts;
        this.stream = stream;
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
        return stream.of(caller.readableBy(), lastSeen)
                .map(alert -> sse.newEventBuilder()
                        .id(alert.id().toString())
                        .name("alert")
                        .data(alert)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .build());
    }
}
