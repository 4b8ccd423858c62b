package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WarningsTest {

    @Inject
    MockMailbox mailbox;

    /// Uses 1,300 of the 1,699 H100 that fit an ultimate parent's year: over 75 %, under 90 %. An exporter is not told,
    /// for rivals draw on the pool, too.
    private static String crossing(String reference) {
        var body = Calls.shipment(reference);
        body.put("quantity", 1300);
        Calls.ship(body).then().statusCode(201).body("warnings.rule", not(hasItem("level")));
        return "us-diffusion-2025:lpp:cloud-" + reference + ":2026-01-01";
    }

    @Test
    void a_crossing_is_listed_mailed_and_acknowledged() {
        var quota = crossing(Calls.unique("warn"));
        String id = Calls.as("regulator").get("/api/v1/alerts?limit=500").then().statusCode(200)
                .body("items.findAll { it.quota == '" + quota + "' }.level", equalTo(List.of(75)))
                .extract().path("items.find { it.quota == '" + quota + "' }.id");
        Calls.as("regulator").body(Map.of("note", "Seen.")).post("/api/v1/alerts/" + id + "/acknowledgement")
                .then().statusCode(200).body("acknowledgements[0].note", equalTo("Seen."));
        Calls.as("regulator").body(Map.of("note", "Again.")).post("/api/v1/alerts/" + id + "/acknowledgement")
                .then().statusCode(200).body("acknowledgements.size()", equalTo(1));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(mailbox.getMailsSentTo("regulator@example.org"))
                        .anyMatch(mail -> mail.getText().contains(quota)));
    }

    @Test
    void a_crossing_of_a_quota_that_is_told_exactly_is_told_in_the_answer() {
        var number = LicensesTest.number();
        LicensesTest.grant(number);
        Calls.as("aurora-clerk").body(LicensesTest.shipment(number, 80, 2_400_000)).post("/api/v1/shipments")
                .then().statusCode(201).body("warnings.level", hasItem(75)).body("warnings.level", not(hasItem(90)));
    }

    @Test
    void a_regulator_is_told_who_and_an_exporter_is_told_nothing_of_a_pool() {
        var quota = crossing(Calls.unique("who"));
        Calls.as("regulator").get("/api/v1/alerts?limit=500").then()
                .body("items.find { it.quota == '" + quota + "' }.by", equalTo("aurora"));
        for (var exporter : List.of("aurora-clerk", "borealis-clerk")) {
            var seen = Calls.as(exporter).get("/api/v1/alerts?limit=500").then().statusCode(200).extract().asString();
            assertThat(seen).doesNotContain(quota).doesNotContain("\"by\":\"aurora\"");
        }
    }

    @Test
    void a_stream_tells_what_happened_after_the_last_event() throws Exception {
        var before = crossing(Calls.unique("stream"));
        String seen = Calls.as("regulator").get("/api/v1/alerts?limit=500")
                .path("items.find { it.quota == '" + before + "' }.id");
        var quota = crossing(Calls.unique("stream"));
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                        io.restassured.RestAssured.baseURI + ":" + io.restassured.RestAssured.port + "/api/v1/events"))
                .header("Authorization", "Bearer " + org.headroom.launch.Tokens.of("regulator"))
                .header("Last-Event-ID", seen)
                .header("Accept", "text/event-stream")
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var lines = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofLines()).body().iterator();
            var told = "";
            while (lines.hasNext() && !told.contains(quota)) {
                told = lines.next();
            }
            assertThat(told).startsWith("data:").contains(quota);
            client.shutdownNow();
        }
    }

    @Test
    void a_cap_is_changed_by_two_persons() {
        var quota = "us-diffusion-2025:country-allocation:SB:2025-01-01";
        var request = Map.of("quota", quota, "cap", "1580000000", "reason", "Assurances were given.",
                "citation", "15 CFR 742.6(b)(10)(iii)(C)");
        Calls.as("regulator").body(request).post("/api/v1/caps/changes").then().statusCode(403);
        var change = Calls.as("regulator-admin").body(request).post("/api/v1/caps/changes")
                .then().statusCode(201).body("capBefore", notNullValue()).extract().jsonPath();
        var url = "/api/v1/caps/changes/" + change.getString("id") + "/approval";
        var digest = Map.of("digest", change.getString("digest"));
        Calls.as("regulator-admin").body(digest).post(url).then().statusCode(409).body("type", equalTo("same-person"));
        Calls.as("regulator-admin-2").body(Map.of("digest", "other")).post(url)
                .then().statusCode(409).body("type", equalTo("digest"));
        Calls.as("regulator-admin-2").body(digest).post(url)
                .then().statusCode(200).body("change.posting", notNullValue());
        Calls.as("regulator-admin-2").body(digest).post(url)
                .then().statusCode(409).body("type", equalTo("already-approved"));
        Calls.as("auditor").get("/api/v1/quotas/" + quota).then().statusCode(200)
                .body("cap", equalTo("1580000000.00"));
    }

    @Test
    void a_cap_of_a_quota_that_no_regime_has_is_refused() {
        Calls.as("regulator-admin").body(Map.of("quota", "no:such:quota", "cap", "1", "reason", "r", "citation", "c"))
                .post("/api/v1/caps/changes").then().statusCode(422).body("errors[0].field", equalTo("quota"));
        Calls.as("regulator-admin").body(Map.of("quota", "meters:exported-tpp:aurora:IN:2026-01-01", "cap", "-1",
                "reason", "r", "citation", "c"))
                .post("/api/v1/caps/changes").then().statusCode(422).body("errors[0].field", equalTo("cap"));
    }

    @Test
    void headroom_is_told_in_devices() {
        Calls.as("aurora-clerk").get("/api/v1/headroom?device=nvidia-h100-sxm5-80gb&destination=IN")
                .then().statusCode(200).body("devices", nullValue()).body("authorization.type", equalTo("LPP"))
                .body("quotas[0].quota", containsString("lpp")).body("quotas[0].band", equalTo("green"));
    }

    @Test
    void the_law_on_a_day_is_told_with_its_citations() {
        Calls.as("auditor").get("/api/v1/regimes?on=2026-03-02").then().statusCode(200)
                .body("items.id", hasItems("us-acs-2023", "us-diffusion-2025", "example-national-cap"));
        Calls.as("auditor").get("/api/v1/regimes/us-diffusion-2025?on=2026-03-02").then().statusCode(200);
        Calls.as("auditor").get("/api/v1/regimes/none").then().statusCode(404);
    }

    @Test
    void the_catalogue_tells_the_deciding_test() {
        Calls.as("auditor").get("/api/v1/devices/nvidia-h100-sxm5-80gb").then().statusCode(200)
                .body("device.tpp", equalTo("15832.00")).body("device.controlClass", equalTo("3A090.a"))
                .body("device.decidedBy", containsString("4,800"));
        Calls.as("auditor").get("/api/v1/devices?limit=500").then()
                .body("items.findAll { it.vendor != 'Example' }.size()", equalTo(148));
        Calls.as("aurora-clerk").body("""
                {"specification": {"vendor": "Example", "model": "X1", "marketedForDataCenters": "yes",
                  "rates": {"int8": 600}}}""").post("/api/v1/devices/rate").then().statusCode(200)
                .body("tpp", equalTo("4800.00")).body("controlClass", equalTo("3A090.a"));
    }
}
