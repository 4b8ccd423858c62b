package org.headroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.headroom.ledger.Books;
import org.headroom.terms.Disclosure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What Aurora is told of pools that Borealis draws on, too. The heart is one walk through all doors, made twice: with
/// and without a rival. Where a quota is not exact, no byte of any answer may tell which of the two it was.
@QuarkusTest
class DisclosureTest {

    /// Each walk goes to a country that no other test asks for, so that Aurora's own meters begin at nothing.
    static final Iterator<String> COUNTRIES = List.of("SN", "SR", "SZ", "TG", "TO", "TT", "ZM", "PG").iterator();

    /// Doors whose answers tell a total, where it may be told.
    static final List<String> TOTALS = List.of("check", "check late", "ship", "ship again", "ship replayed", "record",
            "return", "reverse", "shipment", "quota", "quotas", "quota on", "quota known", "entries", "headroom", "mix", "preview", "usage json", "usage csv",
            "usage xlsx", "ledger json", "ledger csv", "ledger xlsx", "lpp", "license", "allocation",
            "allocation entries", "submission", "decision", "alerts");

    static void set(String rule, String disclosure) {
        Calls.as("regulator-admin").body(Map.of("disclosure", disclosure, "reason", "A test says so."))
                .put("/api/v1/disclosures/us-diffusion-2025/" + rule).then().statusCode(200);
    }

    @AfterEach
    void as_it_was() {
        set("lpp", "banded");
        set("country-allocation", "exact");
    }

    @ParameterizedTest
    @EnumSource(Disclosure.class)
    void no_answer_tells_what_a_rival_has_done(Disclosure disclosure) {
        set("lpp", disclosure.word());
        set("country-allocation", disclosure.word());
        var alone = new DisclosureWalk(COUNTRIES.next(), false).walk();
        var beside = new DisclosureWalk(COUNTRIES.next(), true).walk();
        assertThat(alone.keySet()).isEqualTo(beside.keySet()).containsAll(TOTALS);
        var told = new TreeSet<String>();
        for (var door : alone.keySet()) {
            if (disclosure == Disclosure.EXACT) {
                if (!alone.get(door).equals(beside.get(door))) {
                    told.add(door);
                }
            } else {
                assertThat(beside.get(door)).as(door).isEqualTo(alone.get(door));
            }
        }
        // Where totals are told, the same walk sees them at each of these doors: it would notice.
        assertThat(told).isEqualTo(disclosure == Disclosure.EXACT ? new TreeSet<>(TOTALS) : new TreeSet<>());
        assertThat(alone.get("quota")).contains("\"disclosure\":\"" + disclosure.word() + "\"")
                .contains("\"band\":" + (disclosure == Disclosure.BANDED ? "\"green\"" : "null"))
                .contains("\"own\":{\"reserved\":\"0.00\",\"charged\":\"" + DisclosureWalk.OWN_CHARGED + "\"}");
    }

    /// Asks for one more device than fits beside what was shipped, and is refused.
    @ParameterizedTest
    @EnumSource(Disclosure.class)
    void a_refusal_gives_away_no_more_than_the_page(Disclosure disclosure) {
        set("lpp", disclosure.word());
        var consignee = Calls.consignee(Calls.unique("pool"), "IN");
        ship("borealis-clerk", consignee, 1600).then().statusCode(201);
        var refused = ship("aurora-clerk", consignee, 100).then().statusCode(409)
                .body("type", equalTo("cap-exceeded")).body("quotas", hasSize(1))
                .body("quotas[0].cap", equalTo("26900000.00")).body("quotas[0].asked", equalTo("1583200.00"))
                .body("quotas[0].disclosure", equalTo(disclosure.word())).extract();
        var exact = disclosure == Disclosure.EXACT;
        for (var figure : List.of("25331200.00", "1568800.00", "14400.00")) {
            assertThat(refused.asString().contains(figure)).as(figure).isEqualTo(exact);
        }
        assertThat((String) refused.path("quotas[0].shortBy")).isEqualTo(exact ? "14400.00" : null);
        var other = Calls.consignee(Calls.unique("pool"), "IN");
        ship("borealis-clerk", other, 1699).then().statusCode(201);
        if (!exact) {
            var fuller = ship("aurora-clerk", other, 100).then().statusCode(409).extract().asString();
            assertThat(anyPool(fuller)).isEqualTo(anyPool(refused.asString()));
        }
    }

    private static String anyPool(String answer) {
        return answer.replaceAll("pool-\\d+", "§").replaceAll("\"requestId\":\"[^\"]+\"", "§");
    }

