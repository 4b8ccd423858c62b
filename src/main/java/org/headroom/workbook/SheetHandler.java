package org.headroom.workbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads the XML of one sheet and hands over each row that has something in it.
///
/// What a person would not see, or see differently, is a fault of the cell or of the file: formulas, hidden rows and
/// columns with data, merged cells with data, cells that come twice or out of order, data far below the rest.
final class SheetHandler extends DefaultHandler {

    private static final int SHEET_COLUMNS = 16_384;
    private static final int SHEET_ROWS = 1_048_576;

    private final CellReading reading;
    private final Consumer<SheetRow> sink;
    private final ReadingTime time;
    private final boolean[] hiddenColumns = new boolean[XlsxLimits.COLUMNS_MAX];
    /// Those of a file that came back and is sent again: what stands there is ours, and as long as we made it.
    private final Set<Integer> resultColumns = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private int lastRow;
    private boolean rowHidden;
    private List<@Nullable String> cells = new ArrayList<>();
    private List<SheetRow.Fault> faults = new ArrayList<>();
    private int lastColumn;
    private String type = "n";
    private int style;
    private boolean formula;
    private boolean reads;
    private int phonetic;
    private int lastDataRow;
    private int dataRows;

    SheetHandler(CellReading reading, ReadingTime time, Consumer<SheetRow> sink) {
        this.reading = reading;
        this.time = time;
        this.sink = sink;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        switch (name) {
            case "col" -> {
                if (isTrue(attributes.getValue("hidden"))) {
                    int last = Math.min(number(attributes, "max"), hiddenColumns.length);
                    Arrays.fill(hiddenColumns, Math.clamp(number(attributes, "min") - 1, 0, last), last, true);
                }
            }
            case "row" -> row(attributes);
            case "c" -> cell(attributes);
            case "f" -> formula = true;
            case "v" -> reads = true;
            case "t" -> reads = phonetic == 0;
            case "rPh" -> phonetic++;
            case "mergeCell" -> merged(String.valueOf(attributes.getValue("ref")));
            default -> {
                // Looks and widths say nothing.
            }
        }
    }

    private void row(Attributes attributes) throws SAXException {
        var given = attributes.getValue("r");
        int number = given == null ? lastRow + 1 : number(attributes, "r");
        if (number <= lastRow || number > SHEET_ROWS) {
            throw refused(number, null, "row-order", "Row " + number
                    + " comes twice or out of order. Copy the rows into"
                    + " the template and send that.");
        }
        if (time.isOver()) {
            throw refused(number, null, "too-slow", "Reading the workbook takes more than 30 seconds, and has come"
                    + " to row " + number + " only. Copy the rows into a new template, as values, and send that; or"
                    + " send it as CSV.");
        }
        lastRow = number;
        rowHidden = isTrue(attributes.getValue("hidden"));
        cells = new ArrayList<>();
        faults = new ArrayList<>();
        lastColumn = -1;
    }

    private void cell(Attributes attributes) throws SAXException {
        var reference = attributes.getValue("r");
        int column = reference == null ? lastColumn + 1 : column(reference);
        if (column <= lastColumn || column >= SHEET_COLUMNS || reference != null && rowOf(reference) != lastRow) {
            throw refused(lastRow, reference, "cell-order", "Row " + lastRow + " has the cell " + reference
                    + " twice or out of order. Copy the rows into the template and send that.");
        }
        lastColumn = column;
        var given = attributes.getValue("t");
        type = given == null ? "n" : given;
        style = attributes.getValue("s") == null ? 0 : number(attributes, "s");
        formula = false;
        text.setLength(0);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (reads) {
            text.append(characters, start, length);
            refuseLong(text.length());
        }
    }

