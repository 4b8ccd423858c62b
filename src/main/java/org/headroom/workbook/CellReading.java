package org.headroom.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.model.SharedStrings;
import org.apache.poi.xssf.model.StylesTable;
import org.jspecify.annotations.Nullable;

/// What a cell says: its text, its number as an exact decimal, its date as ISO 8601.
///
/// A spreadsheet keeps and shows 15 significant digits; what is stored beyond them is the noise of its binary
/// numbers (1.1 is stored as 1.1000000000000001) and is rounded away. A whole number with more digits has lost its
/// last ones already and is refused.
final class CellReading {

    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(T00:00:00(\\.0+)?Z?)?");
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
    /// Before March 1900 the count of days is wrong by one, as in the first spreadsheets.
    private static final int SERIAL_MIN = 61;
    private static final int SERIAL_MAX = 2_958_465;

    private final SharedStrings strings;
    private final StylesTable styles;
    private final boolean dates1904;
    /// Whether each style shows a date; 0 is not looked at yet, 1 a date, 2 none.
    private byte[] dateStyles = new byte[64];

    CellReading(SharedStrings strings, StylesTable styles, boolean dates1904) {
        this.strings = strings;
        this.styles = styles;
        this.dates1904 = dates1904;
    }

    /// @param fault null where the cell can be read
    record Read(@Nullable String text, SheetRow.@Nullable Fault fault) {}

    /// @param type the cell's type as the file has it; `n` where it has none
    Read read(int column, String type, int style, String raw) {
        if (raw.isEmpty()) {
            return new Read(null, null);
        }
        return switch (type) {
            case "s" -> new Read(shared(raw), null);
            case "inlineStr", "str" -> new Read(raw, null);
            case "b" -> new Read(raw.equals("1") ? "TRUE" : "FALSE", null);
            case "e" -> fault(column, "error-cell", "The cell shows the error " + raw + ". Type the value.");
            case "d" -> isoDate(column, raw);
            case "n" -> number(column, style, raw);
            default -> fault(column, "unknown-cell", "The cell is of the unknown kind '" + type + "'. Type the value.");
        };
    }

    private String shared(String raw) {
        int index = Integer.parseInt(raw.strip());
        return strings.getItemAt(index).getString();
    }

    private static Read isoDate(int column, String raw) {
        var matcher = ISO_DATE.matcher(raw);
        return matcher.matches()
                ? new Read(matcher.group(1), null)
                : fault(column, "time-of-day", "The date has a time of day: " + raw + ". Give the day alone.");
    }

    private Read number(int column, int style, String raw) {
        var digits = raw.strip();
        if (!NUMBER.matcher(digits).matches()) {
            return fault(column, "not-a-number", "The number is stored as '" + raw
                    + "', which is none. Type it again.");
        }
        var exact = new BigDecimal(digits);
        if (exact.precision() - exact.scale() > 30 || exact.scale() > 60) {
            return fault(column, "number-range", "The number " + digits + " is out of any range. Type it again.");
        }
        if (isDate(style)) {
            return date(column, exact);
        }
        var shown = exact.round(SHOWN);
        boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        if (whole && shown.compareTo(exact) != 0) {
            return fault(column, "too-many-digits", "A number of more than 15 digits loses the last ones in a"
                    + " spreadsheet. Format the cell as text and type it again.");
        }
        var plain = shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros();
        return new Read(plain.toPlainString(), null);
    }

    private Read date(int column, BigDecimal serial) {
        if (dates1904) {
            return fault(column, "date-epoch", "The workbook counts days from 1904, so its dates can be misread. Write"
                    + " dates as text, for example 2026-03-02, or switch off '1904 date system' in its options.");
        }
        if (serial.stripTrailingZeros().scale() > 0) {
            return fault(column, "time-of-day",
                    "The date has a time of day. Give the day alone, for example 2026-03-02.");
        }
        if (serial.compareTo(BigDecimal.valueOf(SERIAL_MIN)) < 0
                || serial.compareTo(BigDecimal.valueOf(SERIAL_MAX)) > 0) {
            return fault(column, "date-range", "The cell shows a date that cannot be read (day "
                    + serial.toPlainString()
                    + "). Write it as text, for example 2026-03-02.");
        }
        return new Read(EPOCH.plusDays(serial.longValueExact()).toString(), null);
    }

    private boolean isDate(int style) {
        if (style < 0 || style >= styles.getNumCellStyles()) {
            return false;
        }
        if (style >= dateStyles.length) {
            dateStyles = java.util.Arrays.copyOf(dateStyles, style + 64);
        }
        if (dateStyles[style] == 0) {
            var cell = styles.getStyleAt(style);
            boolean date = DateUtil.isADateFormat(cell.getDataFormat(), cell.getDataFormatString());
            dateStyles[style] = (byte) (date ? 1 : 2);
        }
        return dateStyles[style] == 1;
    }

    static Read fault(int column, String rule, String message) {
        return new Read(null, new SheetRow.Fault(column, rule, message));
    }
}
