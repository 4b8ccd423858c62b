package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.headroom.imports.Uploads.assertRefused;
import static org.headroom.imports.Uploads.checked;
import static org.headroom.imports.Uploads.csv;
import static org.headroom.imports.Uploads.row;
import static org.headroom.imports.Uploads.rows;
import static org.headroom.imports.Uploads.xlsx;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.api.Calls;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ImportRefusalsTest {

    static List<String> two() {
        return rows(Calls.unique("bad"), 2, 1);
    }

    static JsonPath changed(Consumer<XSSFSheet> change) {
        return checked(xlsx(two(), change), "changed.xlsx");
    }

    static void assertError(JsonPath job, int row, String column, String rule) {
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("checked");
        assertThat(job.getInt("errors[0].row")).isEqualTo(row);
        assertThat(job.getString("errors[0].column")).isEqualTo(column);
        assertThat(job.getString("errors[0].rule")).isEqualTo(rule);
        assertThat(job.getString("errors[0].message")).isNotBlank();
    }

    /// The parts of a workbook, to be changed by hand.
    static Map<String, byte[]> parts(byte[] xlsx) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
        return out.toByteArray();
    }

    static byte[] with(String part, String text) {
        var parts = parts(xlsx(two()));
        parts.put(part, text.getBytes(StandardCharsets.UTF_8));
        return zip(parts);
    }

    static byte[] replaced(String part, String what, String by) {
        var parts = parts(xlsx(two()));
        var text = new String(parts.get(part), StandardCharsets.UTF_8);
        assertThat(text).contains(what);
        parts.put(part, text.replace(what, by).getBytes(StandardCharsets.UTF_8));
        return zip(parts);
    }

    @ParameterizedTest(name = "{1} in column {0} breaks {2}")
    @CsvSource({
        "1, nvidia-h1000, device, unknown-device", "2, 1.5, quantity, whole-number", "2, 0, quantity, range",
        "2, 64 pcs, quantity, not-a-number", "2, 0x40, quantity, not-a-number",
                "3, India, destination, unknown-country",
        "3, XX, destination, unknown-country", "4, 02/03/2026, exportDate, not-a-date",
        "4, 46083, exportDate, not-a-date", "4, 2999-01-01, exportDate, in-the-future",
        "6, Atlantis, consigneeCountry, unknown-country", "7, NOPE, authorization, authorization-not-available",
        "8, 1 000, valueUsd, not-a-number", "8, 0.001, valueUsd, range", "9, 123, itn, format",
        "10, S1;S1, serials, too-many", "0, =1+1, reference, format", "0, A\u200BB, reference, unseen-character",
        "5, A\u202EB, consigneeName, unseen-character"
    })
    void a_cell_is_refused_by_row_column_and_rule_alike_in_both_formats(int at, String value, String column,
            String rule) {
        var lines = two();
        var cells = lines.get(1).split(",", -1);
        cells[at] = value;
        lines.set(1, String.join(",", cells));
        assertError(checked(csv(lines), "cell.csv"), 3, column, rule);
        assertError(checked(xlsx(lines), "cell.xlsx"), 3, column, rule);
    }

    @Nested
    class A_header {

        static byte[] headed(String from, String to) {
            return new String(csv(two()), StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8);
        }

        @Test
        void with_a_misspelt_column_names_the_nearest() {
            var job = checked(headed("quantity", "quantitty"), "h.csv");
            assertRefused(job, "unknown-column");
            assertThat(job.getString("errors[0].message")).contains("'quantitty'").contains("'quantity'");
            assertThat(job.getString("errors[0].column")).isEqualTo("C");
        }

        @Test
        void without_a_column_that_is_needed_names_it() {
            var job = checked(headed("exportDate", "consignee"), "h.csv");
            assertRefused(job, "missing-column");
            assertThat(job.getString("errors[0].message")).contains("exportDate");
        }

        @Test
        void with_a_column_twice_is_refused() {
            assertRefused(checked(headed("itn", "reference"), "h.csv"), "column-twice");
        }

        @Test
        void may_have_other_capitals_and_separators() {
            var job = checked(headed("exportDate", "Export Date"), "h.csv");
            assertThat(job.getInt("good")).as(job.prettify()).isEqualTo(2);
            var semicolons = new String(csv(two()), StandardCharsets.UTF_8).replace(',', ';');
            assertThat(checked(("\uFEFF" + semicolons).getBytes(StandardCharsets.UTF_8), "s.csv").getInt(
                    "good")).isEqualTo(2);
        }
    }

    @Nested
    class A_csv {

        @Test
        void that_is_not_utf_8_says_how_to_save_it() {
            var text = String.join("\n", csvText().replace("Cloud", "Clöud"));
            assertRefused(checked(text.getBytes(StandardCharsets.ISO_8859_1), "latin.csv"), "not-utf-8");
            assertRefused(checked(text.getBytes(StandardCharsets.UTF_16), "utf16.csv"), "not-utf-8");
        }

        @Test
        void whose_quotation_mark_is_not_closed_names_the_row() {
            var job = checked((csvText() + "\"x,1\r\n" + "y,".repeat(20_000)).getBytes(StandardCharsets.UTF_8),
                    "q.csv");
            assertRefused(job, "not-csv");
            assertThat(job.getInt("errors[0].row")).isEqualTo(4);
        }

        @Test
        void with_quoted_cells_and_line_breaks_counts_rows_as_a_spreadsheet_does() {
            var name = Calls.unique("quoted");
            var broken = row(name + "-1", 1, name).replace("Cloud " + name, "\"Cloud \"\"" + name + "\"\", A\nB\"");
            var job = checked(csv(List.of(broken, row(name + "-2", 0, name))), "q.csv");
            assertError(job, 2, "consigneeName", "unseen-character");
            assertThat(job.getInt("errors[1].row")).isEqualTo(3);
        }

        @Test
        void with_more_cells_than_headers_is_an_error_of_the_row() {
            var lines = new ArrayList<>(two());
            lines.set(0, lines.get(0) + ",surplus");
            assertError(checked(csv(lines), "more.csv"), 2, "L", "no-header");
        }

        @Test
        void that_is_empty_or_has_no_rows_says_so() {
            assertRefused(checked(new byte[0], "empty.csv"), "empty-file");
            assertRefused(checked(csv(List.of()), "none.csv"), "no-rows");
        }

        static String csvText() {
            return new String(csv(two()), StandardCharsets.UTF_8);
        }
    }

    @Nested
    class A_sheet {

        @Test
        void with_a_formula_is_an_error_of_the_cell() {
            assertError(changed(sheet -> sheet.getRow(2).getCell(2).setCellFormula("1+1")), 3, "quantity", "formula");
        }

        @Test
        void with_an_error_cell_is_an_error_of_the_cell() {
            assertError(changed(sheet -> sheet.getRow(1).getCell(2).setCellErrorValue(FormulaError.NA.getCode())),
                    2, "quantity", "error-cell");
        }

        @Test
        void with_data_in_a_hidden_row_or_column_is_refused() {
            assertRefused(changed(sheet -> sheet.getRow(2).setZeroHeight(true)), "hidden-row");
            assertRefused(changed(sheet -> sheet.setColumnHidden(2, true)), "hidden-column");
        }

        @Test
        void with_merged_data_is_refused() {
            var job = changed(sheet -> sheet.addMergedRegion(new CellRangeAddress(1, 2, 5, 5)));
            assertRefused(job, "merged-cells");
            assertThat(job.getString("errors[0].column")).isEqualTo("F2:F3");
        }

        @Test
        void that_is_hidden_and_has_data_is_refused_but_for_our_lists() {
            assertRefused(changed(sheet -> hidden(sheet, "Secret")), "hidden-sheet");
            assertThat(changed(sheet -> hidden(sheet, "Lists")).getInt("good")).isEqualTo(2);
        }

        static void hidden(XSSFSheet sheet, String name) {
            var book = sheet.getWorkbook();
            book.createSheet(name).createRow(0).createCell(0).setCellValue("IN");
            book.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
        }

        @Test
        void among_several_must_be_named() {
            assertRefused(changed(sheet -> {
                sheet.getWorkbook().setSheetName(0, "Rows");
                sheet.getWorkbook().createSheet("More");
            }), "which-sheet");
        }

        @Test
        void with_dates_of_the_other_epoch_or_with_a_time_is_an_error_of_the_cell() {
            assertError(checked(replaced("xl/workbook.xml", "<workbookPr date1904=\"false\"/>",
                    "<workbookPr date1904=\"1\"/>"),
                    "1904.xlsx"), 2, "exportDate", "date-epoch");
            assertError(changed(sheet -> sheet.getRow(1).getCell(4).setCellValue(46083.5)), 2, "exportDate",
                    "time-of-day");
        }

        @Test
        void with_numbers_as_spreadsheets_store_them_is_read_exactly() {
            var stored = replaced("xl/worksheets/sheet1.xml", "<v>1920000.5</v>", "<v>1920000.1000000001</v>");
            assertThat(checked(stored, "n.xlsx").getInt("good")).isEqualTo(2);
            var scientific = replaced("xl/worksheets/sheet1.xml", "<v>1.0</v>", "<v>1.0E0</v>");
            assertThat(checked(scientific, "n.xlsx").getInt("good")).isEqualTo(2);
            assertError(changed(sheet -> sheet.getRow(1).getCell(0).setCellValue(12345678901234567d)),
                    2, "reference", "too-many-digits");
        }

        @Test
        void with_cells_twice_or_out_of_order_is_refused() {
            assertRefused(checked(replaced("xl/worksheets/sheet1.xml", "r=\"B2\"", "r=\"A2\""), "t.xlsx"),
                    "cell-order");
            assertRefused(checked(replaced("xl/worksheets/sheet1.xml", "<row r=\"3\"", "<row r=\"2\""), "t.xlsx"),
                    "row-order");
        }
    }

    @Nested
    class A_zip {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "xl/vbaProject.bin, active-content", "xl/externalLinks/externalLink1.xml, active-content",
            "xl/embeddings/oleObject1.bin, active-content", "xl/activeX/activeX1.xml, active-content",
            "xl/connections.xml, active-content", "xl/macrosheets/sheet1.xml, active-content",
            "../evil.xml, zip-path", "/abs.xml, zip-path", "XL/Workbook.xml, zip-duplicate"
        })
        void with_a_part_that_does_not_belong_is_refused(String part, String rule) {
            assertRefused(checked(with(part, "<x/>"), "part.xlsx"), rule);
        }

        @Test
        void with_a_link_to_the_outside_is_refused_unless_it_is_a_hyperlink() {
            var rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + "<Relationship Id=\"r1\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\""
                    + " Target=\"https://example.org/\" TargetMode=\"External\"/></Relationships>";
            var part = "xl/worksheets/_rels/sheet1.xml.rels";
            assertRefused(checked(with(part, rels.formatted("oleObject")), "l.xlsx"), "active-content");
            assertThat(checked(with(part, rels.formatted("hyperlink")), "l.xlsx").getInt("good")).isEqualTo(2);
        }

        @Test
        void that_is_a_bomb_is_refused() {
            var parts = parts(xlsx(two()));
            parts.put("xl/worksheets/sheet2.xml", new byte[20_000_000]);
            assertRefused(checked(zip(parts), "bomb.xlsx"), "zip-size");
        }

        @Test
        void with_too_many_parts_is_refused() {
            var parts = parts(xlsx(two()));
            for (int i = 0; i < 300; i++) {
                parts.put("xl/media/" + i + ".png", new byte[1]);
            }
            assertRefused(checked(zip(parts), "parts.xlsx"), "zip-parts");
        }

        @Test
        void with_a_document_type_is_refused() {
            var sheet = "xl/worksheets/sheet1.xml";
            assertRefused(checked(replaced(sheet, "<worksheet ", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet "),
                    "d.xlsx"),
                    "damaged");
        }

        @Test
        void that_is_cut_off_is_refused_and_not_a_fault_of_ours() {
            var whole = xlsx(two());
            assertRefused(checked(java.util.Arrays.copyOf(whole, whole.length / 2), "cut.xlsx"), "damaged");
        }

        @Test
        void of_another_kind_says_what_to_do() {
            var types = "[Content_Types].xml";
            var main = "spreadsheetml.sheet.main+xml";
            assertRefused(checked(replaced(types, "vnd.openxmlformats-officedocument." + main,
                    "vnd.ms-excel.sheet.macroEnabled.main+xml"), "m.xlsm"), "active-content");
            assertRefused(checked(replaced(types, "vnd.openxmlformats-officedocument." + main,
                    "vnd.ms-excel.sheet.binary.macroEnabled.main"), "b.xlsb"), "binary-workbook");
            assertRefused(checked(replaced("_rels/.rels",
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships"), "strict.xlsx"), "strict-format");
            assertRefused(checked(zip(Map.of("readme.txt", new byte[10])), "zip.zip"), "not-a-workbook");
        }

        @Test
        void that_is_old_or_encrypted_says_what_to_do() throws Exception {
            var old = new ByteArrayOutputStream();
            try (var book = new org.apache.poi.hssf.usermodel.HSSFWorkbook()) {
                book.createSheet("Shipments");
                book.write(old);
            }
            assertRefused(checked(old.toByteArray(), "old.xls"), "old-format");
            var encrypted = new ByteArrayOutputStream();
            try (var files = new POIFSFileSystem(); var book = new XSSFWorkbook()) {
                book.createSheet("Shipments");
                var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (var out = encryptor.getDataStream(files)) {
                    book.write(out);
                }
                files.writeFilesystem(encrypted);
            }
            assertRefused(checked(encrypted.toByteArray(), "secret.xlsx"), "encrypted");
        }
    }

    @Test
    void a_form_without_a_file_and_an_unknown_mode_are_refused_at_once() {
        Uploads.as("aurora-clerk").multiPart("other", "x").post("/api/v1/imports")
                .then().statusCode(422).body("errors[0].field", equalTo("file"));
        Uploads.send(csv(two()), "a.csv", "?mode=some").then().statusCode(422).body("errors[0].field", equalTo("mode"));
    }

    @Test
    void a_refused_file_cannot_be_posted_and_comes_back_with_the_reason() {
        var id = checked(csv(List.of()), "none.csv").getString("id");
        Uploads.post(id).then().statusCode(409).body("type", equalTo("import-refused"));
        Uploads.as("aurora-clerk").get("/api/v1/imports/" + id + "/result.xlsx")
                .then().statusCode(409).body("type", equalTo("import-refused"))
                .body("errors[0].rule", equalTo("no-rows"));
    }
}
