package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.PackagesTest;
import org.headroom.access.Alone;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.restatement.Restating;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Restatements by corrected facts at the pages, by those who see all.
@QuarkusTest
class RestatementPagesTest {

    private static final String NONE = "01234567-89ab-7cde-8f01-23456789abcd";

    static String consignee;
    static String restatement;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_a_preview() {
        if (restatement == null) {
            consignee = Calls.unique("restated");
            var device = shipped(consignee);
            Restating.correct(device, 1_100);
            restatement = Restating.previewed(device).getString("id");
        }
    }

    /// @return a device of 16,000 TPP, of which ten were shipped
    private static String shipped(String consignee) {
        var device = Restating.device(1_000);
        Restating.ship("aurora", device, 10, consignee);
        return device;
    }

    private static String charged(String consignee) {
        return Calls.as("regulator").get("/api/v1/quotas/" + pool(consignee)).then().statusCode(200)
                .extract().path("charged");
    }

    private static String pool(String consignee) {
        return "us-diffusion-2025:lpp:cloud-" + consignee + ":2026-01-01";
    }

    private static String address(String page) {
        return page.replace("$restatement", restatement);
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("restatements", "auditor", "/restatements"),
                List.of("restatement-ask", "regulator", "/restatements/new"),
                List.of("restatement", "regulator", "/restatements/$restatement"),
                List.of("restatement-admin", "regulator-admin", "/restatements/$restatement?by=exporter"),
                List.of("restatement-postings", "auditor", "/restatements/$restatement?by=posting"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.get(0), of.get(1), at, address(of.get(2)));
    }

    @Test
    void the_way_there_is_shown_to_those_who_may_see_it() {
        var said = PackagesTest.classOf("web", "RestatementsPage").getAnnotationOfType(RolesAllowed.class).value();
        assertThat(said).containsExactlyInAnyOrderElementsOf(Section.OF_THE_PAST);
    }

    private Response ask(String person, String page) {
        return given().urlEncodingEnabled(false).redirects().follow(false)
                .header("Cookie", People.cookieOf(person, at)).get(page);
    }

    @Test
    void exporters_read_none_of_it_and_what_is_not_there_is_told_so() {
        for (var page : List.of("/restatements", "/restatements/new", "/restatements/$restatement",
                "/restatements/$restatement/workbook.xlsx", "/restatements/$restatement/reports/restatement.csv",
                "/restatements/reports/restatements.csv")) {
            for (var person : List.of("aurora-clerk", "borealis-licensing")) {
                ask(person, address(page)).then().statusCode(403);
            }
        }
        assertThat(ask("aurora-clerk", "/").asString()).doesNotContain("/restatements");
        ask("auditor", "/restatements/new").then().statusCode(403);
        for (var page : List.of("/restatements/$none", "/restatements/$none/workbook.xlsx",
                "/restatements/$none/reports/restatement.csv", "/restatements/new?like=$none")) {
            ask("regulator", page.replace("$none", NONE)).then().statusCode(404);
        }
    }

