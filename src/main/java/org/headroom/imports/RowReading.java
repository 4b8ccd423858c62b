package org.headroom.imports;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.party.Consignee;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.Authorization;
import org.headroom.workbook.SheetRow;
import org.jspecify.annotations.Nullable;

/// Makes of a row the request that the API would have been sent. What the request says is checked elsewhere, as for
/// any other; here it is only whether each cell can be read as what its column wants.
final class RowReading {

    private static final int TEXT_MAX = 2_000;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");
    private static final Pattern SERIAL_NUMBER_OF_A_DAY = Pattern.compile("\\d{5}");

    private final Header header;
    private final SheetRow row;
    private final List<RowError> errors = new ArrayList<>();

    /// @param request null where a cell cannot be read
    record Typed(@Nullable ShipmentRequest request, List<RowError> errors) {}

    private RowReading(Header header, SheetRow row) {
        this.header = header;
        this.row = row;
    }

    static Typed read(Header header, SheetRow row) {
        return new RowReading(header, row).typed();
    }

    private Typed typed() {
        for (var fault : row.faults()) {
            if (!header.isOurs(fault.column())) {
                errors.add(new RowError(row.number(), header.title(fault.column()), fault.rule(), fault.message()));
            }
        }
        for (int column = 0; column < row.cells().size(); column++) {
            var cell = row.cell(column);
            if (cell != null && !cell.isBlank() && !header.hasTitle(column)) {
                errors.add(new RowError(row.number(), SheetRow.letters(column), "no-header", "Column "
                        + SheetRow.letters(column) + " has no header, so nobody knows what '" + shortened(cell)
                        + "' is. Delete it, or give the column its header."));
            }
        }
        var request = new ShipmentRequest(
                text(Column.REFERENCE),
                text(Column.DEVICE),
                quantity(),
                text(Column.DESTINATION),
                date(),
                consignee(),
                authorization(),
                number(Column.VALUE_USD),
                text(Column.ITN),
                serials(),
                text(Column.ORIGIN),
                text(Column.OPERATOR));
        return new Typed(errors.isEmpty() ? request : null, errors);
    }

    private @Nullable String text(Column column) {
        return text(column, TEXT_MAX);
    }

    /// The cell without what cannot be seen, in the one form that equal texts have.
    private @Nullable String text(Column column, int max) {
        var cell = header.text(row, column);
        if (cell == null) {
            return null;
        }
        var form = column.isName() ? Normalizer.Form.NFC : Normalizer.Form.NFKC;
        var text = Normalizer.normalize(cell.replace('\u00A0', ' '), form).strip();
        if (text.isEmpty()) {
            return null;
        }
        var unseen = UNSEEN.matcher(text);
        if (unseen.find()) {
            error(column, "unseen-character", "Character %d cannot be seen (U+%04X). Type the cell again."
                    .formatted(unseen.start() + 1, text.codePointAt(unseen.start())));
            return null;
        }
        if (text.length() > max) {
            error(column, "too-long", "The cell has " + text.length() + " characters; at most " + max + " are read.");
            return null;
        }
        return text;
    }

    private @Nullable BigDecimal number(Column column) {
        var text = text(column);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            error(column, "not-a-number", "'" + shortened(text)
                    + "' is not a number. Write digits without separators or"
                    + " currency, with a point before decimals, for example 1920000.50.");
            return null;
        }
        return new BigDecimal(text);
    }

    private @Nullable Long quantity() {
        var number = number(Column.QUANTITY);
        if (number == null) {
            return null;
        }
        var whole = number.stripTrailingZeros();
        if (whole.scale() > 0 || whole.precision() - whole.scale() > 18) {
            error(Column.QUANTITY, "whole-number", "Give a whole number of devices; " + number.toPlainString()
                    + " is not.");
            return null;
        }
        return whole.longValueExact();
    }

    private @Nullable LocalDate date() {
        var text = text(Column.EXPORT_DATE);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notIso) {
            error(Column.EXPORT_DATE, "not-a-date", SERIAL_NUMBER_OF_A_DAY.matcher(text).matches()
                    ? "The cell holds the number " + text + ". Format it as a date, or write it as 2026-03-02."
                    : "'" + shortened(text)
                            + "' can be read in more than one way, or in none. Write the year, the month"
                            + " and the day, as in 2026-03-02.");
            return null;
        }
    }

    private @Nullable Consignee consignee() {
        var id = text(Column.CONSIGNEE);
        var name = text(Column.CONSIGNEE_NAME);
        var country = text(Column.CONSIGNEE_COUNTRY);
        var headquarters = text(Column.CONSIGNEE_HEADQUARTERS);
        var parent = text(Column.ULTIMATE_PARENT);
        var parentHeadquarters = text(Column.ULTIMATE_PARENT_HEADQUARTERS);
        if (name != null) {
            return new Consignee(id, name, country, headquarters, parent, parentHeadquarters);
        }
        boolean unreadable = name == null && header.text(row, Column.CONSIGNEE_NAME) != null;
        if (!unreadable && (country != null || headquarters != null || parent != null || parentHeadquarters != null)) {
            error(Column.CONSIGNEE_NAME, "required",
                    "Facts of a consignee are given without its name. Give its name too,"
                    + " or leave only the id of a known one.");
        }
        return id == null ? null : Consignee.known(id);
    }

    private @Nullable Authorization authorization() {
        var type = text(Column.AUTHORIZATION);
        var number = text(Column.LICENSE_NUMBER);
        if (type == null) {
            return number == null ? null : Authorization.license(number);
        }
        if (number != null && !type.equals(Authorization.LICENSE)) {
            error(Column.LICENSE_NUMBER, "contradiction", "A license number is given, but the authorization is " + type
                    + ". Write LICENSE, or leave the number out.");
        }
        return new Authorization(type, number);
    }

    private @Nullable List<String> serials() {
        var text = text(Column.SERIALS, Short.MAX_VALUE);
        return text == null
                ? null
                : Arrays.stream(text.split(";")).map(String::strip).filter(serial -> !serial.isEmpty()).toList();
    }

    private void error(Column column, String rule, String message) {
        errors.add(new RowError(row.number(), column.header(), rule, message));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
