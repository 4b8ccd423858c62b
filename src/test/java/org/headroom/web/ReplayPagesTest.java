package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.PackagesTest;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays of the past under another law at the pages, by those who see all.
@QuarkusTest
class ReplayPagesTest {

    private static final String NONE = "01234567-89ab-7cde-8f01-23456789abcd";
    private static final String NATIONAL_CAP = "example-national-cap:national-cap";

    /// No other test ships there.
    private static final String COUNTRY = "KI";

    static String reference;
    static String replay;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_a_past() {
        if (replay == null) {
            reference = Calls.unique("replayed");
            var body = Calls.shipment(reference);
            body.putAll(Map.of("destination", COUNTRY, "consignee", Calls.consignee(reference, COUNTRY)));
            Calls.ship(body).then().statusCode(201);
            String id = Calls.as("regulator").body(Map.of(
                            "reason", "Would a cap of 1,000,000 TPP have held?",
                            "from", "2026-01-01",
                            "to", "2026-12-31",
                            "destination", COUNTRY,
                            "modes", List.of(Map.of("regime", "example-national-cap", "mode", "enforce")),
                            "caps", List.of(Map.of("quota", NATIONAL_CAP, "cap", "1000000.00"))))
                    .post("/api/v1/replays").then().statusCode(202).extract().path("id");
            await().atMost(Duration.ofMinutes(10)).until(() -> Calls.as("auditor").get("/api/v1/replays/" + id)
                    .path("state").equals("done"));
            replay = id;
        }
    }

    private static String address(String page) {
        return page.replace("$replay", replay);
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("replays", "regulator", "/replays"),
                List.of("replay-ask", "auditor", "/replays/new"),
                List.of("replay-again", "regulator-admin", "/replays/new?like=$replay"),
                List.of("replay", "regulator", "/replays/$replay"),
                List.of("replay-exporters", "auditor", "/replays/$replay?by=exporter&sort=-refused"),
                List.of("replay-shipments", "regulator", "/replays/$replay?by=shipment"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.get(0), of.get(1), at, address(of.get(2)));
    }

    @Test
    void the_way_there_is_shown_to_those_who_may_see_it() {
        var said = PackagesTest.classOf("web", "ReplaysPage").getAnnotationOfType(RolesAllowed.class).value();
        assertThat(said).containsExactlyInAnyOrderElementsOf(Section.OF_THE_PAST);
    }

    private Response ask(String person, String page) {
        return given().urlEncodingEnabled(false).redirects().follow(false)
                .header("Cookie", People.cookieOf(person, at)).get(page);
    }

    @Test
    void exporters_read_none_of_it_and_what_is_not_there_is_told_so() {
        for (var page : List.of("/replays", "/replays/new", "/replays/$replay", "/replays/$replay/workbook.xlsx",
                "/replays/$replay/reports/replay.csv", "/replays/reports/replays.csv")) {
            for (var person : List.of("aurora-clerk", "borealis-licensing")) {
                ask(person, address(page)).then().statusCode(403);
            }
        }
        assertThat(ask("aurora-clerk", "/").asString()).doesNotContain("/replays");
        for (var page : List.of("/replays/$none", "/replays/$none/workbook.xlsx", "/replays/$none/reports/replay.csv",
                "/replays/new?like=$none")) {
            ask("regulator", page.replace("$none", NONE)).then().statusCode(404);
        }
    }

