package org.headroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of the sheet of shipments, on both sides of each border.
class XlsxSheetTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    @TempDir
    Path folder;

    private interface Content {
        void of(Sheet sheet);
    }

    /// @param shared whether its texts stand in a part of their own
    private Path book(boolean shared, Content content) throws IOException {
        var file = folder.resolve("book.xlsx");
        try (var book = new SXSSFWorkbook(new XSSFWorkbook(), 100, false, shared);
                var out = Files.newOutputStream(file)) {
            content.of(book.createSheet("Shipments"));
            book.write(out);
        }
        return file;
    }

    private static void text(Sheet sheet, int row, int column, String text) {
        sheet.createRow(row).createCell(column).setCellValue(text);
    }

    private List<SheetRow> rows(boolean shared, Content content) throws Exception {
        var rows = new ArrayList<SheetRow>();
        SheetReader.of(book(shared, content)).read((row, percent) -> rows.add(row));
        return rows;
    }

    private void refuses(boolean shared, Content content, String rule, String told) {
        assertThatThrownBy(() -> rows(shared, content))
                .hasMessageContaining(told)
                .isInstanceOfSatisfying(UnreadableFile.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    @Test
    void fifty_columns_are_read_and_the_next_one_is_not() throws Exception {
        assertThat(rows(true, sheet -> text(sheet, 0, 49, "x")).getFirst().cell(49)).isEqualTo("x");
        refuses(true, sheet -> text(sheet, 0, 50, "x"), "too-many-columns", "Column AY");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cell_has_two_thousand_characters_and_no_more(boolean shared) throws Exception {
        var longest = "x".repeat(2_000);
        assertThat(rows(shared, sheet -> text(sheet, 0, 0, longest)).getFirst().cell(0)).isEqualTo(longest);
        refuses(shared, sheet -> text(sheet, 0, 1, longest + "x"), "too-long", "The cell B1 has more than 2,000");
    }

    @Test
    void two_hundred_rows_may_be_empty_and_data_below_more_is_not_overlooked() throws Exception {
        Content close = sheet -> {
            text(sheet, 0, 0, "header");
            text(sheet, 201, 0, "x");
        };
        assertThat(rows(true, close)).extracting(SheetRow::number).containsExactly(1, 202);
        refuses(true, sheet -> {
            text(sheet, 0, 0, "header");
            text(sheet, 202, 0, "x");
        }, "empty-rows", "Row 203 has data below 201 empty rows");
    }

    @Test
    void empty_rows_at_the_end_are_no_data() throws Exception {
        assertThat(rows(true, sheet -> {
            text(sheet, 0, 0, "header");
            for (int row = 1; row <= 10_000; row++) {
                sheet.createRow(row).createCell(0);
            }
        })).hasSize(1);
    }

    @Test
    void a_hundred_thousand_rows_are_read_and_one_more_is_not() throws Exception {
        assertThat(rows(true, sheet -> fill(sheet, 100_000))).hasSize(100_001);
        refuses(true, sheet -> fill(sheet, 100_001), "too-many-rows", "as CSV");
    }

    private static void fill(Sheet sheet, int rows) {
        for (int row = 0; row <= rows; row++) {
            text(sheet, row, 0, "x");
        }
    }

    @Test
    void the_time_of_reading_is_limited_and_what_is_done_with_the_rows_does_not_count() throws Exception {
        var file = book(true, sheet -> fill(sheet, 10));
        var clock = new AtomicLong();
        XlsxSheet.read(file, (row, percent) -> clock.addAndGet(HOUR), new ReadingTime(Duration.ofHours(1), clock::get));
        assertThatThrownBy(() -> XlsxSheet.read(file, (row, percent) -> {},
                        new ReadingTime(Duration.ofHours(1), () -> clock.addAndGet(HOUR + 1))))
                .hasMessageContaining("more than 30 seconds");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_we_told_of_a_row_may_be_longer_when_the_file_is_sent_again(boolean shared) throws Exception {
        var told = "x".repeat(32_000);
        Content sentAgain = sheet -> {
            text(sheet, 0, 1, ResultColumns.ERRORS);
            text(sheet, 1, 1, told);
        };
        assertThat(rows(shared, sentAgain).getLast().cell(1)).isEqualTo(told);
    }

    @Test
    void a_csv_comes_back_with_its_long_cells_whole() throws Exception {
        var serials = "x".repeat(30_000);
        var csv = Files.writeString(folder.resolve("shipments.csv"), "reference,serialNumbers\nSO-1," + serials + "\n");
        var back = folder.resolve("back.xlsx");
        try (var out = Files.newOutputStream(back)) {
            SheetReader.of(csv).write(out, row -> new String[] {"refused", "no"});
        }
        try (var book = new XSSFWorkbook(back.toFile())) {
            assertThat(book.getSheetAt(0).getRow(1).getCell(1).getStringCellValue()).isEqualTo(serials);
        }
    }
}
