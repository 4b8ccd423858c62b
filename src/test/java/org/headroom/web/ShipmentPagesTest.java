package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.headroom.restatement.Restating;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an exporter's people do at the pages: ask whether it may go, log it, look it up, and say what became of it.
@QuarkusTest
class ShipmentPagesTest {

    private static final String H100 = "nvidia-h100-sxm5-80gb";
    private static final String ASKED = "device=" + H100 + "&quantity=64&destination=IN&exportDate=2026-03-02";
    private static final String ACME = "&consigneeName=Acme+Pages&consigneeCountry=IN";

    private static final String CHINA = "&consigneeName=Pages+of+China&consigneeCountry=CN";

    static TwoExporters aurora;
    static TwoExporters borealis;
    static String moved;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_see() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            moved = logged(Calls.unique("moved"));
            Calls.as("aurora-clerk").body(Map.of("quantity", 4, "reason", "Four were broken."))
                    .post("/api/v1/shipments/" + moved + "/return").then().statusCode(201);
            Calls.as("aurora-clerk").body(Map.of("quantity", 60)).post("/api/v1/shipments/" + moved + "/receipt")
                    .then().statusCode(201);
        }
    }

    private static String logged(String reference) {
        return Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("check", "aurora-clerk", "/check"),
                List.of("check-yes", "aurora-clerk", "/check?" + ASKED + ACME),
                List.of("check-license", "aurora-approver", "/check?" + ASKED.replace("IN", "CN")
                        + CHINA),
                List.of("check-too-many", "aurora-clerk", "/check?" + ASKED.replace("64", "1699") + ACME),
                List.of("check-wrong", "aurora-clerk", "/check?quantity=few&destination=Mars"),
                List.of("log", "aurora-clerk", "/shipments/new?" + ASKED + ACME),
                List.of("shipments-clerk", "aurora-clerk", "/shipments"),
                List.of("shipments-regulator", "regulator", "/shipments?late=true"),
                List.of("shipments-none", "aurora-clerk", "/shipments?reference=none"),
                List.of("shipment-clerk", "aurora-clerk", "/shipments/$moved"),
                List.of("shipment-licensed", "aurora-approver", "/shipments/$licensed"),
                List.of("shipment-regulator", "regulator", "/shipments/$moved"));
    }

    private static String address(String page) {
        return page.replace("$moved", moved).replace("$licensed", aurora.shipment());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.getFirst(), of.get(1), at, address(of.get(2)));
    }

    @Test
    void a_clerk_asks_from_home_and_logs_what_may_go_in_three_clicks() {
        var reference = Calls.unique("asked");
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("main >> text=May we ship?");
            page.selectOption("#device", H100);
            page.fill("#quantity", "64");
            page.fill("#destination", "in");
            page.fill("#exportDate", "2026-03-02");
            page.click("text=The consignee is not known yet");
            page.fill("#consigneeName", "Cloud " + reference);
            page.fill("#consigneeCountry", "IN");
            page.click("button:has-text('Ask')");
            assertThat(page.textContent(".note")).contains("Yes").contains("64 × NVIDIA H100").contains("to India").contains("LPP");
            assertThat(page.textContent("main")).contains("1,013,248.00 TPP").contains("15 CFR 740.29")
                    .contains("LPP limit of an ultimate parent").contains("26,900,000.00").contains("1,699 of this device can fit under LPP");
            page.click("text=Log this shipment");
            assertThat(page.inputValue("#quantity")).isEqualTo("64");
            assertThat(page.inputValue("#consigneeName")).isEqualTo("Cloud " + reference);
            page.fill("#reference", reference);
            page.click("button:has-text('Log it')");
            assertThat(page.textContent("h1")).isEqualTo("Shipment " + reference);
            assertThat(page.textContent(".note.good")).contains("It is logged");
            assertThat(page.textContent("main")).contains("By the texts and modes of the law that decided then");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + reference).then().statusCode(200)
                .body("items.size()", Matchers.equalTo(1)).body("items[0].quantity", Matchers.equalTo(64));
    }

    @Test
    void the_answer_is_that_of_the_api() {
        var asked = Calls.shipment(Calls.unique("same"));
        asked.remove("reference");
        asked.put("consignee", Map.of("name", "Acme Pages", "country", "IN"));
        asked.put("quantity", 1_700);
        String because = Calls.as("aurora-clerk").body(asked).post("/api/v1/shipments/check").then().statusCode(200)
                .body("mayShip", Matchers.equalTo(false)).extract().path("because");
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/check?" + ASKED.replace("64", "1700") + ACME);
            assertThat(page.textContent(".note.bad")).startsWith("No: ");
            assertThat(page.textContent("main")).contains(because);
        }
    }

    /// Of a pool that rivals draw on, more than the cap less the own use never fits.
    @Test
    void what_cannot_fit_beside_the_own_use_is_not_told_to_go() {
        var reference = Calls.unique("pool");
        logged(reference);
        var asked = Calls.shipment(reference);
        asked.putAll(Map.of("quantity", 1636, "consignee", "cloud-" + reference));
        Calls.as("aurora-clerk").body(asked).post("/api/v1/shipments/check").then().statusCode(200)
                .body("mayShip", Matchers.equalTo(false));
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/check?" + ASKED.replace("64", "1636") + "&consignee=cloud-" + reference);
            assertThat(page.textContent(".note.bad")).startsWith("No: there is no room for 1,636 ×")
                    .contains("LPP limit of an ultimate parent in a calendar year has no room for it: cap 26900000.00");
            assertThat(page.textContent("main")).contains("No more than 1,635 of this device can fit under LPP");
            assertThat(page.locator("text=Log this shipment").count()).isZero();
            page.click("text=Ask about 1,635");
            assertThat(page.textContent(".note.warn")).contains("Yes, as far as is told: 1,635 ×");
            assertThat(page.textContent("table")).contains("your own use is 1,013,248.00");
        }
    }

    @Test
    void what_needs_a_license_says_what_comes_next() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/check?" + ASKED.replace("IN", "CN") + CHINA);
            assertThat(page.textContent(".note.bad")).contains("may not go without a license").contains("to China");
            assertThat(page.textContent("main")).contains("A license is applied for");
            assertThat(page.locator("text=Log this shipment").count()).isZero();
        }
    }

    @Test
    void mistakes_are_told_beside_their_fields_and_what_was_typed_stays() {
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments/new");
            page.selectOption("#device", H100);
            page.fill("#quantity", "0");
            page.fill("#destination", "XX");
            page.click("button:has-text('Log it')");
            assertThat(page.title()).startsWith("Error:");
            assertThat((boolean) page.evaluate("document.activeElement.matches('.summary')")).isTrue();
            assertThat(page.textContent("#reference-wrong")).contains("your own reference");
            assertThat(page.textContent("#quantity-wrong")).contains("0 is not");
            assertThat(page.textContent("#destination-wrong")).contains("'XX' is not a country");
            assertThat(page.textContent("#consignee-wrong")).contains("Give the consignee");
            assertThat(page.inputValue("#device")).isEqualTo(H100);
            assertThat(page.content()).doesNotContain("/api/v1");
            EachPage.seen(page, "log-wrong");
        }
    }

    @Test
    void a_form_that_is_sent_twice_posts_once() {
        var reference = Calls.unique("twice");
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments/new?" + ASKED + ACME + "&reference=" + reference);
            var key = page.inputValue("input[name=key]");
            var csrf = page.getAttribute("main input[name=csrf]", "value");
            var first = send(key, csrf, reference, "64");
            var again = send(key, csrf, reference, "64");
            assertThat(first.statusCode()).isEqualTo(303).isEqualTo(again.statusCode());
            assertThat(first.header("Location")).isEqualTo(again.header("Location"));
            var other = send(key, csrf, reference, "65");
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(other.asString()).contains("This form was sent before").contains("See what was posted");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + reference).then()
                .body("items.size()", Matchers.equalTo(1));
    }

    private Response send(String key, String csrf, String reference, String quantity) {
        return given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", People.cookieOf("aurora-clerk", at))
                .formParams(Map.of("csrf", csrf, "key", key, "reference", reference, "device", H100, "quantity", quantity,
                        "destination", "IN", "exportDate", "2026-03-02", "consigneeName", "Acme Pages", "consigneeCountry", "IN"))
                .post("/shipments/new");
    }

    @Test
    void a_cap_without_room_refuses_with_its_arithmetic_and_what_has_left_waits_for_a_second_person() {
        var reference = Calls.unique("over");
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments/new?" + "device=" + H100 + "&quantity=21&destination=TH&exportDate=2026-03-02"
                    + "&consignee=cloud-" + aurora.mark() + "&licenseNumber=" + aurora.license()
                    + "&valueUsd=600000&reference=" + reference);
            page.click("button:has-text('Log it')");
            assertThat(page.textContent("#refused-title")).isEqualTo("A cap has no room");
            assertThat(page.textContent(".table")).contains("100").contains("80").contains("21").contains("short by 1");
            EachPage.seen(page, "log-refused");
            page.click("button:has-text('Record what has left')");
            assertThat(page.textContent("#reason-wrong")).contains("Say why");
            page.fill("#reason", "It left before we asked.");
            page.click("button:has-text('Record what has left')");
            page.waitForURL("**/approvals/*");
            assertThat(page.textContent("main")).contains(reference).contains("it waits for another person of the exporter");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + reference).then()
                .body("items.size()", Matchers.equalTo(0));
    }

    @Test
    void what_became_of_a_shipment_is_said_on_its_page() {
        var reference = Calls.unique("life");
        var id = logged(reference);
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments?reference=" + reference);
            page.click("text=" + reference);
            page.click("text=Devices came back");
            page.fill("#return-quantity", "70");
            page.fill("#return-reason", "Four were broken.");
            page.click("button:has-text('Record the return')");
            assertThat(page.textContent("#return-quantity-wrong")).contains("give 1 to 64");
            assertThat(page.inputValue("#return-quantity")).isEqualTo("70");
            EachPage.seen(page, "shipment-wrong");
            page.fill("#return-quantity", "4");
            page.click("button:has-text('Record the return')");
            assertThat(page.textContent(".note.good")).contains("The return is recorded");
            assertThat(page.textContent("main")).contains("Four were broken.");
            page.click("text=The consignee has the devices");
            page.fill("#receipt-quantity", "60");
            page.click("button:has-text('Record the receipt')");
            assertThat(page.textContent(".note.good")).contains("The receipt is recorded");
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then()
                .body("history.kind", Matchers.contains("return", "receipt"));
    }

    @Test
    void a_mistake_is_reversed_once() {
        var id = logged(Calls.unique("mistake"));
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments/" + id);
            page.click("text=It was a mistake");
            page.fill("#reversal-reason", "Typed twice.");
            page.click("button:has-text('Reverse it')");
            assertThat(page.textContent(".note.good")).contains("It is reversed");
            assertThat(page.locator("text=Reverse it").count()).isZero();
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().body("history.kind", Matchers.contains("reversal"));
    }

    @Test
    void what_was_restated_is_shown_before_and_after() {
        var device = Restating.device(6250);
        var id = Restating.ship("aurora", device, 10, Calls.unique("restated"));
        Restating.correct(device, 9375);
        Restating.posted(Restating.previewed(device));
        try (var context = People.of("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/shipments/" + id);
            assertThat(page.textContent("main")).contains("Restated").contains("The rate in the data sheet was wrong.")
                    .contains("1,000,000.00").contains("1,500,000.00").contains("500,000.00");
            EachPage.seen(page, "shipment-restated");
        }
    }

    @Test
    void late_shipments_say_so_and_those_who_only_read_get_no_form() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/shipments?late=true&reference=" + aurora.mark());
            assertThat(page.textContent("tbody")).contains("days late").contains("aurora");
            page.click("text=" + aurora.mark());
            assertThat(page.textContent("main")).contains("days late").contains("LICENSE " + aurora.license());
            assertThat(page.locator("main form").count()).isZero();
        }
        assertThat(ask("regulator", "/check").statusCode()).isEqualTo(403);
        assertThat(ask("aurora-approver", "/shipments/new").statusCode()).isEqualTo(403);
    }

    @Test
    void what_is_shown_is_saved_as_a_file_as_filtered() {
        var query = "?reference=" + aurora.mark();
        var csv = ask("aurora-clerk", "/shipments/reports/ledger.csv" + query);
        csv.then().statusCode(200).contentType("text/csv");
        assertThat(csv.asString()).contains(aurora.shipment(), aurora.meter());
        ask("aurora-clerk", "/shipments/reports/ledger.json" + query).then().statusCode(200).contentType("application/json");
        ask("aurora-clerk", "/shipments/reports/ledger.xlsx" + query).then().statusCode(200)
                .header("Content-Disposition", Matchers.containsString(".xlsx"));
        assertThat(ask("aurora-clerk", "/shipments/reports/ledger.csv" + query + "&knownAt=2020-01-01").asString())
                .doesNotContain(aurora.mark());
    }

    @Test
    void it_is_asked_and_logged_without_scripts() {
        var reference = Calls.unique("plain");
        try (var context = People.withoutScripts("aurora-clerk", at)) {
            var page = context.newPage();
            page.navigate("/check?" + ASKED + ACME);
            page.click("text=Log this shipment");
            page.fill("#reference", reference);
            page.click("button:has-text('Log it')");
            assertThat(page.textContent(".note.good")).contains("It is logged");
        }
    }

    @Test
    void what_is_a_rivals_is_as_absent_as_none() {
        var none = ask("borealis-clerk", "/shipments/01234567-89ab-7cde-8f01-23456789abcd");
        var foreign = ask("borealis-clerk", "/shipments/" + aurora.shipment());
        assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(none.statusCode());
        assertThat(plain(foreign)).isEqualTo(plain(none));
        for (var listed : List.of("/shipments", "/shipments/new", "/shipments?reference=" + aurora.mark() + "-x",
                "/shipments/reports/ledger.csv?destination=TH", "/check")) {
            var told = ask("borealis-clerk", listed).then().statusCode(200).extract().asString();
            assertThat(told.replace(aurora.mark() + "-x", "")).doesNotContain(aurora.mark(), aurora.license(), ":aurora:");
        }
        var borealisOwn = ask("borealis-clerk", "/shipments?reference=" + borealis.mark()).asString();
        assertThat(borealisOwn).contains(borealis.shipment());
        var token = ask("borealis-clerk", "/shipments/" + borealis.shipment()).asString()
                .replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        for (var move : List.of("reversal", "return", "receipt")) {
            given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin")
                    .header("Cookie", People.cookieOf("borealis-clerk", at))
                    .formParam("csrf", token).formParam(move + "-reason", "Mischief.")
                    .post("/shipments/" + aurora.shipment() + "/" + move).then().statusCode(404);
        }
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + aurora.shipment()).then()
                .body("history.size()", Matchers.equalTo(0));
    }

    private Response ask(String person, String page) {
        return People.ask(person, at, page);
    }

    private static String plain(Response answer) {
        return answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "").replaceAll("value=\"[\\w-]{43}\"", "");
    }
}
