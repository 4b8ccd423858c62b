package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.ledger.Lateness;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.report.LedgerExtract;
import org.headroom.shipment.ListedShipment;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Shipments as a table, as filtered and shaped.
@Path("/shipments")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class ShipmentsPage {

    private static final Set<PostingKind> SHIPPED = Set.of(PostingKind.SHIPMENT, PostingKind.RECORD);

    private final Shipments shipments;
    private final LedgerExtract extract;
    private final Before before;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    ShipmentsPage(
            Shipments shipments,
            LedgerExtract extract,
            Before before,
            Caller caller,
            SecurityIdentity identity,
            Frames frames,
            Clock clock) {
        this.shipments = shipments;
        this.extract = extract;
        this.before = before;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param number for those who see all
    /// @param isRecord whether it was recorded after it had left
    record Line(
            UUID id,
            @Nullable Long number,
            String reference,
            String exporter,
            ListedShipment facts,
            LocalDate exportedOn,
            Instant recordedAt,
            int lateDays,
            boolean isRecord) {

        static Line of(Posting posting) {
            return new Line(
                    posting.id(),
                    posting.number(),
                    String.valueOf(posting.about().reference()),
                    String.valueOf(posting.exporter()),
                    ListedShipment.of(posting),
                    posting.effectiveOn(),
                    posting.recordedAt(),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                    posting.kind() == PostingKind.RECORD);
        }

        private ShipmentRequest request() {
            return facts.request();
        }

        private String under() {
            return facts.authorization() == null ? "none" : facts.authorization().toString();
        }
    }

    private static Grid<Line> grid(boolean seesAll) {
        var columns = new ArrayList<Grid.Column<Line>>();
        columns.add(Grid.<Line>column("reference", "Reference", Kind.TEXT, 18, Line::reference, line -> Cell
                .of(line.reference()).to("/shipments/" + line.id())
                .noting(line.isRecord() ? "recorded after it had left" : null)));
        if (seesAll) {
            columns.add(Grid.<Line>number("number", "Posting", Line::number));
            columns.add(Grid.<Line>text("exporter", "Exporter", 14, Line::exporter));
        }
        columns.addAll(List.of(
                Grid.<Line>text("device", "Device", 26, line -> line.facts().deviceModel()),
                Grid.<Line>count("quantity", "Quantity", 10, line -> line.request().quantity()),
                Grid.<Line>text("origin", "Leaves", 11, line -> line.facts().origin().code()).hidden(),
                Grid.<Line>text("destination", "To", 11, line -> line.request().destination()),
                Grid.<Line>text("consignee", "Consignee", 22, line -> line.facts().consignee().name()),
                Grid.<Line>text("ultimateParent", "Ultimate parent", 22,
                        line -> line.facts().consignee().ultimateParentName()).hidden(),
                Grid.<Line>day("exportDate", "Exported", Line::exportedOn)
                        .noting(line -> Moment.late(line.lateDays())),
                Grid.<Line>number("lateDays", "Days late", line -> (long) line.lateDays()).hidden(),
                Grid.<Line>text("authorization", "Under", 16, Line::under),
                Grid.<Line>text("controlClass", "Class", 12, line -> line.facts().controlClass().code()).hidden(),
                Grid.<Line>amount("tpp", "TPP", row -> Unit.TPP, line -> line.facts().tpp().tpp()),
                Grid.<Line>amount("valueUsd", "Value, USD", row -> Unit.USD, line -> line.request().valueUsd())
                        .hidden(),
                Grid.<Line>text("itn", "ITN", 18, line -> line.request().itn()).hidden(),
                Grid.<Line>moment("recordedAt", "Recorded", Line::recordedAt)));
        return new Grid<>(columns);
    }

    /// @param query of the downloads
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            ShipmentQuery asked,
            Grid.View grid,
            String asOf,
            boolean mayLog,
            String query,
            @Nullable String next) implements TemplateInstance {}

    /// Newest first, page by page; in another order the newest [Grid#MOST] are read.
    @Operation(operationId = "showShipments", summary = "Shows shipments, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = ShipmentQuery.of(call);
        var knownAt = asked.knownAt();
        var shape = Shape.of(asked.typed());
        var grid = grid(caller.readableBy() == null);
        var part = grid.part("/shipments", asked.query(), shape,
                size -> page(asked, caller.readableBy(), before.number(asked.cursor(), knownAt), size),
                line -> Cursor.of(line.id()));
        return new Table(
                frames.of(call, "Shipments"),
                asked,
                grid.view(grid.isSorted(shape) ? "Shipments" : "Shipments, newest first", "/shipments", asked.query(),
                        shape, part.rows()),
                asOf(knownAt) + part.said(),
                identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER),
                asked.query().text(),
                part.next());
    }

    private String asOf(@Nullable Instant knownAt) {
        return knownAt == null
                ? "As of " + Moment.of(clock.instant()) + "."
                : "By what was recorded until " + Moment.of(knownAt) + ".";
    }

    @Operation(operationId = "saveShipments", summary = "Downloads shipments, as filtered and with their columns.")
    @GET
    @Path("/reports/shipments.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response file(RoutingContext call, @PathParam("format") String format) {
        var asked = ShipmentQuery.of(call);
        var shape = Shape.of(asked.typed());
        var grid = grid(caller.readableBy() == null);
        var upTo = before.number(null, asked.knownAt());
        var readableBy = caller.readableBy();
        StreamingOutput content = out -> grid.write(format, "Shipments", asked.query(), shape,
                grid.isSorted(shape)
                        ? grid.sorted(shape, page(asked, readableBy, upTo, Grid.MOST))
                        : () -> Paging.of(before -> page(asked, readableBy, before, LedgerExtract.PAGE),
                                Line::number, upTo),
                out);
        return Saved.file("shipments-" + today(), format, content);
    }

    private List<Line> page(ShipmentQuery asked, @Nullable String readableBy, @Nullable Long before, int size) {
        return shipments.listed(asked.filter(SHIPPED, readableBy, before, size)).stream().map(Line::of).toList();
    }

    @Operation(operationId = "saveWhatShipmentsPosted", summary = "Downloads what shipments posted, as filtered.")
    @GET
    @Path("/reports/ledger.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response ledger(RoutingContext call, @PathParam("format") String format) {
        var asked = ShipmentQuery.of(call);
        var filter = asked.filter(Set.of(), caller.readableBy(), before.number(null, asked.knownAt()),
                LedgerExtract.PAGE);
        StreamingOutput content = switch (format) {
            case "xlsx" -> out -> extract.workbook(filter, out);
            case "csv" -> out -> extract.csv(filter, out);
            default -> out -> extract.json(filter, out);
        };
        return Saved.file("ledger-" + today(), format, content);
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
