package org.headroom.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// A workbook being written, sheet by sheet, held in memory until it is done: for some thousands of rows that people
/// look at, print and fill in. For more, see [Rows].
///
/// The same calls give the same bytes: its creation time is given, and nothing is taken from the machine.
public final class Book {

    private static final String LISTS = "Lists";
    private static final String MAKER = "Headroom";

    private final XSSFWorkbook workbook = new XSSFWorkbook();
    private final Looks looks = new Looks(workbook);
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final String title;
    private final String reference;

    /// @param reference shown at the top of every printed page
    /// @param created written into the file; the caller says which moment it stands for
    public Book(String title, String reference, Instant created) {
        this.title = title;
        this.reference = reference;
        var core = workbook.getProperties().getCoreProperties();
        var moment = Optional.of(Date.from(created));
        core.setTitle(title);
        core.setCreator(MAKER);
        core.setLastModifiedByUser(MAKER);
        core.setCreated(moment);
        core.setModified(moment);
        // A formula may refer to a sheet or a name that comes later.
        workbook.setCellFormulaValidation(false);
        // The values of formulas are written, too; this has every program work them out for itself.
        workbook.setForceFormulaRecalculation(true);
    }

    /// @param widths of the columns, in characters
    public BookSheet sheet(String name, Paper paper, int... widths) {
        var sheet = workbook.createSheet(name);
        paper.setUp(sheet, title, reference);
        for (int column = 0; column < widths.length; column++) {
            sheet.setColumnWidth(column, widths[column] * 256);
        }
        return new BookSheet(sheet, looks);
    }

    /// A list of choices for drop-downs, on a sheet that nobody sees, named `name`.
    public void list(String name, List<String> choices) {
        lists.put(name, List.copyOf(choices));
    }

    /// Gives a cell a name that formulas and programs may use.
    public void name(String name, BookSheet sheet, int row, int column) {
        var named = workbook.createName();
        named.setNameName(name);
        named.setRefersToFormula(sheet.reference(row, column));
        names.put(name, sheet.reference(row, column));
    }

    /// Where a named cell is, for example `'Applicant'!$C$5`; null for a name that was not given.
    public @Nullable String named(String name) {
        return names.get(name);
    }

    public byte[] bytes() {
        writeLists();
        workbook.setActiveSheet(0);
        try (var out = new ByteArrayOutputStream()) {
            workbook.write(out);
            workbook.close();
            return FixedZip.of(out.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void writeLists() {
        if (lists.isEmpty()) {
            return;
        }
        var sheet = workbook.createSheet(LISTS);
        int column = 0;
        for (var list : lists.entrySet()) {
            writeList(sheet, column++, list.getKey(), list.getValue());
        }
        workbook.setSheetVisibility(workbook.getSheetIndex(sheet), SheetVisibility.VERY_HIDDEN);
    }

    private void writeList(XSSFSheet sheet, int column, String name, List<String> choices) {
        var cells = new BookSheet(sheet, looks);
        cells.text(0, column, name, Look.HEADER);
        for (int i = 0; i < choices.size(); i++) {
            cells.text(i + 1, column, choices.get(i), Look.TEXT);
        }
        var letter = CellReference.convertNumToColString(column);
        var named = workbook.createName();
        named.setNameName(name);
        named.setRefersToFormula("%s!$%s$2:$%s$%d".formatted(LISTS, letter, letter, Math.max(1, choices.size()) + 1));
    }
}