    /// A check cannot bisect a pool: it answers the same for every amount up to the cap.
    @Test
    void a_check_answers_from_the_band() {
        var consignee = Calls.consignee(Calls.unique("pool"), "IN");
        ship("borealis-clerk", consignee, 1600).then().statusCode(201);
        for (int quantity : List.of(1, 99, 100, 1699)) {
            check(consignee, quantity).then().statusCode(200).body("mayShip", equalTo(true))
                    .body("decidedWhenPosted", hasSize(1)).body("exceeded", hasSize(0))
                    .body("quotas[0].band", equalTo("green")).body("quotas[0].fits", nullValue());
        }
    }

    private static io.restassured.response.Response ship(String user, Map<String, Object> consignee, int quantity) {
        var body = Calls.shipment(Calls.unique("pool"));
        body.put("consignee", consignee);
        body.put("quantity", quantity);
        return Calls.as(user).body(body).post("/api/v1/shipments");
    }

    private static io.restassured.response.Response check(Map<String, Object> consignee, int quantity) {
        var body = Calls.shipment("any");
        body.put("consignee", consignee);
        body.put("quantity", quantity);
        return Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/check");
    }

    @Test
    void a_pool_is_seen_by_those_who_count_in_it() {
        for (var disclosure : List.of("exact", "banded", "own")) {
            set("lpp", disclosure);
            var name = Calls.unique("pool");
            var pool = "us-diffusion-2025:lpp:cloud-" + name + ":2026-01-01";
            ship("borealis-clerk", Calls.consignee(name, "IN"), 1300).then().statusCode(201);
            Calls.as("aurora-clerk").body(Map.of("party", Calls.consignee(name, "IN"))).post("/api/v1/parties")
                    .then().statusCode(201);
            Calls.as("borealis-clerk").get("/api/v1/quotas/" + pool).then().statusCode(200);
            for (var path : List.of("/quotas/$", "/quotas/$?on=2026-06-01", "/quotas/$/entries")) {
                Calls.as("aurora-clerk").get("/api/v1" + path.replace("$", pool)).then().statusCode(404);
            }
            for (var path : List.of("/quotas?limit=500&rule=lpp", "/quotas?limit=500&rule=lpp&knownAt=2030-01-01",
                    "/alerts?limit=500", "/reports/quota-usage.json", "/reports/quota-usage.csv")) {
                assertThat(Calls.as("aurora-clerk").get("/api/v1" + path).asString()).doesNotContain(name);
                assertThat(Calls.as("regulator").get("/api/v1" + path).asString()).contains(name);
            }
        }
    }

    @Test
    void a_regulator_sees_all_whatever_is_disclosed() {
        var name = Calls.unique("pool");
        ship("borealis-clerk", Calls.consignee(name, "IN"), 1600).then().statusCode(201);
        var quota = "/api/v1/quotas/us-diffusion-2025:lpp:cloud-" + name + ":2026-01-01";
        for (var disclosure : List.of("own", "banded", "exact")) {
            set("lpp", disclosure);
            for (var user : List.of("regulator", "auditor")) {
                Calls.as(user).get(quota).then().statusCode(200).body("charged", equalTo("25331200.00"))
                        .body("headroom", equalTo("1568800.00")).body("status", equalTo("critical"))
                        .body("disclosure", equalTo(disclosure)).body("own", nullValue());
                Calls.as(user).get(quota + "/entries").then()
                        .body("items[0].chargedAfter", equalTo("25331200.00")).body("items[0].number", not(nullValue()));
            }
            assertThat(Calls.as("regulator").get("/api/v1/alerts?limit=500").asString()).contains(name);
        }
    }

    @Test
    void a_filter_by_status_does_not_ask_for_what_is_not_told() {
        var name = Calls.unique("pool");
        ship("borealis-clerk", Calls.consignee(name, "IN"), 1600).then().statusCode(201);
        ship("aurora-clerk", Calls.consignee(name, "IN"), 1).then().statusCode(201);
        for (var status : List.of("open", "critical", "exhausted", "breached")) {
            assertThat(Calls.as("aurora-clerk").get("/api/v1/quotas?limit=500&status=" + status).asString())
                    .doesNotContain(name);
        }
        assertThat(Calls.as("aurora-clerk").get("/api/v1/quotas?limit=500&rule=lpp").asString()).contains(name);
        assertThat(Calls.as("regulator").get("/api/v1/quotas?limit=500&status=critical").asString()).contains(name);
    }

