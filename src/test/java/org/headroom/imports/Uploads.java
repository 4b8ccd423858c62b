package org.headroom.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.awaitility.Awaitility;
import org.headroom.api.ApiDocument;
import org.headroom.launch.Tokens;

/// Uploads of files made in a test.
public final class Uploads {

    static final String HEADERS = "reference,device,quantity,destination,exportDate,consigneeName,consigneeCountry,"
            + "authorization,valueUsd,itn,serials";

    private Uploads() {}

    /// A good row: some H100 to a cloud in India that is named after the test.
    public static String row(String reference, int quantity, String cloud) {
        return String.join(",", reference, "nvidia-h100-sxm5-80gb", String.valueOf(quantity), "IN", "2026-03-02",
                "Cloud " + cloud, "IN", "LPP", "1920000.5", "X20260302123456", "S1");
    }

    public static List<String> rows(String prefix, int count, int quantity) {
        var rows = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            rows.add(row(prefix + "-" + i, quantity, prefix));
        }
        return rows;
    }

    public static byte[] csv(List<String> rows) {
        return (HEADERS + "\r\n" + String.join("\r\n", rows) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] xlsx(List<String> rows) {
        return xlsx(rows, sheet -> {});
    }

    /// The same rows as cells, quantity and value as numbers, the date as a date.
    static byte[] xlsx(List<String> rows, Consumer<XSSFSheet> change) {
        try (var book = new XSSFWorkbook(); var out = new ByteArrayOutputStream()) {
            var sheet = book.createSheet("Shipments");
            var day = book.createCellStyle();
            day.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
            var lines = new ArrayList<String>(List.of(HEADERS));
            lines.addAll(rows);
            for (int i = 0; i < lines.size(); i++) {
                var row = sheet.createRow(i);
                var texts = lines.get(i).split(",", -1);
                for (int c = 0; c < texts.length; c++) {
                    if (i > 0 && (c == 2 || c == 8) && texts[c].matches("[0-9.]+")) {
                        row.createCell(c).setCellValue(Double.parseDouble(texts[c]));
                    } else if (i > 0 && c == 4 && texts[c].matches("\\d{4}-\\d\\d-\\d\\d")) {
                        row.createCell(c).setCellValue(java.time.LocalDate.parse(texts[c]));
                        row.getCell(c).setCellStyle(day);
                    } else if (!texts[c].isEmpty()) {
                        row.createCell(c).setCellValue(texts[c]);
                    }
                }
            }
            change.accept(sheet);
            book.write(out);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static Response send(byte[] file, String name, String query) {
        return as("aurora-clerk")
                .multiPart("file", name, file)
                .post("/api/v1/imports" + query);
    }

    /// Uploads and waits until it is checked or refused.
    public static JsonPath checked(byte[] file, String name) {
        return checked(file, name, "");
    }

    public static JsonPath checked(byte[] file, String name, String query) {
        var location = send(file, name, query).then().statusCode(202).extract().header("Location");
        return resting(location.substring(location.lastIndexOf('/') + 1), "checked", "refused");
    }

    static JsonPath resting(String id, String... states) {
        return Awaitility.await().atMost(Duration.ofMinutes(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> get(id), job -> List.of(states).contains(job.getString("state")));
    }

    static JsonPath get(String id) {
        return as("aurora-clerk").get("/api/v1/imports/" + id).then().statusCode(200).extract().jsonPath();
    }

    public static Response post(String id) {
        return as("aurora-clerk").post("/api/v1/imports/" + id + "/posting");
    }

    public static JsonPath posted(String id) {
        post(id).then().statusCode(202);
        return resting(id, "posted");
    }

    static io.restassured.specification.RequestSpecification as(String user) {
        return given().filter(ApiDocument.ANSWERS_AS_DESCRIBED).auth().oauth2(Tokens.of(user));
    }

    /// The cells of the file that comes back, as a person sees them.
    static List<List<String>> result(String id) throws IOException {
        var bytes = as("aurora-clerk").get("/api/v1/imports/" + id + "/result.xlsx")
                .then().statusCode(200).extract().asByteArray();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            var shown = new DataFormatter();
            var rows = new ArrayList<List<String>>();
            for (var row : book.getSheet("Shipments")) {
                var cells = new ArrayList<String>();
                for (int c = 0; c < row.getLastCellNum(); c++) {
                    cells.add(shown.formatCellValue(row.getCell(c)));
                }
                rows.add(cells);
            }
            return rows;
        }
    }

    static void assertRefused(JsonPath job, String rule) {
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("refused");
        assertThat(job.getString("errors[0].rule")).isEqualTo(rule);
        assertThat(job.getString("errors[0].message")).isNotBlank();
    }
}
