package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Amounts of TPP and dollars travel as strings of exact decimals.
@QuarkusTest
class AmountsTest {

    private static final String DEVICE = "nvidia-h100-sxm5-80gb";

    @Test
    void only_shares_and_figures_of_devices_are_numbers_with_decimals() {
        var numbers = new TreeSet<String>();
        collect("", ApiDocument.get().root().at("/components/schemas"), numbers);
        assertThat(numbers).containsExactlyInAnyOrder(
                "addedOperations", "areaMm2", "bandwidthGbs", "dieAreaMm2", "dramBandwidthGbs", "factor",
                "interconnectGbs", "memoryBandwidthDensity", "memoryGb", "operations", "originalOperations",
                "performanceDensity", "periodShare", "rates", "ratio", "seconds", "usedShare");
    }

    /// The fields that are numbers, or hold some.
    private static void collect(String field, JsonNode node, TreeSet<String> numbers) {
        if (node.path("type").asText().equals("number") || node.path("type").toString().contains("\"number\"")) {
            numbers.add(field);
        }
        node.properties().forEach(entry -> {
            boolean isKeyword = List.of("properties", "items", "additionalProperties", "oneOf", "anyOf")
                    .contains(entry.getKey());
            collect(isKeyword ? field : entry.getKey(), entry.getValue(), numbers);
        });
        if (node.isArray()) {
            node.forEach(one -> collect(field, one, numbers));
        }
    }

    @Test
    void a_determination_has_its_amounts_as_strings() {
        Calls.ship(Calls.shipment(Calls.unique("amount"))).then().statusCode(201)
                .body("determination.charges.amount", hasItem("1013248.00"))
                .body("determination.charges.cap.amount", hasItem("26900000"));
    }

    @Test
    void a_rating_and_a_forecast_have_theirs() {
        var specification = Map.of("vendor", "Acme", "model", "X", "rates", Map.of("int8", 600.0002));
        Calls.as("aurora-clerk").body(Map.of("specification", specification)).post("/api/v1/devices/rate")
                .then().statusCode(200).body("exactTpp", equalTo("4800.0016")).body("tpp", equalTo("4800.01"));
        var reference = Calls.unique("pace");
        Calls.ship(Calls.shipment(reference)).then().statusCode(201);
        Calls.as("regulator").get("/api/v1/quotas/" + ShipmentsTest.lppQuotaOf(reference))
                .then().statusCode(200).body("forecast.perDay", matchesPattern("\\d+\\.\\d\\d"));
    }

    /// The ledger freezes a number and digests it, so both forms must come to the same posting.
    @Test
    void a_value_is_the_same_typed_as_a_string_or_as_a_number() {
        var body = Calls.shipment(Calls.unique("value"));
        body.put("valueUsd", "1920000.10");
        String id = Calls.ship(body).then().statusCode(201).extract().path("id");
        body.put("valueUsd", new BigDecimal("1920000.1"));
        Calls.ship(body).then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().statusCode(200)
                .body("request.valueUsd", equalTo("1920000.1"))
                .body("facts.request.valueUsd", equalTo("1920000.1"));
        body.put("valueUsd", "");
        Calls.ship(body).then().statusCode(422).body("errors[0].field", equalTo("valueUsd"));
    }

    @Test
    void an_application_has_its_prices_as_strings() {
        var body = Map.of("reference", Calls.unique("app"), "destination", "PH", "consignee",
                Calls.consignee("prices", "PH"), "items",
                List.of(Map.of("device", DEVICE, "quantity", 10, "unitPriceUsd", "30000.50")));
        Calls.as("aurora-licensing").body(body).post("/api/v1/applications").then().statusCode(201)
                .body("content.items[0].unitPriceUsd", equalTo("30000.50"));
    }
}
