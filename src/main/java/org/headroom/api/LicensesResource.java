package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Problem;
import org.headroom.http.Problems;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingOutcome;
import org.headroom.license.LicenseBalance;
import org.headroom.license.LicenseRequest;
import org.headroom.license.Licensing;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Licenses granted, and what is left of them.
@Tag(name = "Licenses", description = "Licenses granted, their lines, and what is left of them.")
@Path("/api/v1/licenses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LicensesResource {

    private final Licensing licensing;
    private final Ledger ledger;
    private final Caller caller;
    private final Telling telling;

    LicensesResource(Licensing licensing, Ledger ledger, Caller caller, Telling telling) {
        this.licensing = licensing;
        this.ledger = ledger;
        this.caller = caller;
        this.telling = telling;
    }

    /// A license with what is left of each line.
    ///
    /// @param status `not_yet_valid`, `valid`, `exhausted` or `expired`
    public record LicenseView(
            String number,
            String exporter,
            String status,
            String destination,
            String consignee,
            String consigneeName,
            LocalDate validFrom,
            LocalDate validTo,
            List<LineView> lines,
            List<String> conditions) {

        static LicenseView of(LicenseBalance balance) {
            var license = balance.license();
            return new LicenseView(
                    license.number(),
                    license.exporter(),
                    balance.status().name().toLowerCase(Locale.ROOT),
                    license.destination().code(),
                    license.consignee(),
                    license.consigneeName(),
                    license.validFrom(),
                    license.validTo(),
                    balance.lines().stream().map(LineView::of).toList(),
                    license.conditions());
        }
    }

    /// @param valueLeftUsd up to 110 % of the licensed value less what was shipped; nothing once no device is left
    public record LineView(
            int line,
            String device,
            long quantity,
            long shipped,
            long left,
            String valueUsd,
            String shippedUsd,
            String valueLeftUsd) {

        static LineView of(LicenseBalance.Line line) {
            return new LineView(
                    line.line().line(),
                    line.line().device(),
                    line.line().quantity(),
                    line.shipped(),
                    line.left(),
                    Unit.USD.plain(line.line().valueUsd()),
                    Unit.USD.plain(line.shippedUsd()),
                    Unit.USD.plain(line.valueLeftUsd()));
        }
    }

    /// A license that was recorded, with what it charged.
    public record GrantedView(
            UUID id, @Nullable Long number, LicenseView license, List<ShipmentView.EntryView> entries,
            List<ShipmentView.Warning> warnings) {}

    @Operation(
            operationId = "recordLicense",
            summary = "Records a granted license and charges the quotas that count what is licensed.")
    @APIResponseSchema(value = GrantedView.class, responseCode = "201")
    @POST
    @RolesAllowed({Roles.OFFICER, Roles.APPROVER})
    public Response grant(@Nullable LicenseRequest request) {
        caller.exporter();
        if (request == null) {
            throw InvalidInput.of("", "required", "Send the license as JSON in the body.");
        }
        var granted = licensing.grant(caller.actor(), request, List.of(), null);
        return response(granted.license().number(), granted.outcome());
    }

    Response response(String number, PostingOutcome outcome) {
        return switch (outcome) {
            case PostingOutcome.Posted posted -> created(number, posted).build();
            case PostingOutcome.AlreadyPosted(var at) ->
                created(number, ledger.outcome(ledger.posting(at).orElseThrow().id()))
                        .header(ShipmentsResource.IDEMPOTENCY_HIT, "true")
                        .build();
            case PostingOutcome.NameTaken(var name, var at) ->
                new Problems()
                        .invalid(InvalidInput.of("number", "used-already", "You recorded a license " + number
                                + " before, with other contents. It is not changed; check the number."));
            case PostingOutcome.Refused(var shortfalls) -> telling.capExceeded(shortfalls).response();
            case PostingOutcome.PeriodClosed(var closings) -> Problem.periodClosed(closings).response();
        };
    }

    private Response.ResponseBuilder created(String number, PostingOutcome.Posted posted) {
        var balance = licensing.balance(caller.exporter(), number).orElseThrow();
        return Response.created(URI.create("/api/v1/licenses/" + number))
                .entity(new GrantedView(
                        posted.id(),
                        telling.number(posted.number()),
                        LicenseView.of(balance),
                        telling.entries(posted.entries().stream()
                                .filter(entry -> !entry.account().startsWith("license:"))
                                .toList()),
                        telling.warnings(posted.crossings())));
    }

    @Operation(operationId = "listLicenses", summary = "Lists licenses with what is left of each line, newest first.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
    public Page<LicenseView> list(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var page = licensing.list(
                caller.readableBy(), Cursor.id(cursor), Typed.moment(knownAt), Cursor.limit(limit));
        return new Page<>(page.items().stream().map(LicenseView::of).toList(), Cursor.of(page.next()));
    }

    @Operation(operationId = "getLicense", summary = "Reads a license with what is left of each line.")
    @GET
    @Path("/{number}")
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public LicenseView license(@PathParam("number") String number) {
        return LicenseView.of(
                licensing.balance(caller.exporter(), number).orElseThrow(NotFoundException::new));
    }
}
