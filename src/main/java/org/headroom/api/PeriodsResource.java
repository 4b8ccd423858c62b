package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.ledger.PeriodChange;
import org.headroom.quota.Closings;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Period;
import org.jspecify.annotations.Nullable;

/// Periods: closed by one person, reopened by two.
@Tag(name = "Periods", description = "Periods of quota rules: closed by one person, reopened by two.")
@Path("/api/v1/periods")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.REGULATOR_ADMIN)
class PeriodsResource {

    private final Closings closings;
    private final Caller caller;
    private final Telling telling;

    PeriodsResource(Closings closings, Caller caller, Telling telling) {
        this.closings = closings;
        this.caller = caller;
        this.telling = telling;
    }

    /// A period as it was closed or reopened.
    ///
    /// @param act `closed` or `reopened`
    /// @param afterPosting the last posting before it
    public record PeriodChangeView(
            UUID id,
            String act,
            String regime,
            String rule,
            Period period,
            String reason,
            String changedBy,
            Instant changedAt,
            @Nullable String approvedBy,
            long afterPosting) {

        static PeriodChangeView of(PeriodChange change) {
            var period = change.period();
            var approver = change.approvedBy();
            return new PeriodChangeView(change.id(), ImportView.word(change.act()), period.regime(), period.rule(),
                    new Period(period.first(), change.last()), change.reason(), change.by().name(), change.at(),
                    approver == null ? null : approver.name(), change.number());
        }
    }

    @Operation(operationId = "listPeriodChanges", summary = "Lists closings and reopenings of periods, newest first.")
    @GET
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Page<PeriodChangeView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = closings.list(Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(PeriodChangeView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "closePeriod",
            summary = "Closes a period of a quota rule that has ended; then only records of goods that have left are"
                    + " posted in it.")
    @APIResponseSchema(value = PeriodChangeView.class, responseCode = "201")
    @POST
    @Path("/closings")
    public Response close(Closings.@Nullable PeriodRequest request) {
        return ApprovalsResource.response(closings.close(caller.actor(), said(request)), change ->
                Response.created(URI.create("/api/v1/periods")).entity(PeriodChangeView.of(change)));
    }

    @Operation(
            operationId = "requestReopening",
            summary = "Asks that a closed period be reopened; another person approves it.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "201")
    @POST
    @Path("/reopenings")
    @Permission("period:reopen")
    public Response requestReopening(Closings.@Nullable PeriodRequest request) {
        return ApprovalsResource.asked(closings.request(caller.actor(), said(request)), telling);
    }

    @Operation(
            operationId = "approveReopening",
            summary = "Approves a reopening that another person asked for; it holds from the next posting on.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/reopenings/{id}/approval")
    @Permission("period:reopen")
    public Response approveReopening(@PathParam("id") UUID id, ApprovalsResource.@Nullable ApprovalRequest request) {
        return ApprovalsResource.response(
                closings.approve(caller.actor(), id, request == null ? null : request.digest()), telling);
    }

    @Operation(
            operationId = "withdrawReopening",
            summary = "Withdraws a reopening that the caller asked for and nobody has approved.")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200")
    @POST
    @Path("/reopenings/{id}/withdrawal")
    public Response withdrawReopening(
            @PathParam("id") UUID id, ApprovalsResource.@Nullable WithdrawalRequest request) {
        return ApprovalsResource.response(
                closings.withdraw(caller.actor(), id, request == null ? null : request.reason()), telling);
    }

    private static Closings.PeriodRequest said(Closings.@Nullable PeriodRequest request) {
        if (request == null) {
            throw InvalidInput.of("regime", "required", "Send regime, rule, period and reason.");
        }
        return request;
    }
}
