package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.ledger.Finding;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.Verification;
import org.headroom.ledger.Verifications;
import org.headroom.report.LedgerExtract;
import org.jspecify.annotations.Nullable;

/// Postings, newest first, and one of them with all that belongs to it.
@Path("/ledger")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class LedgerPage {

    private final Ledger ledger;
    private final PostingLines lines;
    private final Verifications verifications;
    private final LedgerExtract extract;
    private final Before before;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    LedgerPage(
            Ledger ledger,
            PostingLines lines,
            Verifications verifications,
            LedgerExtract extract,
            Before before,
            Caller caller,
            Frames frames,
            Clock clock) {
        this.ledger = ledger;
        this.lines = lines;
        this.verifications = verifications;
        this.extract = extract;
        this.before = before;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param word as an address has it
    record Kind(String word, String label) {

        static Kind of(PostingKind kind) {
            return new Kind(PostingLine.word(kind), PostingLine.words(kind));
        }
    }

    /// What the last replay of the whole book came to.
    ///
    /// @param said as a sentence
    /// @param findings the first of what it found, each as a sentence
    record Replayed(String said, Moment at, List<String> findings) {

        static Replayed of(Verification verification) {
            return new Replayed(verification.text(), Moment.of(verification.endedAt()),
                    verification.findings().stream().map(Finding::text).toList());
        }
    }

    /// @param replayed for those who see all; null where the book was never replayed
    /// @param query of the download with a row for each account that was touched
    record Table(
            Frame frame,
            LedgerQuery asked,
            List<Kind> kinds,
            Grid.View grid,
            boolean seesAll,
            String asOf,
            @Nullable Replayed replayed,
            @Nullable String next,
            String query) implements TemplateInstance {}

    /// Newest first, page by page; in another order the newest [Grid#MOST] are read.
    @Operation(operationId = "showLedger", summary = "Shows postings, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam LedgerQuery asked) {
        var readableBy = caller.readableBy();
        var knownAt = asked.knownAt();
        var shape = Shape.of(Fields.asked(call));
        var grid = PostingGrid.of(readableBy == null);
        var filter = asked.query(null);
        var part = grid.part("/ledger", filter, shape,
                size -> page(asked, readableBy, before.number(asked.cursor(), knownAt), size),
                line -> Cursor.of(line.id()));
        return new Table(
                frames.of(call, "Ledger"),
                asked,
                Stream.of(PostingKind.values()).map(Kind::of).toList(),
                grid.view((readableBy == null ? "Postings" : "Your postings")
                        + (grid.isSorted(shape) ? "" : ", newest first"), "/ledger", filter, shape, part.rows()),
                readableBy == null,
                (knownAt == null
                        ? "As of " + Moment.of(clock.instant()) + "."
                        : "What was recorded until " + Moment.of(knownAt) + ".") + part.said(),
                readableBy == null ? verifications.last().map(Replayed::of).orElse(null) : null,
                part.next(),
                filter.text());
    }

    private List<PostingLine> page(LedgerQuery asked, @Nullable String readableBy, @Nullable Long before, int size) {
        return lines.of(ledger.listed(asked.filter(readableBy, before, size)));
    }

    @Operation(operationId = "savePostings", summary = "Downloads postings, as filtered and with their columns.")
    @GET
    @Path("/reports/postings.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response postings(
            RoutingContext call, @PathParam("format") String format, @BeanParam LedgerQuery asked) {
        var readableBy = caller.readableBy();
        var shape = Shape.of(Fields.asked(call));
        var grid = PostingGrid.of(readableBy == null);
        var upTo = before.number(null, asked.knownAt());
        StreamingOutput written = out -> grid.write(format, "Postings", asked.query(null), shape,
                grid.isSorted(shape)
                        ? grid.sorted(shape, page(asked, readableBy, upTo, Grid.MOST))
                        : () -> Paging.of(before -> page(asked, readableBy, before, LedgerExtract.PAGE),
                                line -> line.posting().number(), upTo),
                out);
        return Saved.file("postings-" + today(), format, written);
    }

    /// @param license the number of the license it moved
    /// @param story all that belongs to the same shipment, license or application, oldest first, without this one
    record View(
            Frame frame,
            PostingLine line,
            @Nullable String consignee,
            @Nullable String authorization,
            @Nullable String license,
            boolean seesAll,
            List<PostingLine> story) implements TemplateInstance {}

    @Operation(operationId = "showPosting", summary = "Shows a posting and what belongs to it.")
    @GET
    @Path("/{id}")
    public TemplateInstance posting(RoutingContext call, @PathParam("id") UUID id) {
        var readableBy = caller.readableBy();
        var posting = ledger.posting(id).filter(found -> isReadable(found, readableBy))
                .orElseThrow(NotFoundException::new);
        var about = posting.about();
        var line = lines.of(List.of(posting)).getFirst();
        return new View(frames.of(call, line.kind() + " " + line.reference()), line, about.consignee(),
                about.authorizationType(), about.license(), readableBy == null,
                lines.of(story(posting, readableBy)));
    }

    private static boolean isReadable(Posting posting, @Nullable String readableBy) {
        return readableBy == null || readableBy.equals(posting.exporter());
    }

    private List<Posting> story(Posting posting, @Nullable String readableBy) {
        var subject = posting.about().subject() == null ? posting.id() : posting.about().subject();
        var of = ledger.postings(PostingFilter.ofSubject(subject, Set.of())).reversed();
        var first = of.stream().anyMatch(each -> each.id().equals(subject))
                ? Stream.<Posting>of()
                : ledger.posting(subject).stream();
        return Stream.concat(first, of.stream())
                .filter(each -> !each.id().equals(posting.id()) && isReadable(each, readableBy))
                .toList();
    }

    @Operation(operationId = "saveLedger", summary = "Downloads each account that postings touched, as filtered.")
    @GET
    @Path("/reports/ledger.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    @Permission("bundle:export")
    public Response file(@PathParam("format") String format, @BeanParam LedgerQuery asked) {
        var filter = asked.filter(caller.readableBy(), before.number(null, asked.knownAt()), LedgerExtract.PAGE);
        StreamingOutput written = switch (format) {
            case "xlsx" -> out -> extract.workbook(filter, out);
            case "csv" -> out -> extract.csv(filter, out);
            default -> out -> extract.json(filter, out);
        };
        return Saved.file("ledger-" + today(), format, written);
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
