package org.headroom.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.headroom.PackagesTest;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages to read: warnings, devices, the law and the ledger.
@QuarkusTest
class ReadingPagesTest {

    private static final String H20 = "/devices/nvidia-h20-sxm-96gb";

    static TwoExporters aurora;
    static TwoExporters borealis;
    static String reversed;
    static String reversal;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_read() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            var reference = Calls.unique("read");
            reversed = Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
            reversal = Calls.as("aurora-clerk").body(Map.of("reason", "Typed twice."))
                    .post("/api/v1/shipments/" + reversed + "/reversal").then().statusCode(201).extract().path("id");
        }
    }

    private static String address(String page) {
        return page.replace("$reversed", reversed).replace("$reversal", reversal)
                .replace("$shipment", aurora.shipment());
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("overview", "regulator", "/overview"),
                List.of("alerts-clerk", "aurora-clerk", "/alerts"),
                List.of("alerts-regulator", "regulator", "/alerts?acknowledged=no"),
                List.of("alerts-none", "regulator", "/alerts?quota=none"),
                List.of("devices", "aurora-clerk", "/devices?words=h20"),
                List.of("devices-all", "regulator", "/devices"),
                List.of("devices-none", "regulator", "/devices?words=abacus"),
                List.of("device", "aurora-licensing", H20),
                List.of("device-unsure", "aurora-licensing", "/devices/nvidia-a10-24gb"),
                List.of("compare", "aurora-licensing",
                        "/devices/compare?device=nvidia-h100-sxm5-80gb&device=nvidia-h20-sxm-96gb&device=nvidia-a10-24gb"),
                List.of("compare-none", "regulator", "/devices/compare"),
                List.of("rate", "aurora-licensing", "/devices/rate"),
                List.of("rate-answer", "aurora-licensing",
                        "/devices/rate?fp8=296&fp16=148&dieAreaMm2=814&nonplanar=yes&marketed=yes"),
                List.of("rate-wrong", "aurora-licensing", "/devices/rate?fp8=much&dieAreaMm2=0&on=2026-03-02"),
                List.of("regimes", "regulator-admin", "/regimes"),
                List.of("regime", "auditor", "/regimes/us-diffusion-2025"),
                List.of("regime-acs", "aurora-clerk", "/regimes/us-acs-2023?on=2026-03-02"),
                List.of("ledger-clerk", "aurora-clerk", "/ledger"),
                List.of("ledger-regulator", "regulator", "/ledger"),
                List.of("ledger-none", "auditor", "/ledger?reference=none&kind=return"),
                List.of("posting", "auditor", "/ledger/$reversed"),
                List.of("posting-clerk", "aurora-clerk", "/ledger/$reversal"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.get(0), of.get(1), at, address(of.get(2)));
    }

    @ParameterizedTest
    @CsvSource({"ALERTS, AlertsPage", "DEVICES, DevicesPage", "REGIMES, RegimesPage", "LEDGER, LedgerPage"})
    void a_section_is_shown_to_those_who_may_see_it(Section section, String page) {
        var said = PackagesTest.classOf("web", page).getAnnotationOfType(RolesAllowed.class).value();
        assertThat(said).containsExactlyInAnyOrderElementsOf(section.roles);
    }

    @Test
    void a_warning_is_read_and_acknowledged_without_scripts() {
        var quota = quotaOf(aurora.licenseAlert());
        try (var context = People.withoutScripts("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Alerts");
            page.fill("#quota", quota);
            page.click("text=Show");
            var row = page.locator("tbody tr").first();
            assertThat(row.textContent()).contains("has reached 75 % of its cap", "Used is 80 of 100.", "UTC", aurora.mark());
            row.locator("summary").click();
            row.locator("input[name=note]").fill("We ask for more.");
            row.locator("button").click();
            assertThat(page.url()).contains("quota=").contains("done=");
            assertThat(page.textContent(".note.good")).contains("on record");
            assertThat(page.locator("tbody tr").first().textContent()).contains("aurora-licensing", "We ask for more.");
            page.click("tbody a >> nth=0");
            assertThat(page.textContent("h2")).isEqualTo("How it stands");
        }
    }

    @Test
    void warnings_are_put_in_another_order_and_acknowledged_there() {
        try (var context = People.withoutScripts("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/alerts?columns=message,at,level");
            page.click("thead a:text-is('When')");
            var times = page.locator("tbody td time").all().stream().map(each -> each.getAttribute("datetime")).toList();
            assertThat(times).isNotEmpty().isSorted();
            page.click("summary:has-text('I have seen it') >> nth=0");
            page.click("button:has-text('Acknowledge') >> nth=0");
            assertThat(page.url()).contains("sort=at").contains("columns=message").contains("done=");
            assertThat(page.locator("tbody td").allInnerTexts()).contains("You have");
        }
        assertThat(ask("aurora-clerk", "/alerts/reports/alerts.csv?sort=-at&columns=at,message,posting").asString())
                .startsWith("message,at\r\n");
    }

    private static String quotaOf(String alert) {
        return Calls.as("aurora-clerk").get("/api/v1/alerts?limit=500").then().statusCode(200)
                .extract().path("items.find { it.id == '" + alert + "' }.quota");
    }

    @Test
    void a_note_that_is_too_long_comes_back_with_what_was_typed() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/alerts");
            page.click("summary >> nth=0");
            var note = page.locator("input[name=note]").first();
            note.evaluate("field => field.removeAttribute('maxlength')");
            note.fill("x".repeat(1_001));
            page.click("button:has-text('Acknowledge') >> nth=0");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent(".wrong-text")).isEqualTo("A note has at most 1,000 characters.");
            assertThat(page.inputValue("[aria-invalid=true]")).hasSize(1_001);
        }
    }

    @Test
    void acknowledged_or_not_is_a_filter() {
        var mine = ask("aurora-clerk", "/alerts?acknowledged=yes&quota=" + query(quotaOf(aurora.licenseAlert())));
        mine.then().statusCode(200).body(containsString(aurora.mark()));
        ask("aurora-clerk", "/alerts?acknowledged=no&quota=" + query(quotaOf(aurora.licenseAlert())))
                .then().statusCode(200).body(containsString("No warning is like that"));
        ask("aurora-clerk", "/alerts?acknowledged=maybe").then().statusCode(422)
                .body(containsString("Say yes or no"));
    }

    @Test
    void a_new_warning_appears_while_one_looks() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/alerts");
            assertThat(page.isVisible("[data-follow]")).isFalse();
            var license = "D" + Calls.unique("").substring(1);
            var consignee = Calls.unique("fresh");
            Calls.as("aurora-licensing").body(TwoExporters.license(license, consignee)).post("/api/v1/licenses")
                    .then().statusCode(201);
            var body = Calls.shipment(consignee);
            body.putAll(Map.of("quantity", 80, "destination", "TH", "consignee", Calls.consignee(consignee, "TH"),
                    "valueUsd", 2_400_000, "authorization", Map.of("type", "LICENSE", "number", license)));
            Calls.ship(body).then().statusCode(201);
            page.waitForSelector("[data-follow] li:has-text('" + license + "')");
            assertThat(page.textContent("[data-follow] li")).contains("has reached 75 % of its cap").contains("UTC");
        }
    }

    @Test
    void a_device_tells_how_it_was_rated_and_how_near_the_edge_it_is() {
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Devices");
            page.fill("#words", "h20");
            page.click("text=Show");
            page.click("tbody a[href='" + H20 + "']");
            assertThat(page.textContent("main")).contains("TPP 2,368 is 32 (1.3 %) below 2,400, the least that 3A090.b.1 asks for.")
                    .contains("the highest: 2,368").contains("shipped catalogue");
        }
    }

    @Test
    void devices_are_set_side_by_side_and_what_differs_is_told() {
        try (var context = People.withoutScripts("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate(H20);
            page.click("text=Compare with others");
            page.selectOption("#device", "nvidia-h100-sxm5-80gb");
            page.click("button:text-is('Show')");
            var tpp = page.locator("tbody tr:has-text('TPP, charged for one')");
            assertThat(tpp.locator("td").allInnerTexts()).containsExactly("2,368", "15,832", "differs");
            assertThat(page.locator("tbody tr:has-text('Form factor') td").last().innerText()).isEqualTo("same");
            page.click("th:has-text('H20') >> text=Leave out");
            assertThat(page.locator("thead th").allInnerTexts()).hasSize(3);
            page.navigate("/devices/compare?device=nothing-like-it");
            assertThat(page.textContent("main")).contains("nothing-like-it");
        }
    }

    @Test
    void figures_are_rated_from_an_address_and_nothing_is_saved() {
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/devices/rate");
            page.fill("#fp16", "1000");
            page.fill("#dieAreaMm2", "800");
            page.selectOption("#nonplanar", "yes");
            page.selectOption("#marketed", "yes");
            page.click("button:has-text('Rate')");
            assertThat(page.textContent("main")).contains("Class 3A090.a").contains("16,000");
            assertThat(page.url()).contains("fp16=1000");
            page.fill("#fp16", "much");
            page.click("button:has-text('Rate')");
            assertThat(page.textContent("#fp16-wrong")).contains("'much' is not a number");
            assertThat(page.inputValue("#fp16")).isEqualTo("much");
        }
    }

    @Test
    void the_law_of_a_day_says_how_it_stands_and_cites() {
        try (var context = People.of("auditor", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Regimes");
            page.click("text=Framework for Artificial Intelligence Diffusion");
            assertThat(page.textContent("main")).contains("Codified; announced that it is not enforced")
                    .contains("790,000,000").contains("90 FR 4544").contains("2025-05-13");
            page.fill("#on", "2024-06-01");
            page.click("text=Show");
            assertThat(page.textContent("main")).contains("Not in force on this day");
        }
        ask("auditor", "/regimes/none").then().statusCode(404);
        ask("auditor", "/regimes?knownAt=2001-01-01").then().statusCode(422).body(containsString("is kept from"));
    }

    @Test
    void the_ledger_tells_a_mistake_and_its_cure() {
        try (var context = People.of("auditor", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Ledger");
            page.selectOption("#kind", "reversal");
            page.fill("#exporter", "aurora");
            page.click("text=Show");
            assertThat(page.textContent("tbody")).contains("Typed twice.").contains("TPP charged");
            page.click("tbody a[href='/ledger/" + reversal + "']");
            assertThat(page.textContent("[aria-labelledby=story]")).contains("Shipment");
            page.click("[aria-labelledby=story] a[href='/ledger/" + reversed + "']");
            assertThat(page.textContent("[aria-labelledby=story]")).contains("Reversal").contains("Typed twice.");
        }
    }

    @Test
    void late_postings_and_what_was_known_are_filters() {
        ask("auditor", "/ledger?late=yes&exporter=aurora").then().statusCode(200).body(containsString("days late"));
        ask("auditor", "/ledger?knownAt=2001-01-01").then().statusCode(200)
                .body(containsString("No posting is like that"));
        ask("auditor", "/ledger?kind=nonsense").then().statusCode(422).body(containsString("is not a kind of posting"));
        ask("auditor", "/ledger/reports/ledger.csv?exporter=aurora&kind=reversal").then().statusCode(200)
                .body(containsString(reversal));
        ask("auditor", "/ledger/reports/ledger.csv?knownAt=2001-01-01&exporter=aurora").then().statusCode(200)
                .body(org.hamcrest.Matchers.not(containsString(reversal)));
    }

    @Test
    void what_is_a_rivals_is_as_absent_as_none() {
        for (var posting : List.of(aurora.shipment(), reversal)) {
            var one = ask("borealis-clerk", "/ledger/" + posting);
            var other = ask("borealis-clerk", "/ledger/01234567-89ab-7cde-8f01-23456789abcd");
            assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
            assertThat(plain(one)).isEqualTo(plain(other));
        }
        for (var listed : List.of("/", "/alerts", "/ledger", "/ledger?exporter=aurora", "/ledger?reference=" + aurora.mark(),
                "/ledger/reports/ledger.csv", "/ledger/reports/postings.csv",
                "/ledger/reports/postings.json?columns=id,reference,license,recordedBy,touched&sort=kind",
                "/alerts/reports/alerts.csv?columns=quota,message,by&sort=at", "/alerts?sort=at", "/ledger?sort=touched",
                "/alerts?quota=" + query(aurora.licenseLine()))) {
            var told = ask("borealis-clerk", listed).then().statusCode(200).extract().asString();
            assertThat(told.replace("value=\"" + aurora.mark(), "").replace("value=\"" + aurora.licenseLine(), "")
                            .replace("reference=" + aurora.mark(), "")
                            .replace("quota=" + query(aurora.licenseLine()), ""))
                    .as(listed).doesNotContain(aurora.mark(), aurora.license(), ":aurora:", "aurora-clerk");
        }
        assertThat(ask("borealis-clerk", "/ledger").asString()).contains(borealis.mark()).doesNotContain("Number");
        assertThat(acknowledged("borealis-clerk", aurora.licenseAlert()))
                .isEqualTo(acknowledged("borealis-clerk", "01234567-89ab-7cde-8f01-23456789abcd")).isEqualTo(404);
    }

    private int acknowledged(String person, String alert) {
        var form = ask(person, "/alerts").asString();
        var token = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(form);
        assertThat(token.find()).isTrue();
        return given().redirects().follow(false).header("Cookie", People.cookieOf(person, at))
                .header("Sec-Fetch-Site", "same-origin").formParam("csrf", token.group(1))
                .post("/alerts/" + alert + "/acknowledgement").statusCode();
    }

    @Test
    void the_overview_tells_what_is_used_against_the_time_gone() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("text=See how each destination stands");
            var row = page.locator("tbody tr:has-text('75.1 % used')").first().textContent();
            assertThat(row).contains("Country allocation 2025 to 2027", "of the time gone", "of the time", "790,000,000.00");
            assertThat(row).containsPattern("[\\d.]+ points (ahead of|behind) the time");
        }
        ask("aurora-clerk", "/overview").then().statusCode(403);
    }

    @Test
    void each_task_of_the_first_hour_is_three_clicks_from_home() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Ledger"); // 1
            page.click("tbody a[href^='/ledger/'] >> nth=0"); // 2
            assertThat(page.textContent("h2")).isEqualTo("What was posted");
            page.navigate("/");
            page.click("nav >> text=Devices"); // 1
            page.click("text=Rate figures of your own"); // 2
            assertThat(page.textContent("h1")).isEqualTo("Rate a device");
        }
    }

    private static String query(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Response ask(String person, String page) {
        return People.ask(person, at, page);
    }

    private static String plain(Response answer) {
        return answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "").replaceAll("value=\"[\\w-]{43}\"", "");
    }
}
