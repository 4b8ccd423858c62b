package org.headroom.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.quota.Quota;
import org.headroom.terms.Unit;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;
import org.jspecify.annotations.Nullable;

/// The quotas as a workbook: amounts as the ledger has them, and what follows from them as formulas.
final class QuotaUsageBook {

    private static final int HEADER = 2;
    private static final int CITATION = 13;
    private static final String[] HEADERS = {
        "Quota", "Scope", "From", "To", "Unit", "Cap", "Reserved", "Charged", "Used", "Headroom", "Used share",
        "Period share", "Status", "Citation", "Regime", "Id", "As of posting", "Disclosure",
        "Own reserved", "Own charged"
    };

    private QuotaUsageBook() {}

    static byte[] bytes(LocalDate on, Map<String, @Nullable Object> facts, List<Quota> quotas) {
        var asOf = asOf(facts);
        var book = new Book("Quota usage", asOf, on.atStartOfDay(ZoneOffset.UTC).toInstant());
        var sheet = book.sheet("Quota usage", Paper.LANDSCAPE,
                30, 18, 13, 13, 11, 18, 18, 18, 18, 18, 9, 9, 18, 24, 20, 40, 10, 11, 18, 18);
        sheet.text(0, 0, "Quota usage", Look.TITLE);
        sheet.text(1, 0, asOf, Look.NOTE);
        book.name("Quota_Usage_As_Of", sheet, 1, 0);
        for (int column = 0; column < HEADERS.length; column++) {
            sheet.text(HEADER, column, HEADERS[column], Look.HEADER);
        }
        sheet.header(HEADER, HEADER, 1);
        int row = HEADER + 1;
        for (var quota : quotas) {
            write(sheet, row++, quota);
        }
        sheet.filter(HEADER, row - 1, HEADERS.length - 1);
        // The keys for machines are on the sheet, and not on paper.
        sheet.print(row - 1, CITATION);
        return book.bytes();
    }

    private static String asOf(Map<String, @Nullable Object> facts) {
        var words = Map.of("on", "On", "knownAt", "known at", "regime", "regime", "destination", "destination",
                "exporter", "as seen by", "lastPosting", "last posting");
        return facts.entrySet().stream()
                .filter(fact -> fact.getValue() != null)
                .map(fact -> words.getOrDefault(fact.getKey(), fact.getKey()) + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void write(BookSheet sheet, int row, Quota quota) {
        var period = quota.period();
        var amounts = quota.unit() == Unit.DEVICES ? Look.COUNT : Look.AMOUNT;
        sheet.text(row, 0, quota.title(), Look.TEXT);
        sheet.text(row, 1, String.join(", ", quota.scope()), Look.TEXT);
        sheet.date(row, 2, period == null ? null : period.first());
        sheet.date(row, 3, period == null ? null : period.last());
        sheet.text(row, 4, quota.unit().name(), Look.TEXT);
        sheet.number(row, 5, quota.cap(), amounts);
        figures(sheet, row, quota, amounts);
        sheet.number(row, 11, quota.periodShare(), Look.SHARE);
        sheet.text(row, 12, status(quota), Look.TEXT);
        sheet.text(row, 13, quota.citation(), Look.TEXT);
        sheet.text(row, 14, quota.regime(), Look.TEXT);
        sheet.text(row, 15, quota.id(), Look.TEXT);
        sheet.number(row, 16, quota.asOf() == null ? null : BigDecimal.valueOf(quota.asOf()), Look.COUNT);
        sheet.text(row, 17, quota.disclosure().word(), Look.TEXT);
        var own = quota.own();
        sheet.number(row, 18, own == null ? null : own.reserved(), amounts);
        sheet.number(row, 19, own == null ? null : own.charged(), amounts);
    }

    /// What the reader is not told stays blank.
    private static void figures(BookSheet sheet, int row, Quota quota, Look amounts) {
        var reserved = quota.reserved();
        var charged = quota.charged();
        int line = row + 1;
        sheet.number(row, 6, reserved, amounts);
        sheet.number(row, 7, charged, amounts);
        if (reserved == null || charged == null) {
            sheet.blank(row, 8, amounts);
        } else {
            sheet.formula(row, 8, "G%d+H%d".formatted(line, line), reserved.add(charged), amounts);
        }
        if (quota.headroom() == null) {
            sheet.blank(row, 9, amounts);
            sheet.blank(row, 10, Look.SHARE);
        } else {
            sheet.formula(row, 9, "F%d-I%d".formatted(line, line), quota.headroom(), amounts);
            share(sheet, row, line, quota.usedShare());
        }
    }

    /// The band, where that is told instead.
    private static String status(Quota quota) {
        if (quota.status() != null) {
            return quota.status().name().toLowerCase(Locale.ROOT);
        }
        return quota.band() == null ? "" : quota.band().word() + " at 0:00 UTC";
    }

    /// Rounded down, as the ledger tells it: 100 % is reached only when nothing is left. A cap of 0 has no share.
    private static void share(BookSheet sheet, int row, int line, @Nullable BigDecimal share) {
        if (share == null) {
            sheet.blank(row, 10, Look.SHARE);
        } else {
            sheet.formula(row, 10, "ROUNDDOWN(I%d/F%d,4)".formatted(line, line), share, Look.SHARE);
        }
    }
}
