package org.headroom.report;

import java.math.BigDecimal;
import org.headroom.report.LicenseApplicationSheet.Party;
import org.headroom.workbook.Book;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;
import org.jspecify.annotations.Nullable;

/// The sub-forms of the parties, Blocks 14 to 20, and the end-user appendix.
final class PartyForms {

    private final Book book;
    private final LicenseApplicationSheet application;
    private final Overflow overflow;

    PartyForms(Book book, LicenseApplicationSheet application, Overflow overflow) {
        this.book = book;
        this.application = application;
        this.overflow = overflow;
    }

    void company() {
        form("Company Designation", "The company under whose account the application is filed; picked in SNAP-R.")
                .text("", "Company", "Company_Designation", application.applicant().name());
    }

    void beforeEndUse() {
        party("Applicant", "14", "Block_14_Applicant", application.applicant(), "Employer identification number (EIN)",
                "Who applies; the exporter answers for the license.");
        party("Other Party", "15", "Block_15_Other_Party", application.otherParty(), "Id",
                "Who receives the license instead of the applicant; blank for none (15 CFR 748.5(b)).");
        party("Purchaser", "16", "Block_16_Purchaser", application.purchaser(), "Id",
                "Who buys abroad for delivery to the ultimate consignee; usually not a bank or forwarder.");
        intermediateConsignees();
        party("Ultimate Consignee", "18", "Block_18_Ultimate_Consignee", application.ultimateConsignee(), "Id",
                "Who receives the items abroad; never a forwarder. For computers, the address of installation.");
        endUsers();
        party("Original Ultimate Consignee", "20", "Block_20_Original_Ultimate_Consignee",
                application.earlier().originalConsignee(), "Id", "For a reexport only.");
    }

    private void intermediateConsignees() {
        var all = application.intermediateConsignees();
        var note = "Who takes possession to effect delivery; more than one continue in Block 24.";
        if (all.isEmpty()) {
            form("Intermediate Consignee", note).text("17", "Name", "Block_17_Intermediate_Consignee_Name", "None");
            return;
        }
        party("Intermediate Consignee", "17", "Block_17_Intermediate_Consignee", all.getFirst(), "Id", note);
        for (int i = 1; i < all.size(); i++) {
            overflow.tell("Block 17, intermediate consignee " + (i + 1) + ": " + inOneLine(all.get(i)));
        }
    }

    private static String inOneLine(Party party) {
        return String.join(", ", party.name(), party.street(), party.city(), party.postalCode(),
                LicenseApplicationWorkbook.country(party.country()));
    }

    private void endUsers() {
        var all = application.endUsers();
        var first = all.isEmpty() ? null : all.getFirst();
        var form = party("End User", "19", "Block_19_End_User", first, "Id",
                "Who ultimately uses the items, if not the ultimate consignee; further ones are on sheet 748P-B.");
        int further = Math.max(0, all.size() - 1);
        if (further == 0) {
            form.count("19", "Further end users on 748P-B", "Block_19_Further_End_Users", 0);
            return;
        }
        form.formula("19", "Further end users on 748P-B", "Block_19_Further_End_Users",
                "'748P-B'!B" + (3 + further + 1), BigDecimal.valueOf(further));
        form.verdict("19", "Check: all end users are there", "Block_19_Check",
                "Block_19_Further_End_Users+1=" + all.size(), true);
        appendix();
    }

    private void appendix() {
        var sheet = book.sheet("748P-B", Paper.LANDSCAPE, 7, 34, 34, 20, 13, 24, 18);
        sheet.text(0, 0, "748P-B End-User Appendix", Look.TITLE);
        sheet.text(1, 0, "Further end users, in the order of SNAP-R's End User sub-form.", Look.NOTE);
        var headers = new String[] {
            "Line", "19 Name", "19 Street address", "19 City", "19 Postal code", "19 Country", "Id"
        };
        for (int column = 0; column < headers.length; column++) {
            sheet.text(2, column, headers[column], Look.HEADER);
        }
        sheet.header(2, 2, 2);
        var all = application.endUsers();
        int row = 3;
        for (int i = 1; i < all.size(); i++, row++) {
            var user = all.get(i);
            sheet.count(row, 0, i + 1, Look.COUNT);
            sheet.text(row, 1, overflow.name("19", user.name()), Look.TEXT);
            sheet.text(row, 2, overflow.street("19", user.street()), Look.TEXT);
            sheet.text(row, 3, user.city(), Look.TEXT);
            sheet.text(row, 4, user.postalCode(), Look.TEXT);
            sheet.text(row, 5, LicenseApplicationWorkbook.country(user.country()), Look.TEXT);
            sheet.text(row, 6, user.id(), Look.TEXT);
        }
        sheet.dropDown(3, row - 1, 5, LicenseApplicationWorkbook.COUNTRIES, true);
        sheet.text(row, 0, "Count", Look.LABEL);
        sheet.formula(row, 1, "COUNTA(B4:B" + row + ")", BigDecimal.valueOf(all.size() - 1L), Look.TOTAL_COUNT);
    }

    private Form party(String name, String block, String names, @Nullable Party party, String idLabel, String note) {
        var form = form(name, note);
        form.text(block, "Name", names + "_Name", party == null ? null : overflow.name(block, party.name()));
        form.text(block, "Street address (no P.O. box)", names + "_Street",
                party == null ? null : overflow.street(block, party.street()));
        form.text(block, "City", names + "_City", party == null ? null : party.city());
        form.text(block, "Postal code", names + "_Postal_Code", party == null ? null : party.postalCode());
        form.choice(block, "Country", names + "_Country",
                party == null ? null : LicenseApplicationWorkbook.country(party.country()),
                LicenseApplicationWorkbook.COUNTRIES, true);
        form.text(block, idLabel, names + "_ID", party == null ? null : party.id());
        return form;
    }

    private Form form(String name, String note) {
        return new Form(book, name, note, overflow.paragraph());
    }
}
