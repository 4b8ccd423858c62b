package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LicensesTest {

    /// 100 H100 to one consignee in Thailand, valid from 2026 to 2029.
    static Map<String, Object> license(String number) {
        var body = new LinkedHashMap<String, Object>();
        body.put("number", number);
        body.put("destination", "TH");
        body.put("consignee", Calls.consignee(number, "TH"));
        body.put("validFrom", "2026-01-01");
        body.put("validTo", "2029-12-31");
        body.put("lines", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 100, "valueUsd", 3_000_000)));
        body.put("conditions", List.of("Report each receipt."));
        return body;
    }

    static String number() {
        return "D" + Calls.unique("").substring(1);
    }

    static Map<String, Object> shipment(String number, int quantity, Object value) {
        var body = Calls.shipment(Calls.unique("so"));
        body.put("quantity", quantity);
        body.put("destination", "TH");
        body.put("consignee", "cloud-" + number.toLowerCase(java.util.Locale.ROOT));
        body.put("authorization", Map.of("type", "LICENSE", "number", number));
        body.put("valueUsd", value);
        return body;
    }

    static void grant(String number) {
        Calls.as("aurora-licensing").body(license(number)).post("/api/v1/licenses").then().statusCode(201);
    }

    @Test
    void granting_charges_the_country_allocation_and_opens_the_lines() {
        var number = number();
        Calls.as("aurora-licensing").body(license(number)).post("/api/v1/licenses")
                .then().statusCode(201)
                .body("entries.quota", hasItem("us-diffusion-2025:country-allocation:TH:2025-01-01"))
                .body("entries[0].amount", equalTo("1583200.00"))
                .body("license.lines[0].left", equalTo(100));
        Calls.as("regulator").get("/api/v1/quotas/us-diffusion-2025:country-allocation:TH:2025-01-01")
                .then().statusCode(200).body("cap", equalTo("790000000.00"));
    }

    @Test
    void shipping_draws_the_lines_down_and_leaves_the_allocation_alone() {
        var number = number();
        grant(number);
        Calls.ship(shipment(number, 60, 1_800_000)).then().statusCode(201)
                .body("authorization.number", equalTo(number))
                .body("entries.findAll { it.quota.contains('country-allocation') }.size()", equalTo(0));
        Calls.as("aurora-clerk").get("/api/v1/licenses/" + number).then().statusCode(200)
                .body("status", equalTo("valid"))
                .body("lines[0].shipped", equalTo(60)).body("lines[0].left", equalTo(40))
                .body("lines[0].valueLeftUsd", equalTo("1500000.00"));
    }

    @Test
    void devices_are_a_hard_limit_and_value_has_a_tenth_more() {
        var number = number();
        grant(number);
        Calls.ship(shipment(number, 101, 1)).then().statusCode(409)
                .body("quotas[0].title", containsString("devices"));
        Calls.ship(shipment(number, 99, new java.math.BigDecimal("3300000.01"))).then().statusCode(409)
                .body("quotas[0].title", containsString("value"));
        Calls.ship(shipment(number, 99, new java.math.BigDecimal("3300000.00"))).then().statusCode(201);
        Calls.ship(shipment(number, 1, 0)).then().statusCode(201);
        Calls.ship(shipment(number, 1, 0)).then().statusCode(409);
        Calls.as("aurora-clerk").get("/api/v1/licenses/" + number).then().body("status", equalTo("exhausted"));
    }

    @Test
    void an_expired_a_foreign_and_an_unfitting_license_refuse_with_the_reason() {
        var number = number();
        var expired = license(number);
        expired.put("validTo", "2026-02-01");
        Calls.as("aurora-licensing").body(expired).post("/api/v1/licenses").then().statusCode(201);
        Calls.ship(shipment(number, 1, 1)).then().statusCode(422).body("type", equalTo("license-expired"));
        var rivals = number();
        var theirs = license(rivals);
        Calls.as("borealis-licensing").body(theirs).post("/api/v1/licenses").then().statusCode(201);
        var body = shipment(rivals, 1, 1);
        body.put("consignee", Calls.consignee(rivals, "TH"));
        Calls.ship(body).then().statusCode(422).body("type", equalTo("license-unknown"));
        var fits = number();
        grant(fits);
        var elsewhere = shipment(fits, 1, 1);
        elsewhere.put("destination", "MY");
        Calls.ship(elsewhere).then().statusCode(422).body("type", equalTo("license-destination"));
        var otherDevice = shipment(fits, 1, 1);
        otherDevice.put("device", "nvidia-h200-sxm-141gb");
        Calls.ship(otherDevice).then().statusCode(422);
        var withoutValue = shipment(fits, 1, 1);
        withoutValue.remove("valueUsd");
        Calls.ship(withoutValue).then().statusCode(422).body("type", equalTo("license-value"));
    }

    @Test
    void a_number_is_recorded_once() {
        var number = number();
        grant(number);
        Calls.as("aurora-licensing").body(license(number)).post("/api/v1/licenses")
                .then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
        var other = license(number);
        other.put("validTo", "2027-12-31");
        Calls.as("aurora-licensing").body(other).post("/api/v1/licenses").then().statusCode(422);
    }
}
