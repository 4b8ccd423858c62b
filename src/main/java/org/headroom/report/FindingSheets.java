package org.headroom.report;

import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;

/// Why the application says what it says, and what was checked: for the officer, not for SNAP-R.
final class FindingSheets {

    private final Book book;
    private final LicenseApplicationSheet application;

    FindingSheets(Book book, LicenseApplicationSheet application) {
        this.book = book;
        this.application = application;
    }

    void write() {
        determination();
        validation();
    }

    private void determination() {
        var sheet = book.sheet("Determination", Paper.LANDSCAPE, 34, 36, 80);
        sheet.text(0, 0, "Determination", Look.TITLE);
        sheet.text(1, 0, "Why a license is needed, step by step, with the text that says so.", Look.NOTE);
        fact(sheet, 2, "Answer", "Determination_Summary", application.summary());
        fact(sheet, 3, "Rule set", "Rule_Set", application.ruleSet());
        fact(sheet, 4, "Ledger", "Ledger_Checkpoint", application.checkpoint());
        int header = 6;
        sheet.text(header, 0, "Rule", Look.HEADER);
        sheet.text(header, 1, "Citation", Look.HEADER);
        sheet.text(header, 2, "What came of it", Look.HEADER);
        sheet.header(header, header, 0);
        int row = header + 1;
        for (var step : application.steps()) {
            sheet.text(row, 0, step.rule(), Look.TEXT);
            sheet.text(row, 1, step.citation(), Look.TEXT);
            sheet.text(row++, 2, step.text(), Look.TEXT);
        }
    }

    private void fact(BookSheet sheet, int row, String label, String name, String value) {
        sheet.text(row, 0, label, Look.LABEL);
        sheet.blank(row, 1, Look.LABEL);
        sheet.text(row, 2, value, Look.TEXT);
        book.name(name, sheet, row, 2);
    }

    private void validation() {
        var sheet = book.sheet("Validation", Paper.LANDSCAPE, 30, 10, 12, 70, 46);
        sheet.text(0, 0, "Validation", Look.TITLE);
        sheet.text(1, 0, "What was checked when the worksheet was written, worst first. A finding stops nobody;"
                + " the officer decides.", Look.NOTE);
        var headers = new String[] {"Rule", "Block", "Result", "What to do", "Where"};
        for (int column = 0; column < headers.length; column++) {
            sheet.text(2, column, headers[column], Look.HEADER);
        }
        sheet.header(2, 2, 0);
        int row = 3;
        for (var finding : ApplicationRules.check(application)) {
            var target = book.named(finding.target());
            sheet.text(row, 0, finding.rule(), Look.TEXT);
            sheet.text(row, 1, finding.block(), Look.TEXT);
            sheet.text(row, 2, finding.severity().name(), Look.TEXT);
            sheet.text(row, 3, finding.message(), Look.TEXT);
            if (target == null) {
                sheet.text(row, 4, finding.target(), Look.TEXT);
            } else {
                sheet.link(row, 4, finding.target(), target);
            }
            row++;
        }
        sheet.filter(2, row - 1, headers.length - 1);
    }
}