    @Test
    void a_restatement_is_asked_for_from_home_and_posted_by_two_persons_without_scripts() {
        var name = Calls.unique("restated");
        var device = shipped(name);
        assertThat(charged(name)).isEqualTo("160000.00");
        Restating.correct(device, 1_100);
        try (var first = People.withoutScripts("regulator-admin", at);
                var second = People.withoutScripts("regulator-admin-2", at)) {
            var page = first.newPage();
            page.navigate("/");
            page.click("text=See what a correction of the past touches");
            page.fill("#device", device);
            page.fill("#reason", "The data sheet was wrong.");
            page.press("button:text-is('Preview')", "Enter");
            page.waitForURL(url -> !url.endsWith("/new"));
            UnderWay.awaitEnd(page);
            assertThat(page.textContent("main")).contains("1 posting is touched.").contains(pool(name))
                    .contains("160,000.00").contains("176,000.00").contains("16,000.00");
            var preview = page.url();
            page.press("text=Each posting, before and after", "Enter");
            page.waitForURL("**by=posting*");
            assertThat(page.textContent("tbody")).contains("aurora").contains("160,000.00 TPP")
                    .contains("176,000.00 TPP").contains("not posted");
            page.press("button:text-is('Ask for it to be posted')", "Enter");
            page.waitForURL("**/approvals/*");
            assertThat(page.textContent("h1")).isEqualTo("Restatement of shipments by corrected facts");
            assertThat(page.locator("text=Approve").count()).isZero();
            var other = second.newPage();
            other.navigate("/");
            other.click("main >> text=Restatement of shipments by corrected facts: "
                    + preview.substring(preview.lastIndexOf('/') + 1));
            other.click(".lead a");
            assertThat(other.url()).isEqualTo(preview);
            assertThat(other.textContent(".note.warn")).contains("regulator-admin has asked for it to be posted");
            assertThat(other.locator("button:text-is('Ask for it to be posted')").count()).isZero();
            other.click("text=See the approval");
            other.press("button:has-text('Approve')", "Enter");
            other.waitForURL("**done=approved");
            other.click(".lead a");
            UnderWay.awaitEnd(other);
            assertThat(other.textContent(".note.good")).contains("It is posted, to its end");
            assertThat(other.textContent("main")).contains("1 is adjusted");
        }
        assertThat(charged(name)).isEqualTo("176000.00");
    }

    @Test
    void a_preview_is_taken_along_as_tables_and_as_the_workbook_of_the_api() throws IOException {
        assertThat(ask("auditor", address("/restatements/$restatement/reports/restatement.csv"
                        + "?columns=quota,before,after,difference,over")).asString().lines())
                .contains("quota,before,after,difference,over",
                        pool(consignee) + ",160000.00,176000.00,16000.00,No");
        ask("regulator", address("/restatements/$restatement/reports/restatement.json?by=exporter")).then()
                .statusCode(200).body(containsString("aurora"));
        ask("regulator", address("/restatements/$restatement/reports/restatement.csv?by=posting")).then()
                .statusCode(200).body(containsString("176000.00 " + pool(consignee)));
        ask("auditor", "/restatements/reports/restatements.xlsx").then().statusCode(200);
        var workbook = ask("regulator", address("/restatements/$restatement/workbook.xlsx"));
        workbook.then().statusCode(200);
        try (var book = new XSSFWorkbook(workbook.asInputStream())) {
            assertThat(book.getNumberOfSheets()).isGreaterThan(1);
        }
        var seen = ask("regulator", address("/restatements/$restatement")).asString();
        assertThat(seen).doesNotContain("Ask for it to be posted");
    }

