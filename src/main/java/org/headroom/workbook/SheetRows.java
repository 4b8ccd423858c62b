package org.headroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

final class SheetRows implements Tables {

    /// The file format's own limit.
    static final int ROWS_MAX = Worksheet.MAX_ROWS;

    private static final int FLUSHED_EACH = 500;
    private static final String TEXT_STARTS = "=+-@\t\r";
    private static final String MAKER = "Headroom";
    private static final String VERSION = "1.0";

    private final Workbook workbook;
    private final Map<String, ?> facts;
    private String title;
    private List<Column> columns;
    private final int rowsMax;
    private Worksheet sheet;
    private int sheets;
    private int row;

    /// @param rowsMax rows of a sheet, its header included
    SheetRows(OutputStream out, String title, Map<String, ?> facts, List<Column> columns, int rowsMax) {
        this.workbook = new Workbook(out, MAKER, VERSION);
        this.title = title;
        this.facts = facts;
        this.columns = columns;
        this.rowsMax = rowsMax;
        workbook.properties().setTitle(title);
        sheet = next();
    }

    @Override
    public void table(String next, List<Column> itsColumns) throws IOException {
        finish();
        title = next;
        columns = itsColumns;
        sheets = 0;
        sheet = next();
    }

    private Worksheet next() {
        sheets++;
        var next = workbook.newWorksheet(sheets == 1 ? title : title + " " + sheets);
        paper(next);
        next.freezePane(0, 1);
        next.repeatRows(0);
        for (int column = 0; column < columns.size(); column++) {
            next.width(column, columns.get(column).width());
            next.value(0, column, columns.get(column).title());
            next.style(0, column).bold().fillColor("D9E2EC").wrapText(true).set();
        }
        row = 1;
        return next;
    }

    private void paper(Worksheet next) {
        next.pageOrientation("landscape");
        next.paperSize(PaperSize.LETTER_PAPER);
        next.setFitToPage(true);
        next.fitToWidth((short) 1);
        next.fitToHeight((short) 0);
        next.header(title.replace("&", "&&"), Position.LEFT);
        next.footer("Page &P of &N", Position.RIGHT);
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        if (row == rowsMax) {
            finish();
            sheet = next();
        }
        for (int column = 0; column < columns.size(); column++) {
            cell(column, cells.get(column), columns.get(column).kind());
        }
        if (++row % FLUSHED_EACH == 0) {
            sheet.flush();
        }
    }

    private void cell(int column, @Nullable Object value, Kind kind) {
        switch (value) {
            case null -> {}
            case Long count -> sheet.value(row, column, count);
            case BigDecimal amount when BookSheet.isExact(amount) -> {
                sheet.value(row, column, amount);
                sheet.style(row, column).format(amount.scale() > 0 ? "#,##0.00" : "#,##0").set();
            }
            case BigDecimal amount -> sheet.inlineString(row, column, amount.toPlainString());
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case Instant moment -> sheet.inlineString(row, column, moment.toString());
            case Object text -> text(column, text.toString());
        }
    }

    /// The text format keeps it text when somebody edits the cell.
    private void text(int column, String text) {
        if (text.isEmpty()) {
            return;
        }
        sheet.inlineString(row, column, CellText.of(text));
        if (TEXT_STARTS.indexOf(text.charAt(0)) >= 0) {
            sheet.style(row, column).format("@").set();
        }
    }

    private void finish() throws IOException {
        sheet.setAutoFilter(0, 0, Math.max(1, row - 1), columns.size() - 1);
        sheet.finish();
    }

    @Override
    public void close() throws IOException {
        finish();
        var about = workbook.newWorksheet("About");
        paper(about);
        about.width(0, 24);
        about.width(1, 80);
        int line = 0;
        for (var fact : facts.entrySet()) {
            about.inlineString(line, 0, fact.getKey());
            about.style(line, 0).bold().set();
            if (fact.getValue() != null) {
                about.inlineString(line, 1, CellText.of(fact.getValue().toString()));
                about.style(line, 1).format("@").wrapText(true).set();
            }
            line++;
        }
        about.finish();
        workbook.finish();
    }
}
