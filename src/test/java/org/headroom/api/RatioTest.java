package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The rule of January 2026 between China and the United States: per product, at most half of what went to customers at
/// home. Devices of 1,000 × 16 = 16,000 TPP.
@QuarkusTest
class RatioTest {

    static String device() {
        var id = Calls.unique("ratio");
        Calls.as("aurora-licensing")
                .body(Map.of("id", id, "source", "a test", "validFrom", "2026-01-01", "specification", Map.of(
                        "vendor", "Example", "model", id, "marketedForDataCenters", "yes", "rates", Map.of("fp16", 1000),
                        "dieAreaMm2", 814, "nonplanar", true, "dramBandwidthGbs", 4800)))
                .post("/api/v1/devices").then().statusCode(201).body("controlClass", equalTo("3A090.a"));
        return id;
    }

    static String license(String device, int quantity) {
        var number = LicensesTest.number();
        var body = LicensesTest.license(number);
        body.put("destination", "CN");
        body.put("consignee", Calls.consignee(number, "CN"));
        body.put("lines", List.of(Map.of("device", device, "quantity", quantity, "valueUsd", 9_000_000)));
        Calls.as("aurora-licensing").body(body).post("/api/v1/licenses").then().statusCode(201);
        return number;
    }

    static Map<String, Object> home(String device, int quantity) {
        var body = Calls.shipment(Calls.unique("home"));
        body.put("device", device);
        body.put("quantity", quantity);
        body.put("destination", "US");
        body.put("consignee", Calls.consignee(body.get("reference").toString(), "US"));
        return body;
    }

    static Map<String, Object> china(String device, String license, int quantity) {
        var body = LicensesTest.shipment(license, quantity, 1_000);
        body.put("device", device);
        body.put("destination", "CN");
        return body;
    }

    static String ratio(String device) {
        return "us-china-2026:ratio-to-china:aurora:" + device + ":2026-01-15";
    }

    @Test
    void nothing_goes_to_china_before_something_went_to_customers_at_home() {
        var device = device();
        var license = license(device, 100);
        Calls.ship(china(device, license, 1)).then().statusCode(409)
                .body("quotas[0].quota", equalTo(ratio(device))).body("quotas[0].cap", equalTo("0.00"));
    }

    @Test
    void half_of_it_may_go_and_not_one_device_more() {
        var device = device();
        var license = license(device, 100);
        Calls.ship(home(device, 21)).then().statusCode(201).body("authorization.type", equalTo("NLR"));
        Calls.ship(china(device, license, 11)).then().statusCode(409)
                .body("quotas[0].cap", equalTo("168000.00")).body("quotas[0].shortBy", equalTo("8000.00"));
        Calls.ship(china(device, license, 10)).then().statusCode(201).body("entries.quota", hasItem(ratio(device)));
        Calls.ship(china(device, license, 1)).then().statusCode(409);
        Calls.ship(home(device, 1)).then().statusCode(201);
        Calls.ship(china(device, license, 1)).then().statusCode(201);
    }

    @Test
    void what_comes_back_at_home_puts_it_over_and_is_told() {
        var device = device();
        var license = license(device, 100);
        var id = Calls.ship(home(device, 20)).then().statusCode(201).extract().path("id").toString();
        Calls.ship(china(device, license, 10)).then().statusCode(201);
        Calls.as("aurora-clerk").body(Map.of("quantity", 5, "reason", "Sent back unopened."))
                .post("/api/v1/shipments/" + id + "/return").then().statusCode(201)
                .body("warnings.find { it.quota == '" + ratio(device) + "' && it.rule == 'breach' }.message",
                        containsString("160000.00 of 120000.00"));
        Calls.as("regulator").get("/api/v1/quotas/" + ratio(device)).then().statusCode(200)
                .body("cap", equalTo("120000.00")).body("charged", equalTo("160000.00"))
                .body("headroom", equalTo("-40000.00"));
        Calls.as("regulator").queryParam("limit", 500).get("/api/v1/alerts").then().statusCode(200)
                .body("items.quota", hasItem(ratio(device)));
    }

    @Test
    void a_rival_s_customers_do_not_count() {
        var device = device();
        var license = license(device, 100);
        Calls.as("borealis-clerk").body(home(device, 50)).post("/api/v1/shipments").then().statusCode(201);
        Calls.ship(china(device, license, 1)).then().statusCode(409);
    }
}
