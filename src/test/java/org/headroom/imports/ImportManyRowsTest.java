package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.api.Calls;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.junit.jupiter.api.Test;

/// Files as people make them: the template filled in, and thousands of rows of which some are wrong.
@QuarkusTest
class ImportManyRowsTest {

    private static final int ROWS = 5_000;
    private static final int CLOUDS = 5;
    private static final int BAD_FROM = 2_476;
    private static final int BAD_TO = 2_525;

    @Inject
    Ledger ledger;

    @Test
    void the_template_of_the_api_filled_in_with_a_thousand_rows_is_posted() throws IOException {
        var name = Calls.unique("template");
        var template = Uploads.as("aurora-clerk").get("/api/v1/reports/shipment-import.xlsx")
                .then().statusCode(200).extract().asByteArray();
        var job = Uploads.checked(filled(template, name, 1_000), "shipments.xlsx");
        assertThat(job.getInt("good")).as(job.prettify()).isEqualTo(1_000);
        assertThat(Uploads.posted(job.getString("id")).getInt("posted")).isEqualTo(1_000);
        var balance = Books.read(() -> ledger.balance(ImportTest.quotaOf(name))).orElseThrow();
        assertThat(balance.charged()).isEqualByComparingTo("15832000");
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-1000").then().statusCode(200)
                .body("items[0].destination", equalTo("IN"))
                .body("items[0].quantity", equalTo(1));
        var back = Uploads.as("aurora-clerk").get("/api/v1/imports/" + job.getString("id") + "/result.xlsx")
                .then().statusCode(200).extract().asByteArray();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(back))) {
            assertThat(book.getSheet("Shipments").getDataValidations()).hasSize(7);
            assertThat(book.getSheet("Shipments").getRow(1_000).getCell(18).getStringCellValue()).isEqualTo("Posted");
        }
    }

    /// Fills in what the template has columns for, each cell as its column looks.
    private static byte[] filled(byte[] template, String name, int rows) throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(template)); var out = new ByteArrayOutputStream()) {
            var sheet = book.getSheet("Shipments");
            var columns = new HashMap<String, Integer>();
            sheet.getRow(0).forEach(cell -> columns.put(cell.getStringCellValue(), cell.getColumnIndex()));
            var texts = new HashMap<String, String>();
            texts.put("device", "nvidia-h100-sxm5-80gb");
            texts.put("destination", "IN");
            texts.put("consigneeName", "Cloud " + name);
            texts.put("consigneeCountry", "IN");
            texts.put("consigneeHeadquarters", "IN");
            texts.put("authorization", "LPP");
            texts.put("itn", "X20260302123456");
            for (int i = 1; i <= rows; i++) {
                var row = sheet.createRow(i);
                texts.put("reference", name + "-" + i);
                texts.put("serials", "S" + i);
                texts.forEach((column, text) -> cell(sheet, row, columns.get(column)).setCellValue(text));
                cell(sheet, row, columns.get("quantity")).setCellValue(1);
                cell(sheet, row, columns.get("valueUsd")).setCellValue(30_000.5);
                cell(sheet, row, columns.get("exportDate")).setCellValue(LocalDate.of(2026, 3, 2));
            }
            book.write(out);
            return out.toByteArray();
        }
    }

    private static org.apache.poi.xssf.usermodel.XSSFCell cell(XSSFSheet sheet, XSSFRow row, int column) {
        var cell = row.createCell(column);
        cell.setCellStyle(sheet.getColumnStyle(column));
        return cell;
    }

    /// Five clouds with a thousand rows each, since one has no room for more; the fifty in the middle are wrong.
    private static List<String> mostlyGood(String name) {
        var rows = new ArrayList<String>();
        for (int i = 1; i <= ROWS; i++) {
            var row = Uploads.row(name + "-" + i, 1, name + "-" + i % CLOUDS);
            rows.add(isBad(i) ? row.replace("nvidia-h100-sxm5-80gb", "nvidia-h1000") : row);
        }
        return rows;
    }

    private static boolean isBad(int row) {
        return row >= BAD_FROM && row <= BAD_TO;
    }

    @Test
    void fifty_bad_rows_in_the_middle_of_five_thousand_keep_all_from_being_posted() throws IOException {
        var name = Calls.unique("whole");
        var before = ledger.lastNumber();
        var job = Uploads.checked(Uploads.xlsx(mostlyGood(name)), "whole.xlsx");
        assertThat(job.getInt("rows")).as(job.getString("state")).isEqualTo(ROWS);
        assertThat(job.getInt("good")).isEqualTo(4_950);
        assertThat(job.getInt("bad")).isEqualTo(50);
        assertThat(job.getList("errors.row")).hasSize(50).startsWith(BAD_FROM + 1).endsWith(BAD_TO + 1);
        Uploads.post(job.getString("id")).then().statusCode(409).body("type", equalTo("import-has-bad-rows"));
        assertThat(ledger.lastNumber()).isEqualTo(before);
        assertThat(Books.read(() -> ledger.balance(ImportTest.quotaOf(name + "-0")))).isEmpty();
        assertResult(Uploads.result(job.getString("id")), name, "Good, not posted");
    }

    @Test
    void and_are_left_out_where_the_good_ones_were_asked_for() throws IOException {
        var name = Calls.unique("some");
        var before = ledger.lastNumber();
        var job = Uploads.checked(Uploads.xlsx(mostlyGood(name)), "some.xlsx", "?mode=good-rows");
        assertThat(job.getInt("bad")).isEqualTo(50);
        var posted = Uploads.posted(job.getString("id"));
        assertThat(posted.getInt("posted")).as(posted.prettify()).isEqualTo(4_950);
        assertThat(posted.getInt("failed")).isZero();
        assertThat(ledger.lastNumber()).isGreaterThanOrEqualTo(before + 4_950);
        for (int cloud = 0; cloud < CLOUDS; cloud++) {
            var quota = ImportTest.quotaOf(name + "-" + cloud);
            var balance = Books.read(() -> ledger.balance(quota)).orElseThrow();
            assertThat(balance.charged()).isEqualByComparingTo("15673680"); // 990 of 15,832 TPP
            assertThat(balance.reserved()).isZero();
        }
        for (int row : new int[] {BAD_FROM - 1, BAD_FROM, BAD_TO, BAD_TO + 1}) {
            Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-" + row).then().statusCode(200)
                    .body("items.size()", equalTo(isBad(row) ? 0 : 1));
        }
        assertResult(Uploads.result(job.getString("id")), name, "Posted");
    }

    private static void assertResult(List<List<String>> table, String name, String good) {
        assertThat(table).hasSize(ROWS + 1);
        assertThat(table.getFirst()).endsWith("Result", "Errors");
        for (int row = 1; row <= ROWS; row++) {
            var cells = table.get(row);
            assertThat(cells.getFirst()).isEqualTo(name + "-" + row);
            assertThat(cells.get(11)).as("Result of row %d", row).isEqualTo(isBad(row) ? "1 error" : good);
            var errors = cells.size() > 12 ? cells.get(12) : "";
            assertThat(errors).as("Errors of row %d", row).startsWith(isBad(row) ? "device: " : "");
            assertThat(errors.isEmpty()).isEqualTo(!isBad(row));
        }
    }
}
