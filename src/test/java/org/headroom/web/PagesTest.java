package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.RolesAllowed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.PackagesTest;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each page as people meet it: readable by everyone, under its policy, by the keyboard alone.
@QuarkusTest
class PagesTest {

    private static final String CAP = "us-diffusion-2025:country-allocation:IN:2025-01-01";

    static TwoExporters aurora;
    static TwoExporters borealis;
    static String change;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_see() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            approve(asked("790000000"));
            change = asked("900000000");
        }
    }

    private static String asked(String cap) {
        return Calls.as("regulator-admin")
                .body(Map.of("quota", CAP, "cap", cap, "reason", "Assurances.", "citation", "A decision"))
                .post("/api/v1/caps/changes").then().statusCode(201).extract().path("id");
    }

    private static void approve(String id) {
        String digest = Calls.as("auditor").get("/api/v1/caps/changes/" + id).path("digest");
        Calls.as("regulator-admin-2").body(Map.of("digest", digest)).post("/api/v1/caps/changes/" + id + "/approval")
                .then().statusCode(200);
    }

    private static String address(String page) {
        return page.replace("$meter", QuotaLine.path(aurora.meter())).replace("$cap", QuotaLine.path(CAP))
                .replace("$change", change).replace("$approval", aurora.approval());
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("home-clerk", "aurora-clerk", "/"),
                List.of("home-regulator", "regulator", "/"),
                List.of("quotas-clerk", "aurora-clerk", "/quotas"),
                List.of("quotas-regulator", "regulator", "/quotas?destination=TH"),
                List.of("quotas-none", "regulator", "/quotas?destination=ZZ"),
                List.of("quota-clerk", "aurora-clerk", "/quotas/$meter"),
                List.of("quota-regulator", "regulator", "/quotas/$cap"),
                List.of("approvals", "regulator-admin-2", "/approvals"),
                List.of("approval-change", "regulator-admin-2", "/approvals/$change"),
                List.of("approval-own", "regulator-admin", "/approvals/$change"),
                List.of("approval-record", "aurora-approver", "/approvals/$approval"),
                List.of("exporters", "regulator-admin", "/exporters"),
                List.of("exporters-new", "regulator-admin", "/exporters/new"),
                List.of("not-found", "aurora-clerk", "/nowhere"),
                List.of("forbidden", "aurora-clerk", "/exporters"),
                List.of("not-understood", "regulator", "/quotas?on=yesterday"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.get(0), of.get(1), at, address(of.get(2)));
    }

    /// The links of the head lead where the roles of the page's methods let one in.
    @ParameterizedTest
    @CsvSource({"CHECK, CheckPage", "SHIPMENTS, ShipmentsPage", "QUOTAS, QuotasPage", "APPROVALS, ApprovalsPage"})
    void a_section_is_shown_to_those_who_may_see_it(Section section, String page) {
        var said = PackagesTest.classOf("web", page).getAnnotationOfType(RolesAllowed.class).value();
        assertThat(said).containsExactlyInAnyOrderElementsOf(section.roles);
    }

    @Test
    void by_the_keyboard_alone_one_skips_searches_and_opens() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/quotas");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the content");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
            page.keyboard().press("/");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("destination");
            page.keyboard().type("TH");
            page.keyboard().press("Enter");
            page.waitForURL("**/quotas?*destination=TH*");
            assertThat(page.locator("tbody tr").count()).isPositive();
            for (int presses = 0; presses < 40; presses++) {
                page.keyboard().press("Tab");
                if ((boolean) page.evaluate("document.activeElement.matches('tbody a')")) {
                    break;
                }
            }
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).isEqualTo("solid");
            page.keyboard().press("Enter");
            page.waitForURL("**/quotas/*");
            assertThat(page.textContent("h2")).isEqualTo("How it stands");
        }
    }

    @Test
    void everything_works_without_scripts() {
        try (var context = People.withoutScripts("regulator", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("text=Quotas");
            page.fill("#destination", "TH");
            page.click("text=Show");
            assertThat(page.locator("tbody tr").count()).isPositive();
        }
    }

    @Test
    void amounts_are_grouped_and_the_period_is_told() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate(address("/quotas/$cap"));
            assertThat(page.textContent("main")).contains("790,000,000.00").contains("UTC").contains("of the time gone");
        }
    }

    @Test
    void a_second_person_approves_what_was_shown_and_the_first_may_not() {
        var cap = asked("790000000");
        try (var first = People.of("regulator-admin", at); var second = People.of("regulator-admin-2", at)) {
            var asker = first.newPage();
            asker.navigate("/approvals/" + cap);
            assertThat(asker.locator("text=Approve").count()).isZero();
            assertThat(asker.textContent("main")).contains("790,000,000.00").contains("it waits for another person");
            var approver = second.newPage();
            approver.navigate("/approvals?state=open");
            approver.click("a[href='/approvals/" + cap + "']");
            approver.click("button:has-text('Approve')");
            assertThat(approver.textContent(".note.good")).contains("it is done");
            assertThat(approver.textContent("main")).contains("Approved by").contains("regulator-admin-2");
            asker.fill("#reason", "Too late.");
            asker.click("button:has-text('Withdraw')");
            assertThat(asker.textContent(".note.bad")).contains("was approved by regulator-admin-2");
        }
        Calls.as("auditor").get("/api/v1/caps/changes/" + cap).then().statusCode(200)
                .body("state", org.hamcrest.Matchers.equalTo("approved"));
    }

    @Test
    void a_new_exporter_comes_in_from_the_page_and_mistakes_are_told_beside_their_fields() {
        var word = Calls.unique("delta");
        try (var context = People.of("regulator-admin", at)) {
            var page = context.newPage();
            page.navigate("/exporters/new");
            page.fill("#exporter", "Not a word");
            page.fill("#email-0", "ana@elsewhere.example.org");
            page.click("text=Bring it in");
            assertThat(page.title()).startsWith("Error:");
            assertThat((boolean) page.evaluate("document.activeElement.matches('.summary')")).isTrue();
            assertThat(page.textContent("#exporter-wrong")).contains("2 to 41 lower-case letters");
            assertThat(page.getAttribute("#email-0", "aria-invalid")).isEqualTo("true");
            assertThat(page.inputValue("#exporter")).isEqualTo("Not a word");
            var findings = new ArrayList<String>();
            EachPage.look(page, "exporters-wrong", findings);
            assertThat(findings).isEmpty();
            page.click(".summary a >> nth=0");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("exporter");
            page.fill("#exporter", word);
            page.fill("#legalName", "The company " + word);
            page.fill("#domain", word + ".example.org");
            page.fill("#email-0", "ana@" + word + ".example.org");
            page.fill("#firstName-0", "Ana");
            page.fill("#lastName-0", "One");
            page.check("input[name=roles-0][value=exporter-clerk]");
            page.click("text=Bring it in");
            assertThat(page.textContent("h1")).isEqualTo("The company " + word + " is registered");
            assertThat(page.textContent("table")).contains("ana@" + word + ".example.org").contains("No mail left");
            EachPage.look(page, "exporters-registered", findings);
            assertThat(findings).isEmpty();
        }
        Calls.as("auditor").get("/api/v1/exporters/" + word).then().statusCode(200);
    }

    @Test
    void what_is_a_rivals_is_as_absent_as_none() {
        for (var foreign : List.of(address("/quotas/$meter"), "/quotas/" + QuotaLine.path(aurora.licenseLine()),
                address("/approvals/$approval"))) {
            var absent = foreign.contains("approvals") ? "/approvals/01234567-89ab-7cde-8f01-23456789abcd" : "/quotas/none";
            var one = ask("borealis-clerk", foreign);
            var other = ask("borealis-clerk", absent);
            assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
            assertThat(plain(one)).isEqualTo(plain(other));
        }
        var cap = address("/quotas/$cap");
        for (var file : List.of("/movements.csv", "/months.csv", "/movements.json?sort=-charged", "/burn-down")) {
            for (var foreign : List.of(address("/quotas/$meter"), "/quotas/" + QuotaLine.path(aurora.licenseLine()))) {
                var one = ask("borealis-clerk", foreign + file);
                assertThat(one.statusCode()).as(foreign + file).isEqualTo(404);
                assertThat(plain(one)).isEqualTo(plain(ask("borealis-clerk", "/quotas/none" + file)));
            }
            assertThat(ask("borealis-clerk", cap + file).then().statusCode(200).extract().asString())
                    .doesNotContain(aurora.mark(), aurora.license(), "aurora");
        }
        ask("borealis-clerk", cap + "/holders.csv").then().statusCode(403);
        for (var listed : List.of("/", "/quotas?destination=TH", "/approvals", "/approvals/reports/approvals.json", "/quotas/reports/quota-usage.csv?destination=TH")) {
            var told = ask("borealis-clerk", listed).then().statusCode(200).extract().asString();
            assertThat(told).doesNotContain(aurora.mark(), aurora.license(), ":aurora:", "aurora-clerk");
        }
        assertThat(ask("borealis-clerk", "/approvals").asString()).contains(borealis.mark());
        assertThat(ask("borealis-clerk", "/quotas/reports/quota-usage.csv?destination=TH").asString()).contains(borealis.meter());
    }

    private io.restassured.response.Response ask(String person, String page) {
        return People.ask(person, at, page);
    }

    private static String plain(io.restassured.response.Response answer) {
        return answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "").replaceAll("value=\"[\\w-]{43}\"", "");
    }

    @Test
    void files_of_pages_are_kept_for_ever_and_have_a_digest_in_their_names() {
        var page = ask("regulator", "/").asString();
        var file = java.util.regex.Pattern.compile("/assets/headroom-[0-9a-f]{12}\\.css").matcher(page);
        assertThat(file.find()).isTrue();
        given().get(file.group()).then().statusCode(200).contentType("text/css")
                .header("Cache-Control", "public, max-age=31536000, immutable");
        given().get("/assets/headroom-000000000000.css").then().statusCode(404);
    }
}
