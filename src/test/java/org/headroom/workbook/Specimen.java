package org.headroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// A workbook as text that a person can approve: every cell's value, formula and number format, sheet by sheet.
/// `-Dspecimen.write` approves what is written now.
public final class Specimen {

    private Specimen() {}

    /// Compares with the approved dump of a report, `reports/<name>/specimen.txt`.
    public static void compare(String report, byte[] workbook) {
        compareText(report, dump(workbook));
    }

    public static void compareText(String report, String actual) {
        var approved = Path.of("reports", report, "specimen.txt");
        try {
            if (System.getProperty("specimen.write") != null) {
                Files.writeString(approved, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(approved));
        } catch (IOException missing) {
            throw new UncheckedIOException("Approve with -Dspecimen.write", missing);
        }
    }

    public static String dump(byte[] workbook) {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            var dump = new StringBuilder();
            for (int i = 0; i < book.getNumberOfSheets(); i++) {
                var hidden = book.getSheetVisibility(i) == SheetVisibility.VISIBLE ? "" : " (hidden)";
                dump.append('[').append(book.getSheetName(i)).append(']').append(hidden).append('\n');
                sheet(book.getSheetAt(i), dump, hidden.isEmpty() ? Integer.MAX_VALUE : 4);
            }
            dump.append("[names]\n");
            book.getAllNames().stream()
                    .filter(name -> !name.getNameName().startsWith("_xlnm"))
                    .map(name -> name.getNameName() + " = " + name.getRefersToFormula() + "\n")
                    .sorted()
                    .forEach(dump::append);
            return dump.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void sheet(XSSFSheet sheet, StringBuilder dump, int rowsMax) {
        int rows = 0;
        for (var row : sheet) {
            if (rows++ == rowsMax) {
                dump.append("...\n");
                break;
            }
            var cells = new ArrayList<String>();
            row.forEach(cell -> cells.add(cell(cell)));
            dump.append(String.join(" | ", cells)).append('\n');
        }
        sheet.getDataValidations().forEach(rule -> dump.append("choice ")
                .append(rule.getRegions().getCellRangeAddresses()[0].formatAsString())
                .append(" from ")
                .append(rule.getValidationConstraint().getFormula1())
                .append('\n'));
    }

    private static String cell(Cell cell) {
        var format = cell.getCellStyle().getDataFormatString();
        var shown = switch (cell.getCellType()) {
            case FORMULA -> "=" + cell.getCellFormula() + " -> " + cached(cell);
            case NUMERIC -> new DataFormatter().formatCellValue(cell);
            default -> cell.toString().replace("\n", "\\n");
        };
        var note = format.equals("@") || format.equals("General") ? "" : " {" + format + "}";
        return cell.getAddress() + " " + shown + note;
    }

    private static String cached(Cell cell) {
        return cell.getCachedFormulaResultType() == CellType.NUMERIC
                ? java.math.BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString()
                : cell.getStringCellValue();
    }

    /// What every formula of the workbook comes to, by sheet and cell.
    public static Map<String, String> formulas(byte[] workbook) {
        return cells(workbook, true);
    }

    /// Every cell's value, by sheet and cell.
    public static Map<String, String> values(byte[] workbook) {
        return cells(workbook, false);
    }

    private static Map<String, String> cells(byte[] workbook, boolean onlyFormulas) {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            var found = new TreeMap<String, String>();
            for (var sheet : book) {
                for (var row : sheet) {
                    for (var cell : row) {
                        if (cell.getCellType() == CellType.FORMULA) {
                            found.put(sheet.getSheetName() + "!" + cell.getAddress(), cached(cell));
                        } else if (!onlyFormulas) {
                            found.put(sheet.getSheetName() + "!" + cell.getAddress(), cell.toString());
                        }
                    }
                }
            }
            return found;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static List<String> sheets(byte[] workbook) {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            var names = new ArrayList<String>();
            book.forEach(sheet -> names.add(sheet.getSheetName()));
            return names;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
