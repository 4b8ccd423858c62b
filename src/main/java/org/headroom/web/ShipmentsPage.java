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
import java.time.ZoneOffset;
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
import org.headroom.shipment.Shipments;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Shipments as a table, as filtered, newest first.
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
            String device,
            String quantity,
            String destination,
            String consignee,
            String exportDate,
            String authorization,
            String tpp,
            Moment recordedAt,
            int lateDays,
            boolean isRecord) {

        static Line of(Posting posting, boolean seesAll) {
            var about = posting.about();
            var facts = Shipments.facts(posting);
            var authorization = facts.authorization();
            return new Line(
                    posting.id(),
                    seesAll ? (Long) posting.number() : null,
                    String.valueOf(about.reference()),
                    String.valueOf(posting.exporter()),
                    facts.deviceModel(),
                    Figures.grouped(Unit.DEVICES, about.quantity()),
                    String.valueOf(about.destination()),
                    facts.consignee().name(),
                    posting.effectiveOn().toString(),
                    authorization == null ? "none" : authorization.toString(),
                    Figures.grouped(Unit.TPP, facts.tpp().tpp()),
                    Moment.of(posting.recordedAt()),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                    posting.kind() == PostingKind.RECORD);
        }
    }

    /// @param query of the downloads
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            ShipmentQuery asked,
            List<Line> lines,
            String asOf,
            boolean seesAll,
            boolean mayLog,
            String query,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showShipments", summary = "Shows shipments, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = ShipmentQuery.of(call);
        var knownAt = asked.knownAt();
        int size = Cursor.LIMIT_DEFAULT;
        var found = shipments.list(asked.filter(SHIPPED, caller.readableBy(),
                before.number(asked.cursor(), knownAt), size));
        boolean seesAll = caller.readableBy() == null;
        return new Table(
                frames.of(call, "Shipments"),
                asked,
                found.stream().map(posting -> Line.of(posting, seesAll)).toList(),
                asOf(knownAt),
                seesAll,
                identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER),
                asked.query(),
                found.size() < size ? null : "/shipments?" + asked.queryFrom(Cursor.of(found.getLast().id())));
    }

    private String asOf(@Nullable Instant knownAt) {
        return knownAt == null
                ? "As of " + Moment.of(clock.instant()) + "."
                : "By what was recorded until " + Moment.of(knownAt) + ".";
    }

    @Operation(operationId = "saveShipments", summary = "Downloads what shipments posted, as filtered.")
    @GET
    @Path("/reports/ledger.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response file(RoutingContext call, @PathParam("format") String format) {
        var asked = ShipmentQuery.of(call);
        var filter = asked.filter(Set.of(), caller.readableBy(), before.number(null, asked.knownAt()),
                LedgerExtract.PAGE);
        StreamingOutput content = switch (format) {
            case "xlsx" -> out -> extract.workbook(filter, out);
            case "csv" -> out -> extract.csv(filter, out);
            default -> out -> extract.json(filter, out);
        };
        var day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return Saved.file("ledger-" + day, format, content);
    }
}
