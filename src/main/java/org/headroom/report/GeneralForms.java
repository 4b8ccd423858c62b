package org.headroom.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.report.LicenseApplicationSheet.Document;
import org.headroom.workbook.Book;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;

/// The sub-forms about the application itself: contact, documents, license, end use, additional information.
final class GeneralForms {

    private final Book book;
    private final LicenseApplicationSheet application;
    private final FieldLimits limits;

    GeneralForms(Book book, LicenseApplicationSheet application, FieldLimits limits) {
        this.book = book;
        this.application = application;
        this.limits = limits;
    }

    void contact() {
        var form = form("Contact Data", "Type the entries into SNAP-R, sheet by sheet. This is a worksheet, not a form"
                + " that BIS accepts.");
        var contact = application.contact();
        form.text("", "Application reference", "Application_Reference", application.reference());
        form.text("1", "Contact person", "Block_1_Contact", contact.name());
        form.text("2", "Telephone", "Block_2_Telephone", contact.telephone());
        form.text("3", "Facsimile", "Block_3_Facsimile", contact.facsimile());
        form.text("", "E-mail", "Contact_Email", contact.email());
        form.date("4", "Date of application", "Block_4_Date", application.date());
    }

    void documents() {
        var sheet = book.sheet("Document Check List", Paper.PORTRAIT, 52, 26, 26);
        sheet.text(0, 0, "Document Check List", Look.TITLE);
        sheet.text(1, 0, "Mark what goes with the application and what stays on file with the applicant.", Look.NOTE);
        sheet.text(2, 0, "Document", Look.HEADER);
        sheet.text(2, 1, "6 Submitted", Look.HEADER);
        sheet.text(2, 2, "7 On file", Look.HEADER);
        sheet.header(2, 2, 0);
        book.name("Block_6_Documents_Submitted", sheet, 2, 1);
        book.name("Block_7_Documents_On_File", sheet, 2, 2);
        int row = 3;
        sheet.text(row, 0, "BIS-748P-A, item appendix (sheet 748P-A)", Look.LABEL);
        sheet.text(row, 1, application.items().size() > 1 ? "Yes" : null, Look.TEXT);
        sheet.blank(row++, 2, Look.TEXT);
        sheet.text(row, 0, "BIS-748P-B, end-user appendix (sheet 748P-B)", Look.LABEL);
        sheet.text(row, 1, application.endUsers().size() > 1 ? "Yes" : null, Look.TEXT);
        sheet.blank(row++, 2, Look.TEXT);
        for (var document : Document.values()) {
            sheet.text(row, 0, document.label, Look.LABEL);
            sheet.text(row, 1, yes(application.documentsSubmitted(), document), Look.TEXT);
            sheet.text(row++, 2, yes(application.documentsOnFile(), document), Look.TEXT);
        }
        sheet.dropDown(3, row - 1, 1, LicenseApplicationWorkbook.YES, true);
        sheet.dropDown(3, row - 1, 2, LicenseApplicationWorkbook.YES, true);
    }

    private static String yes(List<Document> marked, Document document) {
        return marked.contains(document) ? "Yes" : "";
    }

    void license() {
        var form = form("License Information", "What is applied for, and what came before.");
        var earlier = application.earlier();
        form.choice("5", "Type of application", "Block_5_Type", application.type().label,
                LicenseApplicationWorkbook.TYPES, true);
        form.text("8", "Special comprehensive license", "Block_8_Special_Comprehensive_License", "N/A");
        form.choice("9", "Special purpose", "Block_9_Special_Purpose", application.specialPurpose(),
                LicenseApplicationWorkbook.PURPOSES, false);
        form.text("10", "Resubmission: application control number", "Block_10_Resubmission", earlier.resubmissionOf());
        form.text("11", "Replacement: license number", "Block_11_Replaced_License", earlier.replacedLicense());
        form.text("12", "Items previously exported under", "Block_12_Previously_Exported",
                earlier.previouslyExportedUnder());
        var country = earlier.certificateCountry();
        form.choice("13", "Import/End-User Certificate: country", "Block_13_Certificate_Country",
                country == null ? null : LicenseApplicationWorkbook.country(country),
                LicenseApplicationWorkbook.COUNTRIES, true);
        form.text("13", "Import/End-User Certificate: number", "Block_13_Certificate_Number",
                earlier.certificateNumber());
    }

    void endUse() {
        form("Specific End Use", "All uses by the ultimate consignee and the end users, completely and in detail.")
                .text("21", "Specific end use", "Block_21_Specific_End_Use", application.specificEndUse());
    }

    /// Block 24, with what did not fit elsewhere; and Block 25, which is signed in SNAP-R.
    void additionalInformation(Overflow overflow) {
        var form = form("Additional Information", "Nothing of Block 22 belongs here.");
        var text = Stream.concat(Stream.of(application.additionalInformation()), overflow.lines().stream())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        form.text("24", "Additional information", "Block_24_Additional_Information", text);
        form.text("25", "Signature", "Block_25_Signature", "Signed in SNAP-R by an authorized user");
    }

    void supportingDocuments() {
        var sheet = book.sheet("Supporting Document List", Paper.PORTRAIT, 7, 40, 58);
        sheet.text(0, 0, "Supporting Document List", Look.TITLE);
        sheet.text(1, 0, "SNAP-R takes PDF only (15 CFR 748.6(e)): print sheets of this workbook as PDF.", Look.NOTE);
        sheet.text(2, 0, "No.", Look.HEADER);
        sheet.text(2, 1, "Document", Look.HEADER);
        sheet.text(2, 2, "PDF file", Look.HEADER);
        sheet.header(2, 2, 0);
        book.name("Supporting_Documents", sheet, 2, 1);
        int row = 3;
        for (var document : application.documentsSubmitted()) {
            sheet.count(row, 0, row - 2, Look.COUNT);
            sheet.text(row, 1, document.label, Look.TEXT);
            sheet.blank(row++, 2, Look.TEXT);
        }
        sheet.count(row, 0, row - 2, Look.COUNT);
        sheet.text(row, 1, "Calculation of TPP (sheet TPP)", Look.TEXT);
        sheet.blank(row, 2, Look.TEXT);
    }

    private Form form(String name, String note) {
        return new Form(book, name, note, limits.paragraph());
    }
}
