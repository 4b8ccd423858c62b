package org.headroom.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.headroom.report.LppYear.Consignment;
import org.headroom.report.LppYear.Limit;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;
import org.jspecify.annotations.Nullable;

/// The shipments of a year under LPP as a workbook: what was shipped, what is left of each limit, what is due.
final class LppNotificationBook {

    /// The copy of the consignee's certification goes to BIS within this many days of the export (15 CFR 740.29(g)).
    private static final int COPY_DAYS = 30;

    private static final int HEADER = 3;
    private static final int COUNTED = 14;
    private static final int RUNNING = 15;
    private static final int REMARK = 18;
    private static final int SHARE_DECIMALS = 4;
    private static final String SHIPMENTS = "LPP shipments";
    private static final String[] SHIPMENT_HEADERS = {
        "Ultimate parent", "Head-quarters", "Consignee", "Desti-nation", "Head-quarters", "Reference", "Exported on",
        "Device", "Class", "Devices", "TPP of one", "TPP of the shipment", "Came back", "Copy due by", "TPP counted",
        "Running total of the parent", "Prior notice", "Exporter", "Remark", "Posting"
    };
    private static final String[] LIMIT_HEADERS = {
        "Ultimate parent", "Head-quarters", "Limit of the year", "Shipments of this file", "Reserved",
        "Charged by all exporters", "Used", "Left", "Used share", "Citation", "Quota", "As of posting"
    };

    private final LppYear year;
    private final Book book;

    /// The last row of each ultimate parent, whose running total is its sum.
    private final Map<String, Integer> lastRows = new HashMap<>();

    private final Map<String, BigDecimal> sums = new HashMap<>();

