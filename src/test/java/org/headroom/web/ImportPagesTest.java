package org.headroom.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.awaitility.Awaitility;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.headroom.imports.Uploads;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A clerk's spreadsheet at the pages: sent, checked, previewed, corrected, posted.
@QuarkusTest
class ImportPagesTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Map<String, String> FROM_HERE = Map.of("Sec-Fetch-Site", "same-origin");

    static TwoExporters aurora;
    static TwoExporters borealis;
    static String bad;
    static String over;
    static String posted;
    static String refused;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_see() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            bad = Uploads.checked(Uploads.csv(withErrors(Calls.unique("wrong"))), "wrong.csv").getString("id");
            over = Uploads.checked(Uploads.csv(Uploads.rows(Calls.unique("over"), 17, 100)), "over.csv").getString("id");
            posted = Uploads.checked(Uploads.csv(Uploads.rows(Calls.unique("done"), 3, 1)), "done.csv").getString("id");
            Uploads.posted(posted);
            refused = Uploads.checked("nothing,of,this\n1,2,3\n".getBytes(UTF_8), "refused.csv").getString("id");
        }
    }

    private static List<String> withErrors(String name) {
        var lines = new ArrayList<>(Uploads.rows(name, 3, 1));
        lines.set(1, lines.get(1).replace(",IN,2026", ",INDIA,2026").replace(",1,IND", ",1.5,IND"));
        return lines;
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("imports", "aurora-clerk", "/imports"),
                List.of("import-bad", "aurora-clerk", "/imports/$bad"),
                List.of("import-over", "aurora-clerk", "/imports/$over"),
                List.of("import-posted", "aurora-clerk", "/imports/$posted"),
                List.of("import-refused", "aurora-clerk", "/imports/$refused"));
    }

    private static String address(String page) {
        return page.replace("$bad", bad).replace("$over", over).replace("$posted", posted).replace("$refused", refused);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.getFirst(), of.get(1), at, address(of.get(2)));
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, name.endsWith("xlsx") ? XLSX : "text/csv", content);
    }

    @Test
    void a_clerk_sends_a_workbook_from_home_in_two_clicks_and_posts_it_with_a_third() {
        var name = Calls.unique("sent");
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("main >> text=Import a spreadsheet of shipments");
            page.setInputFiles("#file", file("march.xlsx", Uploads.xlsx(Uploads.rows(name, 4, 2))));
            page.click("text=Check the file");
            page.waitForSelector("button:has-text('Post all rows')");
            assertThat(page.textContent("#standing")).contains("Checked: no row has errors");
            assertThat(page.textContent("main")).contains("4 rows: 4 good, 0 bad, 0 posted before")
                    .contains("by aurora-clerk").contains("LPP limit of an ultimate parent").contains("126,656.00");
            EachPage.seen(page, "import-checked");
            page.click("text=Post all rows");
            page.waitForSelector("#standing:has-text('Posted: 4 rows')");
            page.waitForSelector("dt:has-text('Posted by')");
            assertThat(page.textContent("main")).contains("Posted by");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-3").then().statusCode(200)
                .body("items[0].quantity", Matchers.equalTo(2));
    }

    @Test
    void without_scripts_and_by_the_keyboard_bad_rows_come_back_and_the_good_ones_are_posted() throws IOException {
        var name = Calls.unique("rows");
        try (var context = People.withoutScripts("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/imports");
            page.setInputFiles("#file", file("rows.csv", Uploads.csv(withErrors(name))));
            page.focus("#file");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForURL("**/imports/*-*");
            loadUntil(page, "Checked: 1 row has errors");
            assertThat(page.textContent("#import")).contains("All rows are to be posted or none")
                    .contains("3").contains("quantity").contains("Give a whole number of devices; 1.5 is not.");
            assertThat(page.locator("text=Post all rows").count()).isZero();
            var result = page.waitForDownload(() -> page.click("text=Download the file with results"));
            assertThat(result.suggestedFilename()).isEqualTo("rows result.xlsx");
            assertThat(cells(Files.readAllBytes(result.path()))).anySatisfy(row ->
                    assertThat(row).contains(name + "-2", "1 error")
                            .anyMatch(cell -> cell.startsWith("quantity: Give a whole number of devices")));
            var errors = page.waitForDownload(() -> page.click("#import >> text=CSV"));
            assertThat(Files.readString(errors.path())).startsWith("row,column,rule,message").contains("3,quantity,");
            page.click("text=Check again for the good rows only");
            loadUntil(page, "Checked: 1 row has errors");
            page.click("text=Post the 2 good rows");
            loadUntil(page, "Posted: 2 rows");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-2").then().statusCode(200)
                .body("items.size()", Matchers.equalTo(0));
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-3").then().statusCode(200)
                .body("items.size()", Matchers.equalTo(1));
    }

    /// A page that is open follows by itself, and is for everyone on the way, too.
    @Test
    void a_large_file_is_followed_until_it_is_checked() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/imports");
            page.setInputFiles("#file", file("large.csv", Uploads.csv(Uploads.rows(Calls.unique("large"), 20_000, 1))));
            page.click("text=Check the file");
            page.waitForURL("**/imports/*-*");
            EachPage.seen(page, "import-on-its-way");
            page.waitForSelector("#standing:has-text('Checked: no row has errors')");
            page.waitForSelector("button:has-text('Post all rows')");
            assertThat(page.textContent("#standing")).contains("20,000 rows: 20,000 good");
            assertThat(page.locator("#progress").count()).isZero();
        }
    }

    private static void loadUntil(Page page, String said) {
        Awaitility.await().until(() -> {
            page.reload();
            return page.textContent("#standing").contains(said);
        });
    }

    private static List<List<String>> cells(byte[] workbook) throws IOException {
        try (var book = new XSSFWorkbook(new java.io.ByteArrayInputStream(workbook))) {
            var shown = new DataFormatter();
            var rows = new ArrayList<List<String>>();
            for (var row : book.getSheet("Shipments")) {
                var cells = new ArrayList<String>();
                row.forEach(cell -> cells.add(shown.formatCellValue(cell)));
                rows.add(cells);
            }
            return rows;
        }
    }

    @Test
    void what_does_not_fit_is_told_before_and_when_it_is_posted() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/imports/" + over);
            assertThat(page.textContent("#import")).contains("It does not fit").contains("No room").contains("26,914,400.00");
            page.click("text=Post all rows");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent(".summary")).contains("A cap has no room").contains("Nothing was posted.");
            assertThat(page.textContent("#standing")).contains("Checked");
            EachPage.seen(page, "import-no-room");
        }
    }

    @Test
    void who_chose_no_file_is_told_beside_the_field() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/imports");
            page.check("input[value=good-rows]");
            page.click("text=Check the file");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent("#file-wrong")).contains("Choose the .xlsx or .csv");
            assertThat(page.isChecked("input[value=good-rows]")).isTrue();
            EachPage.seen(page, "imports-no-file");
        }
    }

    @Test
    void a_file_that_is_none_of_ours_says_why_and_posts_nothing() {
        var answer = posting("aurora-clerk", refused, token("aurora-clerk"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.asString()).contains("The file was refused as a whole");
        var page = ask("aurora-clerk", "/imports/" + refused).asString();
        assertThat(page).contains("Refused as a whole").doesNotContain("result.xlsx");
        posting("aurora-clerk", bad, token("aurora-clerk")).then().statusCode(409)
                .body(Matchers.containsString("1 row has errors, and the file is to be posted as a whole"));
        ask("aurora-clerk", "/imports/" + refused + "/result.xlsx").then().statusCode(409);
    }

    /// The browser sends a forged file with our cookie, too.
    @Test
    void an_upload_that_another_site_had_sent_is_refused() {
        long before = sent();
        upload(Map.of("Sec-Fetch-Site", "cross-site"), token("aurora-clerk")).then().statusCode(403)
                .body(Matchers.containsString("sent from another site"));
        for (var token : new String[] {null, "", "guessed", token("borealis-clerk")}) {
            upload(FROM_HERE, token).then().statusCode(403).body(Matchers.containsString("opened before you signed in"));
        }
        assertThat(sent()).isEqualTo(before);
        upload(FROM_HERE, token("aurora-clerk")).then().statusCode(303);
        assertThat(sent()).isEqualTo(before + 1);
    }

    private static final String FORGED = Calls.unique("forged") + ".csv";

    private long sent() {
        return Pattern.compile(Pattern.quote(FORGED)).matcher(ask("aurora-clerk", "/imports").asString()).results().count();
    }

    private Response upload(Map<String, String> headers, @Nullable String token) {
        var call = given().redirects().follow(false).headers(headers).header("Cookie", People.cookieOf("aurora-clerk", at))
                .multiPart("file", FORGED, Uploads.csv(Uploads.rows(Calls.unique("forged"), 1, 1)), "text/csv");
        return (token == null ? call : call.multiPart("csrf", token)).post("/imports");
    }

    private Response posting(String person, String id, String token) {
        return given().redirects().follow(false).headers(FROM_HERE).header("Cookie", People.cookieOf(person, at))
                .formParam("csrf", token).post("/imports/" + id + "/posting");
    }

    private String token(String person) {
        var token = TOKEN.matcher(ask(person, "/imports").asString());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    @Test
    void what_is_a_rivals_is_as_absent_as_none() {
        for (var page : List.of("/imports/$", "/imports/$/result.xlsx", "/imports/$/errors.csv")) {
            var foreign = ask("borealis-clerk", page.replace("$", aurora.importId()));
            var absent = ask("borealis-clerk", page.replace("$", "01234567-89ab-7cde-8f01-23456789abcd"));
            assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
            assertThat(plain(foreign)).isEqualTo(plain(absent));
        }
        posting("borealis-clerk", aurora.importId(), token("borealis-clerk")).then().statusCode(404);
        given().redirects().follow(false).headers(FROM_HERE).header("Cookie", People.cookieOf("borealis-clerk", at))
                .formParam("csrf", token("borealis-clerk")).formParam("again", aurora.importId()).post("/imports")
                .then().statusCode(404);
        assertThat(ask("borealis-clerk", "/imports").asString()).contains(borealis.mark()).doesNotContain(aurora.mark());
        assertThat(ask("regulator", "/imports").statusCode()).isEqualTo(403);
    }

    private Response ask(String person, String page) {
        return given().redirects().follow(false).header("Cookie", People.cookieOf(person, at)).get(page);
    }

    private static String plain(Response answer) {
        return answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "").replaceAll("value=\"[\\w-]{43}\"", "");
    }

    @Test
    void the_template_is_what_the_api_gives() {
        assertThat(ask("aurora-clerk", "/imports/reports/shipment-import.xlsx").then().statusCode(200)
                .header("Content-Disposition", Matchers.containsString("attachment")).extract().asByteArray())
                .isEqualTo(Calls.as("aurora-clerk").get("/api/v1/reports/shipment-import.xlsx").asByteArray());
    }
}
