package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.ledger.PostingFilter;
import org.headroom.report.LedgerExtract;
import org.headroom.report.LicenseRegister;
import org.headroom.report.LppNotification;
import org.headroom.report.QuotaUsage;
import org.headroom.report.ShipmentTemplate;
import org.jspecify.annotations.Nullable;

/// Reports as files.
@Tag(name = "Reports", description = "Workbooks and extracts to keep.")
@Path("/api/v1/reports")
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class ReportsResource {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final QuotaUsage quotaUsage;
    private final LedgerExtract ledgerExtract;
    private final LicenseRegister licenseRegister;
    private final LppNotification lppNotification;
    private final ShipmentTemplate shipmentTemplate;
    private final Caller caller;
    private final Clock clock;

    ReportsResource(
            QuotaUsage quotaUsage,
            LedgerExtract ledgerExtract,
            LicenseRegister licenseRegister,
            LppNotification lppNotification,
            ShipmentTemplate shipmentTemplate,
            Caller caller,
            Clock clock) {
        this.quotaUsage = quotaUsage;
        this.ledgerExtract = ledgerExtract;
        this.licenseRegister = licenseRegister;
        this.lppNotification = lppNotification;
        this.shipmentTemplate = shipmentTemplate;
        this.caller = caller;
        this.clock = clock;
    }

    @Operation(operationId = "downloadQuotaUsage", summary = "Downloads how much of every quota is used, as filtered.")
    @GET
    @Path("/quota-usage.{format:xlsx|csv|json}")
    public Response quotaUsage(
            @PathParam("format") String format,
            @QueryParam("regime") @Nullable String regime,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt) {
        var asked = new QuotaUsage.Asked(regime, destination, null, on == null ? today() : on, on != null,
                Typed.moment(knownAt), caller.readableBy());
        var name = "quota-usage-" + asked.on();
        return switch (format) {
            case "xlsx" -> file(name, format, quotaUsage.workbook(asked));
            case "csv" -> file(name, format, (StreamingOutput) out -> quotaUsage.csv(asked, out));
            default -> file(name, format, (StreamingOutput) out -> quotaUsage.json(asked, out));
        };
    }

    @Operation(
            operationId = "downloadLedger",
            summary = "Downloads the ledger, oldest posting first, as filtered: one row for each posting and quota.")
    @GET
    @Path("/ledger.{format:xlsx|csv|json}")
    @Permission("bundle:export")
    public Response ledger(
            @PathParam("format") String format,
            @QueryParam("reference") @Nullable String reference,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("device") @Nullable String device,
            @QueryParam("license") @Nullable String license,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("late") @Nullable Boolean late) {
        var filter = new PostingFilter(Set.of(), caller.readableBy(), reference, null, destination, device, null,
                license, from, to, Boolean.TRUE.equals(late), null, LedgerExtract.PAGE);
        var name = "ledger-" + today();
        StreamingOutput written = switch (format) {
            case "xlsx" -> out -> ledgerExtract.workbook(filter, out);
            case "csv" -> out -> ledgerExtract.csv(filter, out);
            default -> out -> ledgerExtract.json(filter, out);
        };
        return file(name, format, written);
    }

    @Operation(
            operationId = "downloadLicenseRegister",
            summary = "Downloads every license with what is left of each line.")
    @GET
    @Path("/license-register.xlsx")
    public Response licenseRegister() {
        return file("license-register-" + today(), "xlsx", licenseRegister.workbook(caller.readableBy(), today()));
    }

    @Operation(
            operationId = "downloadLppNotification",
            summary = "Downloads what went under License Exception LPP in a calendar year, and what BIS is to be told.")
    @GET
    @Path("/lpp-notification.xlsx")
    public Response lppNotification(
            @QueryParam("year") @Nullable Integer year,
            @QueryParam("ultimateParent") @Nullable String ultimateParent) {
        int asked = year == null ? today().getYear() : year;
        var workbook = lppNotification.workbook(asked, ultimateParent, caller.readableBy(), today());
        return file("lpp-notification-" + asked, "xlsx", workbook);
    }

    @Operation(
            operationId = "downloadShipmentTemplate",
            summary = "Downloads the workbook to fill in and upload as an import.")
    @GET
    @Path("/shipment-import.xlsx")
    public Response shipmentImport() {
        return file("shipment-import", "xlsx", shipmentTemplate.workbook(today()));
    }

    /// A file to keep. The name holds nothing that a caller typed.
    static Response file(String name, String extension, Object content) {
        var type = switch (extension) {
            case "xlsx" -> XLSX;
            case "csv" -> CSV;
            default -> MediaType.APPLICATION_JSON;
        };
        return Response.ok(content, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + extension + "\"")
                .build();
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