    private LppNotificationBook(LppYear year) {
        this.year = year;
        this.book = new Book("LPP notification", asOf(year), year.on().atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    static byte[] bytes(LppYear year) {
        var workbook = new LppNotificationBook(year);
        workbook.shipments();
        workbook.limits();
        new LppDutySheet(workbook.book, year).write();
        return workbook.book.bytes();
    }

    private static String asOf(LppYear year) {
        return "Exports of " + year.year()
                + (year.ultimateParent() == null ? "" : " to " + year.ultimateParent())
                + (year.exporter() == null ? ", all exporters" : ", as seen by " + year.exporter())
                + (year.exporter() == null ? ", last posting " + year.upTo() : "") + ", law of " + year.on();
    }

    private void shipments() {
        var sheet = book.sheet(SHIPMENTS, Paper.LANDSCAPE,
                20, 11, 20, 10, 11, 14, 12, 18, 10, 9, 12, 15, 9, 12, 15, 16, 18, 11, 20, 10);
        sheet.text(0, 0, "Shipments under " + year.law().title(), Look.TITLE);
        sheet.text(1, 0, asOf(year), Look.NOTE);
        book.name("LPP_As_Of", sheet, 1, 0);
        sheet.text(2, 0, posture(), Look.NOTE);
        book.name("LPP_Posture", sheet, 2, 0);
        headers(sheet, SHIPMENT_HEADERS);
        sheet.header(HEADER, HEADER, 1);
        int row = HEADER + 1;
        for (var consignment : year.consignments()) {
            write(sheet, row++, consignment);
        }
        if (year.consignments().isEmpty()) {
            sheet.text(row++, 0, "Nothing went under it.", Look.NOTE);
        }
        // The posting is for machines: on the sheet, and not on paper.
        sheet.print(row - 1, REMARK);
    }

    private String posture() {
        return year.law().posture().isEmpty()
                ? "No regime of this deployment has the exception."
                : "How the rule stands: " + year.law().posture() + ". See the sheet Duties.";
    }

    private static void headers(BookSheet sheet, String... headers) {
        for (int column = 0; column < headers.length; column++) {
            sheet.text(HEADER, column, headers[column], Look.HEADER);
        }
    }

    private void write(BookSheet sheet, int row, Consignment consignment) {
        var facts = consignment.facts();
        var consignee = facts.consignee();
        int line = row + 1;
        sheet.text(row, 0, consignee.ultimateParentName(), Look.TEXT);
        sheet.text(row, 1, consignee.ultimateParentHeadquarters().code(), Look.TEXT);
        sheet.text(row, 2, consignee.name(), Look.TEXT);
        sheet.text(row, 3, facts.request().destination(), Look.TEXT);
        sheet.text(row, 4, consignee.headquarters().code(), Look.TEXT);
        sheet.text(row, 5, facts.request().reference(), Look.TEXT);
        sheet.date(row, 6, consignment.exportedOn());
        sheet.text(row, 7, facts.deviceModel(), Look.TEXT);
        sheet.text(row, 8, facts.controlClass().code(), Look.TEXT);
        sheet.count(row, 9, consignment.quantity(), Look.COUNT);
        sheet.number(row, 10, facts.tppPerDevice().tpp(), Look.AMOUNT);
        var shipped = facts.tppPerDevice().times(consignment.quantity()).tpp();
        sheet.formula(row, 11, "J%d*K%d".formatted(line, line), shipped, Look.AMOUNT);
        sheet.count(row, 12, consignment.cameBack(), Look.COUNT);
        sheet.date(row, 13, copyDueBy(consignment));
        sheet.formula(row, COUNTED, "(J%d-M%d)*K%d".formatted(line, line, line), consignment.counted(), Look.AMOUNT);
        running(sheet, row, consignment);
        sheet.text(row, 16, priorNotice(consignment), Look.TEXT);
        sheet.text(row, 17, consignment.exporter(), Look.TEXT);
        sheet.text(row, REMARK, remark(consignment), Look.TEXT);
        // Numbers of postings are for those who see all.
        sheet.number(row, 19, year.exporter() == null ? BigDecimal.valueOf(consignment.number()) : null, Look.COUNT);
    }

    private void running(BookSheet sheet, int row, Consignment consignment) {
        var parent = consignment.ultimateParent();
        var before = lastRows.put(parent, row);
        var sum = sums.merge(parent, consignment.counted(), BigDecimal::add);
        var own = BookSheet.local(row, COUNTED);
        sheet.formula(row, RUNNING, before == null ? own : BookSheet.local(before, RUNNING) + "+" + own, sum,
                Look.AMOUNT);
    }

    private static @Nullable LocalDate copyDueBy(Consignment consignment) {
        return consignment.reversed() ? null : consignment.exportedOn().plusDays(COPY_DAYS);
    }

    private static String priorNotice(Consignment consignment) {
        if (consignment.reversed()) {
            return "";
        }
        if (!consignment.isAuthorized()) {
            return "not determined";
        }
        return consignment.needsPriorNotice() ? "before " + consignment.exportedOn() : "not asked for";
    }

    private static String remark(Consignment consignment) {
        if (consignment.reversed()) {
            return "Reversed: logged by mistake.";
        }
        if (!consignment.isAuthorized()) {
            return "LPP was claimed and is not available: " + consignment.facts().determination().because();
        }
        return consignment.afterwards() ? "Recorded after it had left." : "";
    }

    private void limits() {
        var sheet = book.sheet("Limits", Paper.LANDSCAPE, 24, 11, 17, 17, 17, 17, 17, 17, 9, 20, 40, 10);
        sheet.text(0, 0, "The limit of each ultimate parent in " + year.year(), Look.TITLE);
        sheet.text(1, 0, "The limit is the ultimate parent's and adds up all exporters and reexporters. Charged is what"
                + " all exporters of this ledger have logged; it is blank where exporters are not told.", Look.NOTE);
        sheet.text(2, 0, "What was shipped outside this ledger counts too and is not here. Nothing is carried over to"
                + " the next year.", Look.NOTE);
        headers(sheet, LIMIT_HEADERS);
        sheet.header(HEADER, HEADER, 1);
        int row = HEADER + 1;
        for (var limit : year.limits()) {
            write(sheet, row++, limit);
        }
        sheet.print(row - 1, 9);
    }

    private void write(BookSheet sheet, int row, Limit limit) {
        sheet.text(row, 0, limit.name(), Look.TEXT);
        sheet.text(row, 1, limit.headquarters(), Look.TEXT);
        sheet.number(row, 2, limit.cap(), Look.AMOUNT);
        var total = BookSheet.local(lastRows.getOrDefault(limit.ultimateParent(), 0), RUNNING);
        sheet.formula(row, 3, "'" + SHIPMENTS + "'!" + total, sums.get(limit.ultimateParent()), Look.AMOUNT);
        use(sheet, row, limit);
        sheet.text(row, 9, limit.citation(), Look.TEXT);
        sheet.text(row, 10, limit.quota(), Look.TEXT);
        sheet.number(row, 11, limit.asOf() == null ? null : BigDecimal.valueOf(limit.asOf()), Look.COUNT);
    }

    /// What the reader is not told stays blank.
    private static void use(BookSheet sheet, int row, Limit limit) {
        int line = row + 1;
        var reserved = limit.reserved();
        var charged = limit.charged();
        var used = reserved == null || charged == null ? null : reserved.add(charged);
        sheet.number(row, 4, reserved, Look.AMOUNT);
        sheet.number(row, 5, charged, Look.AMOUNT);
        if (used == null) {
            sheet.blank(row, 6, Look.AMOUNT);
        } else {
            sheet.formula(row, 6, "E%d+F%d".formatted(line, line), used, Look.AMOUNT);
        }
        var cap = limit.cap();
        if (used == null || cap == null || cap.signum() == 0) {
            sheet.blank(row, 7, Look.AMOUNT);
            sheet.blank(row, 8, Look.SHARE);
        } else {
            sheet.formula(row, 7, "C%d-G%d".formatted(line, line), cap.subtract(used), Look.AMOUNT);
            sheet.formula(row, 8, "ROUNDDOWN(G%d/C%d,4)".formatted(line, line),
                    used.divide(cap, SHARE_DECIMALS, RoundingMode.DOWN), Look.SHARE);
        }
    }
}
