package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.AuditFilter;
import org.headroom.audit.AuditLog;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Who did what.
@Tag(name = "Audit", description = "Who did what, and read what.")
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AuditResource {

    private final AuditLog log;
    private final Caller caller;

    AuditResource(AuditLog log, Caller caller) {
        this.log = log;
        this.caller = caller;
    }

    @Operation(
            operationId = "listAuditEvents",
            summary = "Lists who did what, newest first; an exporter's approver sees its exporter's people.")
    @GET
    @RolesAllowed({Roles.AUDITOR, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.APPROVER})
    public Page<AuditEvent> list(
            @QueryParam("exporter") @Nullable String exporter,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("act") @Nullable String act,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("object") @Nullable String object,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        if (outcome != null && !AuditEvent.OUTCOMES.contains(outcome)) {
            throw InvalidInput.of("outcome", "unknown-outcome",
                    "'" + outcome + "' is not an outcome. Use done, refused, failed or left.");
        }
        var events = log.list(new AuditFilter(
                caller.readableBy(), exporter, subject, act, outcome, object, from, to, Cursor.id(cursor), size));
        return new Page<>(events, events.size() < size ? null : Cursor.of(events.getLast().id()));
    }
}
