package org.headroom.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.Locale;
import org.headroom.license.LicenseBalance;
import org.headroom.license.Licensing;
import org.headroom.terms.InvalidInput;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;
import org.jspecify.annotations.Nullable;

/// Every license with what is left of each line, newest first. See `reports/license-register/README.md`.
@ApplicationScoped
public class LicenseRegister {

    private static final int PAGE = 500;
    private static final int LICENSES_MAX = 10_000;
    private static final int HEADER = 2;
    private static final String[] HEADERS = {
        "License", "Exporter", "Status", "Destination", "Consignee", "Consignee name", "Valid from", "Valid to",
        "Line", "Device", "Quantity", "Shipped", "Left", "Value (USD)", "Limit (110 %)", "Shipped (USD)",
        "Value left (USD)", "Conditions"
    };

    private final Licensing licensing;

    LicenseRegister(Licensing licensing) {
        this.licensing = licensing;
    }

    /// @param exporter only this exporter's; null for all
    /// @throws InvalidInput when a workbook does not take so many
    public byte[] workbook(@Nullable String exporter, LocalDate on) {
        var found = new ArrayList<LicenseBalance>();
        @Nullable UUID before = null;
        do {
            var page = licensing.list(exporter, before, null, PAGE);
            found.addAll(page.items());
            before = page.next();
            if (found.size() > LICENSES_MAX) {
                throw InvalidInput.of(
                        "", "too-many", "There are more than 10,000 licenses; read GET /api/v1/licenses.");
            }
        } while (before != null);
        return bytes(on, found);
    }

    static byte[] bytes(LocalDate on, List<LicenseBalance> licenses) {
        var book = new Book("License register", "On " + on, on.atStartOfDay(ZoneOffset.UTC).toInstant());
        var sheet = book.sheet("Licenses", Paper.LANDSCAPE,
                15, 12, 12, 12, 20, 26, 13, 13, 6, 26, 12, 12, 12, 18, 18, 18, 18, 40);
        sheet.text(0, 0, "License register", Look.TITLE);
        sheet.text(1, 0, "On " + on + ". One row per line of a license; value may go to 110 % while a device is left"
                + " (15 CFR 750.11).", Look.NOTE);
        for (int column = 0; column < HEADERS.length; column++) {
            sheet.text(HEADER, column, HEADERS[column], Look.HEADER);
        }
        sheet.header(HEADER, HEADER, 1);
        int row = HEADER + 1;
        for (var license : licenses) {
            for (var line : license.lines()) {
                write(sheet, row++, license, line);
            }
        }
        sheet.filter(HEADER, row - 1, HEADERS.length - 1);
        return book.bytes();
    }

    private static void write(BookSheet sheet, int row, LicenseBalance balance, LicenseBalance.Line line) {
        var license = balance.license();
        int at = row + 1;
        sheet.text(row, 0, license.number(), Look.TEXT);
        sheet.text(row, 1, license.exporter(), Look.TEXT);
        sheet.text(row, 2, balance.status().name().toLowerCase(Locale.ROOT).replace('_', ' '), Look.TEXT);
        sheet.text(row, 3, license.destination().code(), Look.TEXT);
        sheet.text(row, 4, license.consignee(), Look.TEXT);
        sheet.text(row, 5, license.consigneeName(), Look.TEXT);
        sheet.date(row, 6, license.validFrom());
        sheet.date(row, 7, license.validTo());
        sheet.count(row, 8, line.line().line(), Look.COUNT);
        sheet.text(row, 9, line.line().device(), Look.TEXT);
        sheet.count(row, 10, line.line().quantity(), Look.COUNT);
        sheet.count(row, 11, line.shipped(), Look.COUNT);
        sheet.formula(row, 12, "K%d-L%d".formatted(at, at), BigDecimal.valueOf(line.left()), Look.COUNT);
        sheet.number(row, 13, line.line().valueUsd(), Look.AMOUNT);
        sheet.formula(row, 14, "ROUND(N%d*1.1,2)".formatted(at), limit(line), Look.AMOUNT);
        sheet.number(row, 15, line.shippedUsd(), Look.AMOUNT);
        sheet.formula(row, 16, "IF(M%d=0,0,O%d-P%d)".formatted(at, at, at), line.valueLeftUsd(), Look.AMOUNT);
        sheet.text(row, 17, String.join("\n", license.conditions()), Look.TEXT);
    }

    private static BigDecimal limit(LicenseBalance.Line line) {
        return line.line().valueUsd().multiply(new BigDecimal("1.1"));
    }
}
