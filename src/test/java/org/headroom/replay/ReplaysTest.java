package org.headroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.junit.jupiter.api.Test;

/// A stretch of the ledger under another law. Each test has a country of its own, and asks for that country alone.
@QuarkusTest
class ReplaysTest {

    static final String H100_64 = "1013248.00";
    static final String NATIONAL_CAP = "example-national-cap:national-cap";

    static String ship(String destination, int quantity) {
        var body = Calls.shipment(Calls.unique("replay"));
        body.putAll(Map.of("destination", destination, "quantity", quantity,
                "consignee", Calls.consignee(Calls.unique("replay"), destination)));
        return Calls.ship(body).then().statusCode(201).extract().path("id");
    }

    static Map<String, Object> scenario(String destination) {
        var scenario = new LinkedHashMap<String, Object>();
        scenario.put("reason", "What if?");
        scenario.put("from", "2026-01-01");
        scenario.put("to", "2026-12-31");
        scenario.put("destination", destination);
        return scenario;
    }

    /// With a yearly cap for each country that is enforced.
    static Map<String, Object> capped(String destination, String cap) {
        var scenario = scenario(destination);
        scenario.put("modes", List.of(Map.of("regime", "example-national-cap", "mode", "enforce")));
        scenario.put("caps", List.of(Map.of("quota", NATIONAL_CAP, "cap", cap)));
        return scenario;
    }

    static JsonPath done(Map<String, Object> scenario) {
        String id = Calls.as("regulator").body(scenario).post("/api/v1/replays")
                .then().statusCode(202).extract().path("id");
        return await().atMost(Duration.ofMinutes(10)).until(
                () -> Calls.as("auditor").get("/api/v1/replays/" + id).then().statusCode(200).extract().jsonPath(),
                replay -> replay.getString("endedAt") != null);
    }

    /// The changed shipments by id; each page has one, so the cursor is held too.
    static Map<String, Map<String, Object>> changes(JsonPath replay) {
        var changes = new LinkedHashMap<String, Map<String, Object>>();
        assertThat(replay.getString("state")).isEqualTo("done");
        String address = "/api/v1/replays/" + replay.getString("id") + "/shipments?limit=1";
        String cursor = null;
        do {
            var page = Calls.as("regulator").get(address + (cursor == null ? "" : "&cursor=" + cursor))
                    .then().statusCode(200).extract().jsonPath();
            page.<Map<String, Object>>getList("items").forEach(item -> changes.put((String) item.get("id"), item));
            cursor = page.getString("next");
        } while (cursor != null);
        return changes;
    }

    static String verdict(Map<String, Map<String, Object>> changes, String shipment) {
        return changes.containsKey(shipment) ? (String) changes.get(shipment).get("verdict") : "same";
    }

    static void reverse(String shipment) {
        Calls.as("aurora-clerk").body(Map.of("reason", "A mistake."))
                .post("/api/v1/shipments/" + shipment + "/reversal")
                .then().statusCode(201);
    }

    @Test
    void under_the_law_as_it_is_all_stays_the_same() {
        var shipments = List.of(ship("PE", 64), ship("PE", 1_690));
        reverse(shipments.getFirst());
        var replay = done(scenario("PE"));
        assertThat(changes(replay)).isEmpty();
        assertThat(replay.getList("destinations.of")).containsExactly("PE");
        assertThat(replay.getLong("destinations[0].shipments")).isEqualTo(2);
        assertThat(replay.getLong("exporters.find { it.of == 'aurora' }.same")).isEqualTo(2);
    }