    @Test
    void mistakes_are_told_beside_their_fields_and_what_changed_since_is_not_posted() {
        var device = shipped(Calls.unique("restated"));
        Restating.correct(device, 1_100);
        String stale = Restating.previewed(device).getString("id");
        Restating.correct(device, 1_200);
        try (var context = People.of("regulator-admin", at)) {
            var page = context.newPage();
            page.navigate("/restatements/new");
            page.fill("#device", "no-such-device");
            page.fill("#partyExporter", "aurora");
            page.click("button:text-is('Preview')");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent("#reason-wrong")).contains("Say what was wrong");
            assertThat(page.textContent("#device-wrong")).contains("a device, a party or a regime; one");
            assertThat(page.textContent("#partyExporter-wrong")).contains("Name the exporter whose party it is");
            var findings = new ArrayList<String>();
            EachPage.look(page, "restatement-ask-wrong", findings);
            page.fill("#partyExporter", "");
            page.fill("#reason", "A typo");
            page.click("button:text-is('Preview')");
            assertThat(page.textContent("#device-wrong")).contains("no-such-device").doesNotContain("/api/");
            assertThat(page.inputValue("#reason")).isEqualTo("A typo");
            page.navigate("/restatements/" + stale);
            page.click("button:text-is('Ask for it to be posted')");
            assertThat(page.textContent(".summary")).contains("has changed since it was previewed")
                    .contains("Ask for it anew").doesNotContain("/api/");
            EachPage.look(page, "restatement-stale", findings);
            assertThat(findings).isEmpty();
        }
    }

    private static void insert(UUID id, String state, @Nullable String problem) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.prepareStatement("""
                insert into restatement (id, request, asked_by, asked_by_name, asked_at, state, up_to, done, touched,
                    correction, digest, problem, approval)
                values (?, '{"reason": "Seen on its way", "regime": "us-acs-2023"}', 'x', 'regulator', now(), ?, 1000,
                    case when ? then 1000 else 420 end, 10, case when ? then 'a text' end,
                    case when ? then 'abc' end, ?, ?)""")) {
            boolean isPreviewed = state.equals("POSTING");
            sql.setObject(1, id);
            sql.setString(2, state);
            sql.setBoolean(3, isPreviewed);
            sql.setBoolean(4, isPreviewed);
            sql.setBoolean(5, isPreviewed);
            sql.setString(6, problem);
            sql.setObject(7, isPreviewed ? id : null, Types.OTHER);
            sql.execute();
        }
    }

    private static void insertApproval(UUID restatement) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.prepareStatement("""
                insert into approval (id, act, subject, shown, digest, requested_by, requester, requested_at,
                    approved_by, approver, approved_at)
                values (?, 'RESTATEMENT', ?, '{}', 'abc', 'x', 'one', now(), 'y', 'another', now())""")) {
            sql.setObject(1, restatement);
            sql.setString(2, restatement.toString());
            sql.execute();
        }
    }

    private static void end(UUID id, String state, String problem) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.prepareStatement(
                "update restatement set state = ?, problem = ?, ended_at = now() where id = ?")) {
            sql.setString(1, state);
            sql.setString(2, problem);
            sql.setObject(3, id);
            sql.execute();
        }
    }

    @Test
    void on_its_way_a_restatement_tells_how_far_it_is_what_hinders_it_and_why_it_was_stopped() throws SQLException {
        var previewed = UUID.randomUUID();
        UnderWay.run(previewed, "restatement", () -> {
            insert(previewed, "RUNNING", null);
            EachPage.isForEveryone("restatement-running", "regulator", at, "/restatements/" + previewed);
            ask("regulator", "/restatements/" + previewed + "/workbook.xlsx").then().statusCode(409);
            try (var context = People.of("regulator", at)) {
                var page = context.newPage();
                page.navigate("/restatements/" + previewed);
                assertThat(page.textContent("#told")).contains("up to posting 420 of 1,000").contains("42 %");
                end(previewed, "INTERRUPTED", "The service stopped meanwhile.");
                page.waitForSelector(".note.bad");
                assertThat(page.textContent(".note.bad")).contains("The service stopped meanwhile.");
                page.click("text=Ask for it anew");
                assertThat(page.inputValue("#regime")).isEqualTo("us-acs-2023");
                assertThat(page.inputValue("#reason")).isEqualTo("Seen on its way");
            }
        });
        var posted = UUID.randomUUID();
        try (var connection = TestDatabase.asAdministrator()) {
            Alone.run(connection, "restatement posting", () -> {
                insertApproval(posted);
                insert(posted, "POSTING", "A period is closed.");
                EachPage.isForEveryone("restatement-posting", "regulator-admin", at, "/restatements/" + posted);
                assertThat(ask("auditor", "/restatements/" + posted).asString()).contains("It rests: A period is closed.")
                        .contains("Adjusted are 0 of 10.").doesNotContain("hx-trigger");
                end(posted, "STOPPED", "Facts were corrected again.");
                assertThat(ask("auditor", "/restatements/" + posted).asString())
                        .contains("It was stopped. Facts were corrected again.").doesNotContain("Ask for it anew");
            });
        }
    }
}
