package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.headroom.http.Problem;
import org.headroom.ledger.Ledger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ShipmentsTest {

    static final String LPP_64_H100 = "1013248.00";

    @Inject
    Ledger ledger;

    static String lppQuotaOf(String reference) {
        return "us-diffusion-2025:lpp:cloud-" + reference + ":2026-01-01";
    }

    @Test
    void a_small_shipment_goes_under_the_exception_and_counts_against_its_parent() {
        var reference = Calls.unique("so");
        Calls.ship(Calls.shipment(reference))
                .then()
                .statusCode(201)
                .body("tpp", equalTo(LPP_64_H100))
                .body("authorization.type", equalTo("LPP"))
                .body("number", nullValue())
                .body("entries.quota", hasItem(lppQuotaOf(reference)))
                .body("entries.find { it.unit == 'DEVICES' }.amount", equalTo("64"))
                .body("warnings.message.join(' ')", containsString("do not enforce it"));
        Calls.as("aurora-clerk")
                .get("/api/v1/quotas/" + lppQuotaOf(reference))
                .then()
                .statusCode(200)
                .body("own.charged", equalTo(LPP_64_H100))
                .body("charged", nullValue())
                .body("cap", equalTo("26900000.00"));
        Calls.as("regulator")
                .get("/api/v1/quotas/" + lppQuotaOf(reference))
                .then()
                .statusCode(200)
                .body("charged", equalTo(LPP_64_H100))
                .body("headroom", equalTo("25886752.00"))
                .body("status", equalTo("open"));
    }

    @Test
    void a_check_tells_the_same_and_changes_nothing() {
        var reference = Calls.unique("check");
        var before = ledger.lastNumber();
        Calls.as("aurora-clerk")
                .body(Calls.shipment(reference))
                .post("/api/v1/shipments/check")
                .then()
                .statusCode(200)
                .body("mayShip", equalTo(true))
                .body("quotas.find { it.quota == '" + lppQuotaOf(reference) + "' }.amount", equalTo(LPP_64_H100))
                .body("decidedWhenPosted", hasItem(lppQuotaOf(reference)))
                .body("determination.findings.steps.flatten().citation", everyItem(notNullValue()));
        assertThat(ledger.lastNumber()).isEqualTo(before);
        Calls.as("aurora-clerk").get("/api/v1/quotas/" + lppQuotaOf(reference)).then().statusCode(404);
    }

    @Test
    void one_device_more_than_the_cap_is_refused() {
        var reference = Calls.unique("over");
        var body = Calls.shipment(reference);
        body.put("quantity", 1699);
        Calls.ship(body).then().statusCode(201).body("tpp", equalTo("26898568.00"));
        var more = Calls.shipment(reference + "-b");
        more.put("consignee", "cloud-" + reference);
        more.put("quantity", 1);
        Calls.ship(more)
                .then()
                .statusCode(409)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("cap-exceeded"))
                .body("quotas[0].quota", equalTo(lppQuotaOf(reference)))
                .body("quotas[0].cap", equalTo("26900000.00"))
                .body("quotas[0].asked", equalTo("15832.00"))
                .body("quotas[0].citation", startsWith("15 CFR 740.29"));
    }

    @Test
    void the_same_key_gets_the_first_answer_and_another_body_is_refused() {
        var reference = Calls.unique("key");
        var first = Calls.as("aurora-clerk").header("Idempotency-Key", reference).body(Calls.shipment(reference))
                .post("/api/v1/shipments").then().statusCode(201).header("Idempotency-Hit", nullValue())
                .extract().asString();
        var second = Calls.as("aurora-clerk").header("Idempotency-Key", reference).body(Calls.shipment(reference))
                .post("/api/v1/shipments").then().statusCode(201).header("Idempotency-Hit", equalTo("true"))
                .extract().asString();
        assertThat(second).isEqualTo(first);
        var other = Calls.shipment(reference);
        other.put("quantity", 65);
        Calls.as("aurora-clerk").header("Idempotency-Key", reference).body(other).post("/api/v1/shipments")
                .then().statusCode(422).body("errors[0].field", equalTo("Idempotency-Key"));
        Calls.ship(other).then().statusCode(422).body("errors[0].field", equalTo("reference"));
    }

    @Test
    void what_leaves_another_country_is_a_reexport_and_what_stays_in_it_a_transfer() {
        var body = Calls.shipment(Calls.unique("reexport"));
        body.put("origin", "DE");
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/explanation").then().statusCode(200)
                .body("facts.origin", equalTo("DE"))
                .body("sentences.join(' ')", containsString("from DE to IN"));
        String id = Calls.ship(body).then().statusCode(201).extract().path("id");
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().statusCode(200)
                .body("request.origin", equalTo("DE"));
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id + "/explanation").then().statusCode(200)
                .body("isSame", equalTo(true)).body("explanation.facts.origin", equalTo("DE"));
        body.put("origin", "IN");
        Calls.ship(body).then().statusCode(422).body("errors[0].field", equalTo("reference"));
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/explanation").then().statusCode(200)
                .body("sentences.join(' ')", containsString("in-country transfer"));

        var usual = Calls.shipment(Calls.unique("usual"));
        Calls.ship(usual).then().statusCode(201);
        usual.put("origin", "US");
        Calls.ship(usual).then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
        usual.put("origin", "Germany");
        Calls.ship(usual).then().statusCode(422).body("errors[0].field", equalTo("reference"));
        usual.put("reference", Calls.unique("usual"));
        Calls.ship(usual).then().statusCode(422).body("errors[0].field", equalTo("origin"));
    }

    @Test
    void a_key_of_one_exporter_says_nothing_to_another() {
        var reference = Calls.unique("rival");
        Calls.ship(Calls.shipment(reference)).then().statusCode(201);
        Calls.as("borealis-clerk").body(Calls.shipment(reference)).post("/api/v1/shipments")
                .then().statusCode(201).header("Idempotency-Hit", nullValue());
    }

    @Test
    void a_rivals_shipment_is_as_absent_as_none() {
        String id = Calls.ship(Calls.shipment(Calls.unique("own"))).then().statusCode(201).extract().path("id");
        Calls.as("borealis-clerk").get("/api/v1/shipments/" + id).then().statusCode(404);
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().statusCode(200).body("exporter", equalTo("aurora"));
        Calls.as("regulator").get("/api/v1/shipments/" + id).then().statusCode(200);
    }

    @Nested
    class After_it_was_posted {

        @Test
        void a_mistake_is_reversed_once() {
            var reference = Calls.unique("reverse");
            String id = Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
            var reason = Map.of("reason", "The wrong customer was picked.");
            Calls.as("aurora-clerk").body(reason).post("/api/v1/shipments/" + id + "/reversal")
                    .then().statusCode(201)
                    .body("entries.find { it.quota == '" + lppQuotaOf(reference) + "' }.amount",
                            equalTo("-" + LPP_64_H100));
            Calls.as("aurora-clerk").body(reason).post("/api/v1/shipments/" + id + "/reversal")
                    .then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
            Calls.as("aurora-clerk").body(Map.of("reason", "again")).post("/api/v1/shipments/" + id + "/reversal")
                    .then().statusCode(409).body("type", equalTo("already-reversed"));
        }

        @Test
        void no_more_comes_back_than_went() {
            var reference = Calls.unique("return");
            String id = Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
            Calls.as("aurora-clerk").body(Map.of("quantity", 60, "reason", "Damaged in transit."))
                    .post("/api/v1/shipments/" + id + "/return").then().statusCode(201);
            Calls.as("aurora-clerk").body(Map.of("quantity", 5, "reason", "Damaged, too."))
                    .post("/api/v1/shipments/" + id + "/return").then().statusCode(409);
            Calls.as("aurora-clerk").body(Map.of("reason", "All of it was wrong."))
                    .post("/api/v1/shipments/" + id + "/reversal").then().statusCode(409);
            Calls.as("aurora-clerk").get("/api/v1/quotas/" + lppQuotaOf(reference))
                    .then().body("own.charged", equalTo("63328.00"));
            Calls.as("aurora-clerk").get("/api/v1/shipments/" + id)
                    .then().body("history.kind", equalTo(List.of("return")));
        }

        @Test
        void it_is_received() {
            String id = Calls.ship(Calls.shipment(Calls.unique("receipt"))).then().statusCode(201).extract().path("id");
            Calls.as("aurora-clerk").body(Map.of()).post("/api/v1/shipments/" + id + "/receipt")
                    .then().statusCode(201);
            Calls.as("aurora-clerk").body(Map.of("quantity", 1, "reason", "one more"))
                    .post("/api/v1/shipments/" + id + "/receipt").then().statusCode(409);
        }
    }

    @Test
    void china_needs_a_license_and_the_answer_says_how_it_would_be_reviewed() {
        var body = Calls.shipment(Calls.unique("china"));
        body.put("destination", "CN");
        body.put("consignee", Calls.consignee(body.get("reference").toString(), "CN"));
        Calls.ship(body).then().statusCode(422).body("type", equalTo("license-required"))
                .body("detail", containsString("Review: case by case"));
    }

    @ParameterizedTest(name = "{0} = {1} breaks {2}")
    @CsvSource({
        "quantity, 0, range", "quantity, -5, range", "quantity, 1000001, range",
        "device, nvidia-h1000, unknown-device", "destination, India, unknown-country", "destination, UK, unknown-country",
        "exportDate, 2999-01-01, in-the-future", "exportDate, 2019-01-01, before-first-rule",
        "consignee, nobody-we-know, unknown-consignee", "valueUsd, -1, range", "valueUsd, 0.001, range",
        "itn, X20261399123456, format", "itn, 20260302123456, format", "reference, ' =1+1', format"
    })
    void bad_input_names_the_field_and_the_rule_and_changes_nothing(String field, String value, String rule) {
        var body = Calls.shipment(Calls.unique("bad"));
        body.put(field, value.matches("-?\\d+(\\.\\d+)?") && !field.equals("itn") ? new java.math.BigDecimal(value) : value);
        var before = ledger.lastNumber();
        Calls.ship(body).then().statusCode(422).contentType(Problem.MEDIA_TYPE)
                .body("errors.field", hasItem(field)).body("errors.rule", hasItem(rule));
        assertThat(ledger.lastNumber()).isEqualTo(before);
    }

    @Test
    void a_misspelt_field_is_an_error_and_not_a_value_that_does_not_count() {
        var body = Calls.shipment(Calls.unique("misspelt"));
        body.put("quantitty", 5);
        Calls.ship(body).then().statusCode(422).body("detail", containsString("quantitty"));
    }

    @Test
    void a_fraction_of_a_device_is_refused() {
        var body = Calls.shipment(Calls.unique("fraction"));
        body.put("quantity", new java.math.BigDecimal("1.5"));
        Calls.ship(body).then().statusCode(422).body("errors[0].field", equalTo("quantity"));
    }

    @Test
    void nobody_ships_without_signing_in_or_the_role() {
        io.restassured.RestAssured.given().contentType("application/json").body(Calls.shipment("x"))
                .post("/api/v1/shipments").then().statusCode(401).contentType(Problem.MEDIA_TYPE);
        Calls.as("auditor").body(Calls.shipment("x")).post("/api/v1/shipments")
                .then().statusCode(403).contentType(Problem.MEDIA_TYPE);
    }
}