    private void refuseLong(int length) throws SAXException {
        if (length > (resultColumns.contains(lastColumn) ? CsvSheet.CELL_MAX : XlsxLimits.CELL_MAX)) {
            throw refused(lastRow, SheetRow.letters(lastColumn), "too-long", "The cell "
                    + SheetRow.letters(lastColumn) + lastRow + " has more than 2,000 characters. Shorten it; a longer"
                    + " list of serial numbers fits into a CSV.");
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        switch (name) {
            case "v", "t" -> reads = false;
            case "rPh" -> phonetic--;
            case "c" -> endCell();
            case "row" -> endRow();
            default -> {
                // As above.
            }
        }
    }

    private void endCell() throws SAXException {
        var read = formula
                ? CellReading.fault(lastColumn, "formula", "The cell has a formula. Copy the cell and paste it back as"
                        + " a value, so that what is posted is what you see.")
                : reading.read(lastColumn, type, style, text.toString());
        var fault = read.fault();
        if (fault == null && (read.text() == null || read.text().isBlank())) {
            return;
        }
        if (lastColumn >= XlsxLimits.COLUMNS_MAX) {
            throw refused(lastRow, SheetRow.letters(lastColumn), "too-many-columns", "Column "
                    + SheetRow.letters(lastColumn) + " has data. At most " + XlsxLimits.COLUMNS_MAX
                    + " columns are read.");
        }
        if (hiddenColumns[lastColumn]) {
            throw refused(lastRow, SheetRow.letters(lastColumn), "hidden-column", "Column "
                    + SheetRow.letters(lastColumn) + " is hidden and has data. Show it or delete it: what is posted"
                    + " must be what you see.");
        }
        refuseLong(read.text() == null ? 0 : read.text().length()); // one that is shared
        while (cells.size() <= lastColumn) {
            cells.add(null);
        }
        cells.set(lastColumn, read.text());
        if (fault != null) {
            faults.add(fault);
        }
    }

    private void endRow() throws SAXException {
        var row = new SheetRow(lastRow, cells, faults);
        if (row.isEmpty()) {
            return;
        }
        if (rowHidden) {
            throw refused(lastRow, null, "hidden-row", "Row " + lastRow
                    + " is hidden (perhaps by a filter) and has data."
                    + " Show all rows, or delete it: what is posted must be what you see.");
        }
        holdToLimits();
        if (dataRows == 1) {
            for (int column = 0; column < cells.size(); column++) {
                if (ResultColumns.isOurs(cells.get(column))) {
                    resultColumns.add(column);
                }
            }
        }
        lastDataRow = lastRow;
        sink.accept(row);
    }

    private void holdToLimits() throws SAXException {
        int empty = lastRow - lastDataRow - 1;
        if (empty > XlsxLimits.EMPTY_ROWS_MAX) {
            throw refused(lastRow, null, "empty-rows", "Row " + lastRow + " has data below " + empty + " empty rows."
                    + " Delete the empty rows, or what stands below them if it is not to be sent.");
        }
        if (dataRows++ > XlsxLimits.ROWS_MAX) { // the first one is the header
            throw refused(lastRow, null, "too-many-rows", "The workbook has more than 100,000 rows. Send it in parts,"
                    + " or as CSV, which may have 1,000,000.");
        }
    }

    /// Merged cells stand after the rows, so the file is refused as a whole.
    private void merged(String reference) throws SAXException {
        var first = reference.split(":", 2)[0];
        if (rowOf(first) <= lastDataRow) {
            throw refused(rowOf(first), reference, "merged-cells", "The cells " + reference
                    + " are merged. Unmerge them and fill in each one.");
        }
    }

    static boolean isTrue(@Nullable String value) {
        return value != null && (value.equals("1") || value.equals("true"));
    }

    private static int number(Attributes attributes, String name) {
        return Integer.parseInt(String.valueOf(attributes.getValue(name)));
    }

    /// From 0.
    static int column(String reference) {
        int column = 0;
        int at = 0;
        for (; at < reference.length() && reference.charAt(at) >= 'A' && reference.charAt(at) <= 'Z' && at < 4; at++) {
            column = column * 26 + reference.charAt(at) - 'A' + 1;
        }
        return column - 1;
    }

    private static int rowOf(String reference) {
        int at = 0;
        while (at < reference.length() && !Character.isDigit(reference.charAt(at))) {
            at++;
        }
        return Integer.parseInt(reference.substring(at));
    }

    private static SAXException refused(int row, @Nullable String column, String rule, String message) {
        return new SAXException(new UnreadableFile(row, column, rule, message));
    }
}