    @Test
    void own_use_is_told_at_once_and_as_it_stood() throws SQLException {
        var name = Calls.unique("pool");
        var quota = "/api/v1/quotas/us-diffusion-2025:lpp:cloud-" + name + ":2026-01-01";
        for (int i = 1; i <= 3; i++) {
            ship("aurora-clerk", Calls.consignee(name, "IN"), 1).then().statusCode(201);
            ship("borealis-clerk", Calls.consignee(name, "IN"), 2).then().statusCode(201);
            Calls.as("aurora-clerk").get(quota).then().body("own.charged", equalTo(15_832 * i + ".00"));
            Calls.as("borealis-clerk").get(quota).then().body("own.charged", equalTo(31_664 * i + ".00"));
        }
        Books.awaitCopies(); // it says the same when it is summed up already
        Calls.as("aurora-clerk").get(quota).then().body("own.charged", equalTo("47496.00"));
        Calls.as("aurora-clerk").get(quota + "?on=2026-03-02").then().body("own.charged", equalTo("47496.00"));
        Calls.as("aurora-clerk").get(quota + "?on=2026-03-01").then().body("own.charged", equalTo("0.00"));
        Calls.as("aurora-clerk").get(quota + "?knownAt=2026-01-01").then().body("own.charged", equalTo("0.00"));
    }

    @Test
    void a_disclosure_is_set_by_an_administrator_with_a_reason_and_stays_in_the_history() {
        var address = "/api/v1/disclosures/us-diffusion-2025/lpp";
        var wanted = Map.of("disclosure", "own", "reason", Calls.unique("Because"));
        for (var user : List.of("regulator", "auditor", "aurora-clerk", "aurora-approver")) {
            Calls.as(user).body(wanted).put(address).then().statusCode(403);
        }
        var set = Calls.as("regulator-admin").body(wanted).put(address).then().statusCode(200)
                .body("disclosure", equalTo("own")).body("setBy", equalTo("regulator-admin")).extract().jsonPath();
        for (var user : List.of("regulator", "regulator-admin", "auditor")) {
            Calls.as(user).get("/api/v1/disclosures?limit=1").then().statusCode(200)
                    .body("items[0].id", equalTo(set.getString("id")))
                    .body("items[0].reason", equalTo(wanted.get("reason")));
        }
        Calls.as("aurora-clerk").get("/api/v1/disclosures").then().statusCode(403);
        var faults = new ArrayList<Map<String, Object>>(List.of(Map.of("disclosure", "own"),
                Map.of("disclosure", "own", "reason", " "), Map.of("disclosure", "all", "reason", "r"),
                Map.of("reason", "r"), Map.of("disclosure", "own", "reason", "x".repeat(1_001))));
        for (var fault : faults) {
            Calls.as("regulator-admin").body(fault).put(address).then().statusCode(422);
        }
        Calls.as("regulator-admin").body(wanted).put("/api/v1/disclosures/meters/exported-tpp")
                .then().statusCode(422).body("errors[0].rule", equalTo("not-shared"));
        Calls.as("regulator-admin").body(wanted).put("/api/v1/disclosures/us-diffusion-2025/no-such-rule")
                .then().statusCode(404);
    }

    /// A row that could not be posted says why in the file that comes back.
    @Test
    void a_file_tells_no_more_than_the_page() {
        var name = Calls.unique("pool");
        ship("borealis-clerk", Calls.consignee(name, "IN"), 1600).then().statusCode(201);
        var file = """
                reference,device,quantity,destination,exportDate,consigneeName,consigneeCountry,authorization,valueUsd
                $name-1,nvidia-h100-sxm5-80gb,100,IN,2026-03-02,Cloud $name,IN,LPP,30000
                """.replace("$name", name);
        var id = upload(file, "good-rows");
        Calls.as("aurora-clerk").get("/api/v1/imports/" + id).then().body("fits", nullValue())
                .body("quotas.find { it.quota =~ 'lpp' }.band", equalTo("green"));
        Calls.as("aurora-clerk").post("/api/v1/imports/" + id + "/posting").then().statusCode(202);
        var told = await().until(() -> Calls.as("aurora-clerk").get("/api/v1/imports/" + id).jsonPath(),
                now -> now.getString("state").equals("posted")).getString("errors[0].message");
        assertThat(told).contains("1583200.00 asked", "cap 26900000.00").doesNotContain("25331200", "1568800", "14400");
        var whole = upload(file.replace("-1,", "-2,"), "all-or-nothing");
        var refused = Calls.as("aurora-clerk").post("/api/v1/imports/" + whole + "/posting").then().statusCode(409)
                .extract().asString();
        assertThat(refused).contains("1583200.00").doesNotContain("25331200", "1568800", "14400");
    }

    static String upload(String file, String mode) {
        String id = Calls.as("aurora-clerk").contentType("multipart/form-data")
                .multiPart("file", "march.csv", file.getBytes(UTF_8))
                .post("/api/v1/imports?mode=" + mode).then().statusCode(202).extract().path("id");
        await().until(() -> Calls.as("aurora-clerk").get("/api/v1/imports/" + id).path("state"), "checked"::equals);
        return id;
    }
}
