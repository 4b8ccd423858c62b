package org.headroom.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.ComparisonOperator;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFDataValidationHelper;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/// One sheet of a [Book]. Rows and columns are counted from 0.
public final class BookSheet {

    /// A spreadsheet's numbers keep this many digits.
    private static final int DIGITS_MAX = 15;

    private final XSSFSheet sheet;
    private final Looks looks;

    BookSheet(XSSFSheet sheet, Looks looks) {
        this.sheet = sheet;
        this.looks = looks;
    }

    public void text(int row, int column, @Nullable String text, Look look) {
        var cell = cell(row, column, look);
        if (text != null && !text.isEmpty()) {
            cell.setCellValue(CellText.of(text));
            int width = sheet.getColumnWidth(column) / 256;
            heighten(cell.getRow(), look, look.boxed ? RowHeight.lines(text, width) : 1);
        }
    }

    /// A number; as text where a spreadsheet's numbers would lose a digit of it.
    public void number(int row, int column, @Nullable BigDecimal number, Look look) {
        var cell = cell(row, column, look);
        if (number == null) {
            return;
        }
        if (isExact(number)) {
            cell.setCellValue(number.doubleValue());
        } else {
            cell.setCellStyle(looks.of(Look.TEXT));
            cell.setCellValue(number.toPlainString());
        }
    }

    public void count(int row, int column, long count, Look look) {
        number(row, column, BigDecimal.valueOf(count), look);
    }

    static boolean isExact(BigDecimal number) {
        return number.stripTrailingZeros().precision() <= DIGITS_MAX;
    }

    public void date(int row, int column, @Nullable LocalDate date) {
        var cell = cell(row, column, Look.DATE);
        if (date != null) {
            cell.setCellValue(date);
        }
    }

    /// @param formula without the leading `=`
    /// @param value what it comes to, for programs that do not calculate; null leaves it out
    public void formula(int row, int column, String formula, @Nullable BigDecimal value, Look look) {
        var cell = cell(row, column, look);
        cell.setCellFormula(formula);
        if (value != null) {
            cell.setCellValue(value.doubleValue());
        }
    }

    /// A formula that says `OK` when the condition holds and `CHECK` when it does not; shown in green or red.
    public void verdict(int row, int column, String condition, boolean holds) {
        var cell = cell(row, column, Look.VERDICT);
        cell.setCellFormula("IF(" + condition + ",\"OK\",\"CHECK\")");
        cell.setCellValue(holds ? "OK" : "CHECK");
        var rules = sheet.getSheetConditionalFormatting();
        var fine = rules.createConditionalFormattingRule(ComparisonOperator.EQUAL, "\"OK\"");
        fine.createPatternFormatting().setFillBackgroundColor(IndexedColors.LIGHT_GREEN.index);
        var wrong = rules.createConditionalFormattingRule(ComparisonOperator.EQUAL, "\"CHECK\"");
        wrong.createPatternFormatting().setFillBackgroundColor(IndexedColors.CORAL.index);
        rules.addConditionalFormatting(
                new CellRangeAddress[] {new CellRangeAddress(row, row, column, column)}, fine, wrong);
    }

    /// Text that leads to another cell of the workbook.
    ///
    /// @param target as [#reference(int, int)] tells it
    public void link(int row, int column, String text, String target) {
        var cell = cell(row, column, Look.LINK);
        cell.setCellValue(CellText.of(text));
        var link = sheet.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress(target.replace("$", ""));
        cell.setHyperlink(link);
    }

    /// An empty cell that somebody may fill in.
    public void blank(int row, int column, Look look) {
        cell(row, column, look);
    }

    /// Offers the choices of a list.
    ///
    /// @param list as named in [Book#list]
    /// @param strict whether anything else is refused, or only questioned
    public void dropDown(int firstRow, int lastRow, int column, String list, boolean strict) {
        var helper = new XSSFDataValidationHelper(sheet);
        var choice = helper.createValidation(
                helper.createFormulaListConstraint(list), new CellRangeAddressList(firstRow, lastRow, column, column));
        choice.setShowErrorBox(true);
        choice.setErrorStyle(strict ? DataValidation.ErrorStyle.STOP : DataValidation.ErrorStyle.WARNING);
        choice.createErrorBox("Not in the list", "Pick one of the choices of the list.");
        choice.setEmptyCellAllowed(true);
        sheet.addValidationData(choice);
    }

    /// How cells look that are typed into later, from a row to the end of the sheet.
    public void columnLook(int column, Look look) {
        sheet.setDefaultColumnStyle(column, looks.of(look));
    }

    /// Keeps the rows above in sight and on every printed page.
    ///
    /// @param firstHeader the first row to repeat on paper; the rows above it are printed once
    public void header(int firstHeader, int lastHeader, int frozenColumns) {
        sheet.createFreezePane(frozenColumns, lastHeader + 1);
        sheet.setRepeatingRows(new CellRangeAddress(firstHeader, lastHeader, -1, -1));
    }

    public void filter(int headerRow, int lastRow, int lastColumn) {
        sheet.setAutoFilter(new CellRangeAddress(headerRow, Math.max(headerRow, lastRow), 0, lastColumn));
    }

    /// Prints only the columns up to the last one that is given.
    public void print(int lastRow, int lastColumn) {
        var workbook = sheet.getWorkbook();
        workbook.setPrintArea(workbook.getSheetIndex(sheet), 0, lastColumn, 0, lastRow);
    }

    /// `'Export Items'!$C$9`
    public String reference(int row, int column) {
        return "'" + sheet.getSheetName() + "'!" + new CellReference(row, column, true, true).formatAsString();
    }

    /// `C9`
    public static String local(int row, int column) {
        return new CellReference(row, column, false, false).formatAsString();
    }

    /// Told and not left to the program that opens it: some would print a row of text one line high.
    private static void heighten(XSSFRow row, Look look, int lines) {
        float height = RowHeight.points(look.face, lines);
        if (!row.getCTRow().isSetHt() || row.getHeightInPoints() < height) {
            row.setHeightInPoints(height);
        }
    }

    private XSSFCell cell(int row, int column, Look look) {
        var line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        var cell = line.createCell(column);
        cell.setCellStyle(looks.of(look));
        heighten(line, look, 1);
        return cell;
    }
}
