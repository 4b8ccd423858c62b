package org.headroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.workbook.Column.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    static final List<Column> COLUMNS = List.of(
            new Column("name", "Name", Kind.TEXT, 20),
            new Column("count", "Count", Kind.COUNT, 10),
            new Column("tpp", "TPP", Kind.AMOUNT, 20),
            new Column("day", "Day", Kind.DATE, 12),
            new Column("at", "At", Kind.MOMENT, 24));
    static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static List<Object> row(String name, String tpp) {
        return Arrays.asList(name, 64L, new BigDecimal(tpp), MARCH_2, NOON);
    }

    static String csv(List<?>... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var csv = Rows.csv(out, COLUMNS)) {
            for (var row : rows) {
                csv.row(row);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void csv_is_rfc_4180() throws IOException {
        assertThat(csv(row("Acme, \"India\"\nHyderabad", "1013248.00"), Arrays.asList("ä", null, null, null, null)))
                .isEqualTo("name,count,tpp,day,at\r\n"
                        + "\"Acme, \"\"India\"\"\nHyderabad\",64,1013248.00,2026-03-02,2026-03-02T12:00:00Z\r\n"
                        + "ä,,,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void csv_text_is_no_formula(String text) throws IOException {
        assertThat(csv(row(text, "1.00"))).contains("\r\n'" + text + ",64");
    }

    @Test
    void a_negative_amount_stays_a_number() throws IOException {
        assertThat(csv(row("returned", "-15832.00"))).contains("returned,64,-15832.00,");
    }

    @Test
    void json_has_amounts_as_exact_strings() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var json = Rows.json(out, Map.of("lastPosting", 7L), COLUMNS)) {
            json.row(row("=1+1", "12345678901234567890.25"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"lastPosting\":7,\"items\":[{\"name\":\"=1+1\","
                + "\"count\":64,\"tpp\":\"12345678901234567890.25\",\"day\":\"2026-03-02\","
                + "\"at\":\"2026-03-02T12:00:00Z\"}]}");
    }

    @Test
    void a_full_sheet_goes_on_in_another_and_nothing_is_lost() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sheets = new SheetRows(out, "Ledger", Map.of("lastPosting", 7L), COLUMNS, 1_001)) {
            for (int i = 0; i < 2_500; i++) {
                sheets.row(row("row " + i, i + ".25"));
            }
        }
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(Specimen.sheets(out.toByteArray())).containsExactly("Ledger", "Ledger 2", "Ledger 3", "About");
            assertThat(book.getSheet("Ledger 2").getLastRowNum()).isEqualTo(1_000);
            assertThat(book.getSheet("Ledger 3").getRow(500).getCell(0).getStringCellValue()).isEqualTo("row 2499");
            assertThat(book.getSheet("Ledger 3").getRow(500).getCell(2).getNumericCellValue()).isEqualTo(2499.25);
            assertThat(book.getSheet("Ledger 2").getRow(0).getCell(2).getStringCellValue()).isEqualTo("TPP");
        }
    }

    @Test
    void text_of_a_long_table_stays_text_and_digits_stay_digits() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sheets = Rows.workbook(out, "Ledger", Map.of(), COLUMNS)) {
            sheets.row(row("=HYPERLINK(\"x\")", "12345678901234567890.25"));
            sheets.row(row("_x0041_ <&>", "123456789012.25"));
        }
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            var first = book.getSheetAt(0).getRow(1);
            assertThat(first.getCell(0).getCellType()).isEqualTo(CellType.STRING);
            assertThat(first.getCell(0).getCellStyle().getDataFormatString()).isEqualTo("@");
            assertThat(first.getCell(2).getStringCellValue()).isEqualTo("12345678901234567890.25");
            assertThat(book.getSheetAt(0).getRow(2).getCell(0).getStringCellValue()).isEqualTo("_x0041_ <&>");
            assertThat(book.getSheetAt(0).getRow(2).getCell(2).getNumericCellValue()).isEqualTo(123456789012.25);
        }
    }
}
