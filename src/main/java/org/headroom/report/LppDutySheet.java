package org.headroom.report;

import java.util.Map;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;

/// What the exception asks for, paragraph by paragraph, and what its text leaves open. Nothing here is filled in
/// where the text is silent: the sheet says that it is.
final class LppDutySheet {

    private static final String MAIL_TO = "EARReports@bis.doc.gov";
    private static final String MAIL_SUBJECT = "LPP Shipment";

    /// What the workbook has for each duty of the regime, by the duty's id.
    private static final Map<String, String> SHOWN = Map.of(
            "certification", "Not in the ledger. Keep the signed statement: who the parties are, that they know the"
                    + " item and its ECCN, no end use of part 744, not above the limit;"
                    + " names, signatures, titles, dates.",
            "report", "Copy due by: the day of export plus 30 calendar days.",
            "prior-notice", "Prior notice: asked for, or not, as found when the shipment was posted.",
            "all-exporters", "The sheet Limits has what all exporters of this ledger have logged.",
            "operator", "Where a shipment names its operator, the ledger has it beside the consignee.");

    private record Open(String what, String citation, String said, String here) {}

    private static final Open[] OPEN = {
        new Open("How long before the export", "15 CFR 740.29(g)(3)", "Notice is to be given before the export. How"
                + " many days before, and what it must contain, is not stated in the sources of this ledger.",
                "Only the day of export is shown."),
        new Open("Which days are counted", "15 CFR 740.29(g)", "Within 30 days of the export. Whether a last day on a"
                + " weekend or holiday moves is not stated.", "Calendar days, and the last day does not move."),
        new Open("What one shipment is", "15 CFR 740.29(g)(3)", "Whether several orders that leave together are one"
                + " shipment is not stated.", "Each reference by itself. Add up what leaves together yourself."),
        new Open("What comes back", "15 CFR 740.29", "Whether a return ends the notices of the export is not stated.",
                "They stay due."),
        new Open("LPP TPP Limit Reached", "15 CFR 740.29", "The consignee mails this to BIS when it has received the"
                + " final shipment. Whether a limit is reached when no further device fits is not stated.",
                "Left, on the sheet Limits. The notice is the consignee's, not the exporter's."),
        new Open("5A002.z", "15 CFR 740.29(b) and (f)(iii)", "Paragraph (b) leaves 5A002.z out; the certificate in"
                + " (f)(iii) and the Commerce Control List name it.", "The column Class; nothing is decided from it.")
    };

    private final Book book;
    private final LppYear year;

    LppDutySheet(Book book, LppYear year) {
        this.book = book;
        this.year = year;
    }

    void write() {
        var law = year.law();
        var sheet = book.sheet("Duties", Paper.LANDSCAPE, 26, 26, 62, 56);
        sheet.text(0, 0, "What " + law.title() + " asks for", Look.TITLE);
        sheet.text(1, 0, law.citation() + ", on " + year.on() + ". Not legal advice.", Look.NOTE);
        int row = 3;
        fact(sheet, row++, "How the rule stands", "LPP_Rule_Stands", law.posture());
        fact(sheet, row++, "What that means", "LPP_Enforcement", law.note());
        fact(sheet, row++, "The copy goes to", "LPP_Mail_To", MAIL_TO);
        fact(sheet, row++, "with the subject", "LPP_Mail_Subject", MAIL_SUBJECT);
        row = duties(sheet, row + 1);
        open(sheet, row + 1);
    }

    private void fact(BookSheet sheet, int row, String label, String name, String value) {
        sheet.text(row, 0, label, Look.LABEL);
        sheet.blank(row, 1, Look.LABEL);
        sheet.text(row, 2, value, Look.TEXT);
        book.name(name, sheet, row, 2);
    }

    private int duties(BookSheet sheet, int header) {
        row(sheet, header, Look.HEADER, "Duty", "Citation", "What the text asks for", "What is shown here");
        int row = header + 1;
        for (var duty : year.law().duties()) {
            row(sheet, row++, Look.TEXT, duty.id().replace('-', ' '), duty.citation(), duty.text(),
                    SHOWN.getOrDefault(duty.id(), ""));
        }
        return row;
    }

    private void open(BookSheet sheet, int header) {
        row(sheet, header, Look.HEADER, "Left open", "Citation", "What the text says", "How it is read here");
        int row = header + 1;
        for (var choice : year.law().choices()) {
            row(sheet, row++, Look.TEXT, choice.name().replace("lpp-", "LPP "), year.law().citation(), choice.note(),
                    choice.chosen().replace('-', ' '));
        }
        for (var open : OPEN) {
            row(sheet, row++, Look.TEXT, open.what(), open.citation(), open.said(), open.here());
        }
    }

    private static void row(BookSheet sheet, int row, Look look, String... cells) {
        for (int column = 0; column < cells.length; column++) {
            sheet.text(row, column, cells[column], look);
        }
    }
}