    @Test
    void a_replay_is_asked_for_from_home_without_scripts_and_read_to_its_end() {
        try (var context = People.withoutScripts("regulator", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("text=Ask what it would have come to under another law");
            page.fill("#reason", "What if half of it were the cap?");
            page.fill("#from", "2026-01-01");
            page.fill("#to", "2026-12-31");
            page.fill("#destination", COUNTRY.toLowerCase(Locale.ROOT));
            page.selectOption("#mode-example-national-cap", "enforce");
            page.fill("#quota-1", NATIONAL_CAP + ":BO:2026-01-01");
            page.fill("#cap-1", "2,000,000");
            page.press("button:has-text('More lines')", "Enter");
            page.waitForSelector("#quota-5");
            assertThat(page.inputValue("#reason")).isEqualTo("What if half of it were the cap?");
            page.fill("#quota-5", NATIONAL_CAP);
            page.fill("#cap-5", "506,624.00");
            page.press("button:text-is('Ask')", "Enter");
            page.waitForURL(url -> !url.endsWith("/new"));
            assertThat(page.textContent("h1")).isEqualTo("What if half of it were the cap?");
            UnderWay.awaitEnd(page);
            assertThat(page.textContent("main")).contains("Cap of " + NATIONAL_CAP).contains("506,624")
                    .contains("Mode of example-national-cap").contains("Would be refused")
                    .contains("1,013,248.00");
            assertThat(page.locator("tbody th").first().innerText()).startsWith("Kiribati");
            page.press("text=Each changed shipment", "Enter");
            page.waitForURL("**by=shipment*");
            assertThat(page.textContent("tbody")).contains(reference).contains("Refused")
                    .contains(NATIONAL_CAP + ":" + COUNTRY).contains("506,624.00");
            page.press("tbody a", "Enter");
            page.waitForURL("**/shipments/*");
            assertThat(page.textContent("h1")).isEqualTo("Shipment " + reference);
        }
    }

    @Test
    void it_is_taken_along_as_tables_and_as_the_workbook_of_the_api() throws IOException {
        assertThat(ask("auditor", address("/replays/$replay/reports/replay.csv?columns=of,shipments,refused,tppStopped"))
                .asString().lines()).containsExactly("of,shipments,tppStopped,refused", COUNTRY + ",1,1013248.00,1");
        ask("auditor", address("/replays/$replay/reports/replay.json?by=exporter")).then().statusCode(200)
                .body(containsString("aurora"));
        assertThat(ask("auditor", address(
                        "/replays/$replay/reports/replay.csv?by=shipment&columns=reference,then,verdict,cap,shortBy"))
                .asString().lines()).containsExactly("reference,then,verdict,cap,shortBy",
                reference + ",Posted,Refused,1000000.00,13248.00");
        ask("regulator", "/replays/reports/replays.csv").then().statusCode(200)
                .body(containsString("Would a cap of 1,000,000 TPP have held?"));
        var workbook = ask("regulator-admin", address("/replays/$replay/workbook.xlsx"));
        workbook.then().statusCode(200);
        try (var book = new XSSFWorkbook(workbook.asInputStream())) {
            assertThat(book.getSheet("Changed shipments").getRow(1).getCell(4).getStringCellValue())
                    .isEqualTo(reference);
        }
    }

    @Test
    void mistakes_are_told_beside_their_fields_and_a_draft_of_any_length_is_taken() throws IOException {
        try (var context = People.of("auditor", at)) {
            var page = context.newPage();
            page.navigate("/replays/new");
            page.fill("#from", "2026-12-31");
            page.fill("#to", "2026-01-01");
            page.fill("#cap-2", "much");
            page.click("button:text-is('Ask')");
            assertThat(page.title()).startsWith("Error:");
            assertThat((boolean) page.evaluate("document.activeElement.matches('.summary')")).isTrue();
            assertThat(page.textContent("#cap-2-wrong")).contains("as 790000000");
            page.fill("#cap-2", "12");
            page.click("button:text-is('Ask')");
            assertThat(page.textContent("#reason-wrong")).contains("Say what is to be found out");
            assertThat(page.textContent("#to-wrong")).contains("ends before it begins");
            page.fill("#reason", "A draft");
            page.fill("#to", "2026-12-31");
            page.click("summary:text-is('A draft of a regime')");
            page.fill("#draftRegime", "us-diffusion-2025");
            var text = Files.readString(Path.of("src/main/resources/regimes/us-diffusion-2025/regime.yaml"));
            page.fill("#draft", text.replaceFirst("title:", "titel:"));
            page.click("button:text-is('Ask')");
            assertThat(page.textContent("#draft-wrong")).contains(":5: 'title' is missing");
            assertThat(page.textContent(".summary")).doesNotContain("GET ");
            var findings = new ArrayList<String>();
            EachPage.look(page, "replay-ask-wrong", findings);
            assertThat(findings).isEmpty();
            page.fill("#draft", text);
            page.click("button:text-is('Ask')");
            assertThat(page.textContent("#quota-2-wrong")).contains("There is no quota rule ''");
            page.fill("#quota-2", NATIONAL_CAP);
            page.click("button:text-is('Ask')");
            assertThat(page.textContent("h1")).isEqualTo("A draft");
            assertThat(page.textContent(".facts")).contains("Text of us-diffusion-2025").contains("a draft");
            page.waitForSelector("#came", new Page.WaitForSelectorOptions().setTimeout(300_000));
        }
    }

    private static void insert(UUID id, String state, boolean isOver) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.prepareStatement("""
                insert into replay (id, scenario, asked_by, asked_by_name, asked_at, state, up_to, done, ended_at,
                    problem) values (?, '{"reason": "Seen while it runs", "from": "2026-01-01", "to": "2026-12-31"}',
                    'x', 'auditor', now(), ?, 1000, 420, case when ? then now() end, ?)""")) {
            sql.setObject(1, id);
            sql.setString(2, state);
            sql.setBoolean(3, isOver);
            sql.setString(4, isOver ? "It failed by a fault of the service." : null);
            sql.execute();
        }
    }

    private static void end(Connection connection, UUID id) throws SQLException {
        try (var sql = connection.prepareStatement(
                "update replay set state = 'DONE', done = up_to, ended_at = now() where id = ?")) {
            sql.setObject(1, id);
            sql.execute();
        }
    }

    @Test
    void while_it_runs_the_page_tells_how_far_it_is_and_goes_on_by_itself() throws SQLException {
        var id = UUID.randomUUID();
        UnderWay.run(id, "replay", () -> {
            insert(id, "RUNNING", false);
            EachPage.isForEveryone("replay-running", "regulator", at, "/replays/" + id);
            ask("regulator", "/replays/" + id + "/workbook.xlsx").then().statusCode(409)
                    .body(containsString("It has no totals yet"));
            try (var context = People.of("regulator", at); var connection = TestDatabase.asAdministrator()) {
                var page = context.newPage();
                page.navigate("/replays/" + id);
                assertThat(page.textContent("#told")).contains("420 of 1,000 postings").contains("42 %");
                assertThat(page.getAttribute("progress", "value")).isEqualTo("42");
                assertThat(page.textContent("#said")).isEqualTo("Runs");
                end(connection, id);
                page.waitForSelector("text=No shipment of the stretch was judged");
                assertThat(page.locator("progress").count()).isZero();
                assertThat(page.textContent("#said")).isEqualTo("Done");
            }
        });
    }

    @Test
    void one_that_failed_says_so_and_is_asked_for_anew_as_it_was() throws SQLException {
        var id = UUID.randomUUID();
        insert(id, "FAILED", true);
        EachPage.isForEveryone("replay-failed", "auditor", at, "/replays/" + id);
        try (var context = People.of("auditor", at)) {
            var page = context.newPage();
            page.navigate("/replays/" + id);
            assertThat(page.textContent(".note.bad")).contains("It failed by a fault of the service");
            page.click("text=Ask for it anew");
            assertThat(page.inputValue("#reason")).isEqualTo("Seen while it runs");
            assertThat(page.inputValue("#from")).isEqualTo("2026-01-01");
        }
    }

    @Test
    void a_table_is_sorted_by_the_keyboard_and_kept_as_a_view() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate(address("/replays/$replay"));
            page.focus("thead a:text-is('Refused')");
            page.keyboard().press("Enter");
            page.waitForURL("**sort=refused*");
            assertThat(page.getAttribute("thead th:has-text('Refused')", "aria-sort")).isEqualTo("ascending");
            page.click("summary:text-is('Keep this view')");
            var name = Calls.unique("Replay ");
            page.fill("#view-name", name);
            page.click("button:text-is('Keep')");
            assertThat(page.url()).contains(replay).contains("sort=refused");
            page.navigate("/views");
            page.click("tr:has-text('" + name + "') button");
        }
    }
}