    @Test
    void a_cap_refuses_from_the_shipment_on_that_passes_it_to_the_hundredth() {
        var first = ship("UY", 64);
        var second = ship("UY", 64);
        var small = ship("UY", 1);
        var all = changes(done(capped("UY", "2042328.00")));
        assertThat(verdict(all, second)).isEqualTo("warned");
        assertThat(all.get(second)).containsEntry("level", 90);
        assertThat(verdict(all, small)).isEqualTo("warned");
        assertThat(all.get(small)).containsEntry("level", 100).containsEntry("used", "2042328.00");

        var changes = changes(done(capped("UY", "2026495.99")));
        assertThat(verdict(changes, first)).isEqualTo("same");
        assertThat(changes.get(second)).containsEntry("verdict", "refused").containsEntry("then", "posted")
                .containsEntry("quota", NATIONAL_CAP + ":UY:2026-01-01").containsEntry("asked", H100_64)
                .containsEntry("used", H100_64).containsEntry("cap", "2026495.99").containsEntry("shortBy", "0.01");
        assertThat(verdict(changes, small)).as("there is room for a smaller one").isEqualTo("same");
    }

    @Test
    void a_cap_of_one_quota_goes_before_that_of_its_rule() {
        var shipment = ship("BO", 64);
        var scenario = capped("BO", "0");
        scenario.put("caps", List.of(Map.of("quota", NATIONAL_CAP, "cap", "0"),
                Map.of("quota", NATIONAL_CAP + ":BO:2026-01-01", "cap", "2000000")));
        assertThat(verdict(changes(done(scenario)), shipment)).isEqualTo("same");
    }

    @Test
    void what_is_reversed_or_comes_back_leaves_room_here_too_and_what_was_refused_gives_nothing_back() {
        var reversed = ship("CO", 64);
        reverse(reversed);
        var returned = ship("CO", 64);
        Calls.as("aurora-clerk").body(Map.of("reason", "Broken.", "quantity", 32))
                .post("/api/v1/shipments/" + returned + "/return").then().statusCode(201);
        var second = ship("CO", 64);
        reverse(second);
        var third = ship("CO", 32);
        var changes = changes(done(capped("CO", H100_64)));
        assertThat(verdict(changes, second)).isEqualTo("refused");
        assertThat(changes.get(second)).containsEntry("used", "506624.00").containsEntry("shortBy", "506624.00");
        assertThat(verdict(changes, third)).isEqualTo("warned");
        assertThat(changes.get(third)).containsEntry("used", H100_64).containsEntry("level", 100);
    }

    @Test
    void what_lies_outside_of_the_stretch_has_left_and_counts() {
        var before = ship("EC", 64);
        var body = Calls.shipment(Calls.unique("replay"));
        body.putAll(Map.of("destination", "EC", "exportDate", "2026-06-01",
                "consignee", Calls.consignee(Calls.unique("replay"), "EC")));
        String later = Calls.ship(body).then().statusCode(201).extract().path("id");
        var scenario = capped("EC", H100_64);
        scenario.put("from", "2026-06-01");
        var changes = changes(done(scenario));
        assertThat(changes).doesNotContainKey(before);
        assertThat(changes.get(later)).containsEntry("verdict", "refused").containsEntry("used", H100_64);
    }

