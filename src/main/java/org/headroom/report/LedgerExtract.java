package org.headroom.report;

import static org.headroom.workbook.Column.Kind.AMOUNT;
import static org.headroom.workbook.Column.Kind.COUNT;
import static org.headroom.workbook.Column.Kind.DATE;
import static org.headroom.workbook.Column.Kind.MOMENT;
import static org.headroom.workbook.Column.Kind.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.headroom.ledger.Lateness;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.LedgerLine;
import org.headroom.ledger.PostingFilter;
import org.headroom.quota.Disclosures;
import org.headroom.quota.ToldEntry;
import org.headroom.workbook.Column;
import org.headroom.workbook.Rows;
import org.jspecify.annotations.Nullable;

/// The ledger as a table, oldest first: one row per posting and account it touched, written as it is read, in
/// constant memory. See `reports/ledger-extract/README.md`.
@ApplicationScoped
public class LedgerExtract {

    /// Postings of one page: some thousands of rows in memory, whatever the length of the extract.
    public static final int PAGE = 1_000;

    private static final List<Column> COLUMNS = List.of(
            new Column("number", "Number", COUNT, 11),
            new Column("id", "Posting", TEXT, 38),
            new Column("kind", "Kind", TEXT, 12),
            new Column("exporter", "Exporter", TEXT, 14),
            new Column("effectiveOn", "Effective on", DATE, 12),
            new Column("recordedAt", "Recorded at (UTC)", MOMENT, 28),
            new Column("lateDays", "Days late", COUNT, 10),
            new Column("recordedBy", "Recorded by", TEXT, 20),
            new Column("reference", "Reference", TEXT, 18),
            new Column("device", "Device", TEXT, 26),
            new Column("quantity", "Quantity", COUNT, 10),
            new Column("destination", "Destination", TEXT, 11),
            new Column("consignee", "Consignee", TEXT, 22),
            new Column("authorization", "Authorization", TEXT, 13),
            new Column("license", "License", TEXT, 14),
            new Column("reason", "Reason", TEXT, 30),
            new Column("quota", "Quota or account", TEXT, 46),
            new Column("citation", "Citation", TEXT, 30),
            new Column("unit", "Unit", TEXT, 9),
            new Column("reserved", "Reserved", AMOUNT, 18),
            new Column("charged", "Charged", AMOUNT, 18),
            new Column("reservedAfter", "Reserved after", AMOUNT, 18),
            new Column("chargedAfter", "Charged after", AMOUNT, 18),
            new Column("capAfter", "Cap", AMOUNT, 18),
            new Column("headroomAfter", "Headroom after", AMOUNT, 18));

    private final Ledger ledger;
    private final Disclosures disclosures;

    LedgerExtract(Ledger ledger, Disclosures disclosures) {
        this.ledger = ledger;
        this.disclosures = disclosures;
    }

    public void csv(PostingFilter filter, OutputStream out) throws IOException {
        try (var rows = Rows.csv(out, COLUMNS)) {
            write(filter, ledger.lastNumber(), rows);
        }
    }

    public void json(PostingFilter filter, OutputStream out) throws IOException {
        long upTo = ledger.lastNumber();
        try (var rows = Rows.json(out, facts(filter, upTo), COLUMNS)) {
            write(filter, upTo, rows);
        }
    }

    public void workbook(PostingFilter filter, OutputStream out) throws IOException {
        long upTo = ledger.lastNumber();
        try (var rows = Rows.workbook(out, "Ledger", facts(filter, upTo), COLUMNS)) {
            write(filter, upTo, rows);
        }
    }

    /// @param entry what the reader is told of the line's
    record Told(LedgerLine line, @Nullable ToldEntry entry) {}

    static void write(OutputStream out, Map<String, @Nullable Object> facts, List<Told> lines) throws IOException {
        try (var rows = Rows.workbook(out, "Ledger", facts, COLUMNS)) {
            for (var told : lines) {
                rows.row(cells(told.line(), told.entry(), told.line().number()));
            }
        }
    }

    private static Map<String, @Nullable Object> facts(PostingFilter filter, long upTo) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("lastPosting", filter.readableBy() == null ? upTo : null);
        facts.put("exporter", filter.readableBy());
        facts.put("reference", filter.reference());
        facts.put("destination", filter.destination());
        facts.put("device", filter.device());
        facts.put("license", filter.license());
        facts.put("from", filter.from());
        facts.put("to", filter.to());
        return facts;
    }

    private void write(PostingFilter filter, long upTo, Rows rows) throws IOException {
        long after = 0;
        for (var page = ledger.lines(filter, after, upTo); !page.isEmpty(); page = ledger.lines(filter, after, upTo)) {
            for (var line : page) {
                var entry = line.entry() == null ? null : disclosures.entry(line.entry(), filter.readableBy());
                if (entry != null || line.entry() == null) {
                    rows.row(cells(line, entry, filter.readableBy() == null ? line.number() : null));
                }
            }
            after = page.getLast().number();
        }
    }

    private static List<@Nullable Object> cells(
            LedgerLine line, @Nullable ToldEntry entry, @Nullable Long number) {
        var about = line.about();
        var unit = entry == null ? null : entry.unit();
        return Arrays.asList(
                number,
                line.id().toString(),
                line.kind().name().toLowerCase(Locale.ROOT),
                line.exporter(),
                line.effectiveOn(),
                line.recordedAt(),
                (long) Lateness.days(line.effectiveOn(), line.recordedAt()),
                line.actorName(),
                about.reference(),
                about.device(),
                about.quantity(),
                about.destination(),
                about.consignee(),
                about.authorizationType(),
                about.license(),
                about.reason(),
                entry == null ? null : entry.quota(),
                entry == null ? null : entry.citation(),
                unit == null ? null : unit.name(),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.reserved()),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.charged()),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.reservedAfter()),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.chargedAfter()),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.capAfter()),
                entry == null || unit == null ? null : QuotaUsage.exact(unit, entry.headroomAfter()));
    }
}