    @Test
    void a_regime_that_is_off_asks_for_nothing_and_a_license_that_has_no_room_carries_nothing() {
        var license = Calls.unique("L").replace("-", "");
        var consignee = Calls.unique("replay-vn");
        var body = new LinkedHashMap<String, Object>();
        body.putAll(Map.of("number", license, "destination", "VN", "consignee", Calls.consignee(consignee, "VN"),
                "validFrom", "2026-01-01", "validTo", "2026-12-31",
                "lines", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 100, "valueUsd", 3_000_000))));
        Calls.as("aurora-licensing").body(body).post("/api/v1/licenses").then().statusCode(201);
        var shipment = Calls.shipment(Calls.unique("replay"));
        shipment.putAll(Map.of("destination", "VN", "consignee", Calls.consignee(consignee, "VN"),
                "valueUsd", 1_920_000, "authorization", Map.of("type", "LICENSE", "number", license)));
        String id = Calls.ship(shipment).then().statusCode(201).extract().path("id");

        var scenario = scenario("VN");
        scenario.put("caps", List.of(Map.of("quota", "us-diffusion-2025:country-allocation", "cap", "1583199.99")));
        var replay = done(scenario);
        assertThat(replay.getInt("licensesRefused")).isEqualTo(1);
        assertThat(changes(replay).get(id)).containsEntry("verdict", "license-required");
        scenario.put("modes", List.of(Map.of("regime", "us-diffusion-2025", "mode", "off")));
        replay = done(scenario);
        assertThat(replay.getInt("licensesRefused")).isZero();
        assertThat(changes(replay)).isEmpty();
    }

    @Test
    void a_record_that_was_a_breach_may_be_within_another_law() {
        var body = Calls.shipment(Calls.unique("replay"));
        body.putAll(Map.of("destination", "BY", "consignee", Calls.consignee(Calls.unique("replay"), "BY")));
        String approval = Calls.as("aurora-clerk").body(Map.of("shipment", body, "reason", "Left before we asked."))
                .post("/api/v1/shipments/record").then().statusCode(202).extract().path("id");
        String digest = Calls.as("aurora-approver").get("/api/v1/approvals/" + approval).path("digest");
        Calls.as("aurora-approver").body(Map.of("digest", digest)).post("/api/v1/approvals/" + approval + "/approval")
                .then().statusCode(201);
        assertThat(changes(done(scenario("BY")))).isEmpty();
        var scenario = scenario("BY");
        scenario.put("modes", Stream.of("us-diffusion-2025", "us-acs-2023", "us-china-2026")
                .map(regime -> Map.of("regime", regime, "mode", "off")).toList());
        assertThat(changes(done(scenario)).values()).singleElement()
                .satisfies(change -> assertThat(change).containsEntry("then", "breach")
                        .containsEntry("verdict", "within"));
    }

    static final String DRAFT = """
            id: draft-2027
            title: A draft
            citation: a draft
            default-mode: enforce
            home: US
            posture:
              - {from: 2025-01-01, is: codified, source: a draft}
            quotas:
              - id: yearly
                title: What a country gets in a year
                citation: draft, section 2
                unit: devices
                scope: [destination]
                counts: exported
                for: {class: [3A090.a, 4A090.a]}
                periods: {each: calendar-year, cap: 100}
                disclosure: exact
            """;

    static Map<String, Object> drafted(String destination, String text) {
        var scenario = scenario(destination);
        scenario.put("texts", List.of(Map.of("regime", "draft-2027", "text", text)));
        return scenario;
    }

    @Test
    void a_draft_is_read_as_law_and_one_with_a_mistake_is_refused_with_its_line() {
        ship("GY", 64);
        var second = ship("GY", 37);
        assertThat(changes(done(drafted("GY", DRAFT))).get(second)).containsEntry("verdict", "refused")
                .containsEntry("quota", "draft-2027:yearly:GY:2026-01-01").containsEntry("shortBy", "1");
        Calls.as("regulator").body(drafted("GY", DRAFT.replace("unit: devices", "unit: chips")))
                .post("/api/v1/replays").then().statusCode(422)
                .body("errors[0].field", equalTo("texts"))
                .body("errors[0].message", startsWith("draft-2027/regime.yaml:12: "));
    }

    @Test
    void an_earlier_text_that_is_kept_decides_by_its_revision() throws SQLException {
        var revision = Calls.unique("revision");
        try (var connection = TestDatabase.asAdministrator(); var statement = connection.prepareStatement("""
                insert into regime_text (revision, regime, text, group_sets)
                  select ?, regime, replace(text, 'cap: 26900000}', 'cap: 1000000}'), group_sets
                    from regime_text where regime = 'us-diffusion-2025' limit 1""")) {
            statement.setString(1, revision);
            statement.executeUpdate();
        }
        var shipment = ship("SR", 64);
        var scenario = scenario("SR");
        scenario.put("texts", List.of(Map.of("regime", "us-diffusion-2025", "revision", revision)));
        assertThat(changes(done(scenario)).get(shipment)).containsEntry("verdict", "refused")
                .containsEntry("cap", "1000000.00").containsEntry("shortBy", "13248.00");
        scenario.put("texts", List.of(Map.of("regime", "us-diffusion-2025", "revision", "none")));
        Calls.as("regulator").body(scenario).post("/api/v1/replays").then().statusCode(422)
                .body("errors[0].rule", equalTo("unknown-revision"));
    }

    @Test
    void a_scenario_that_is_not_understood_names_each_field() {
        var scenario = scenario("ZZ");
        scenario.putAll(Map.of("reason", " ", "to", "2025-12-31"));
        Calls.as("regulator").body(scenario).post("/api/v1/replays").then().statusCode(422)
                .body("errors.field", equalTo(List.of("reason", "to", "destination")));
        scenario = capped("GY", "-1");
        scenario.put("modes", List.of(Map.of("regime", "no-law", "mode", "enforce"), Map.of("regime", "meters")));
        Calls.as("regulator").body(scenario).post("/api/v1/replays").then().statusCode(422)
                .body("errors.field", equalTo(List.of("modes[0].regime", "modes[1].mode")));
        scenario.put("modes", List.of());
        Calls.as("regulator").body(scenario).post("/api/v1/replays").then().statusCode(422)
                .body("errors.field", equalTo(List.of("caps[0].cap")));
    }

    @Test
    void exporters_may_not_ask_nor_read() {
        for (var user : List.of("aurora-clerk", "aurora-licensing", "aurora-approver")) {
            Calls.as(user).body(scenario("PE")).post("/api/v1/replays").then().statusCode(403);
            for (var address : List.of("", "/01234567-89ab-7cde-8f01-23456789abcd",
                    "/01234567-89ab-7cde-8f01-23456789abcd/shipments")) {
                Calls.as(user).get("/api/v1/replays" + address).then().statusCode(403);
            }
        }
    }

    /// Everything that the ledger holds, but for what others post meanwhile: no test does.
    static List<String> ledger() throws SQLException {
        var texts = new ArrayList<String>();
        var tables = Stream.of("posting", "entry", "account", "account_day", "account_exporter", "crossing", "evidence",
                        "posting_name", "party_revision", "regime_text", "regime_mode", "ledger_head", "notice")
                .map(table -> "select '" + table + "', count(*), md5(string_agg(t::text, '' order by t::text)) from "
                        + table + " t")
                .collect(Collectors.joining(" union all "));
        try (var connection = TestDatabase.asAdministrator();
                var row = connection.createStatement().executeQuery(tables)) {
            while (row.next()) {
                texts.add(row.getString(1) + " " + row.getLong(2) + " " + row.getString(3));
            }
        }
        return texts;
    }

    @Test
    void the_ledger_is_untouched() throws SQLException {
        ship("PY", 64);
        Books.awaitCopies();
        var before = ledger();
        assertThat(changes(done(capped("PY", "0")))).hasSize(1);
        assertThat(ledger()).isEqualTo(before).hasSize(13);
    }

    @Test
    void a_run_that_nobody_goes_on_with_says_so() throws SQLException {
        try (var connection = TestDatabase.asRegulator(); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into replay (id, scenario, asked_by, asked_by_name, asked_at)
                      values ('01999999-0000-7000-8000-000000000001',
                          '{"reason": "r", "from": "2026-01-01", "to": "2026-01-02",
                            "modes": [], "texts": [], "caps": []}',
                          'x', 'x', now());
                    update replay set state = 'RUNNING', up_to = 9, done = 3, started_at = now()
                      where id = '01999999-0000-7000-8000-000000000001'""");
        }
        done(scenario("PE")); // whoever works next finds it
        Calls.as("regulator").get("/api/v1/replays/01999999-0000-7000-8000-000000000001").then().statusCode(200)
                .body("state", equalTo("interrupted")).body("percent", equalTo(33));
        Calls.as("regulator").get("/api/v1/replays/01999999-0000-7000-8000-000000000001/workbook.xlsx")
                .then().statusCode(409).body("type", equalTo("not-done"));
    }
}
