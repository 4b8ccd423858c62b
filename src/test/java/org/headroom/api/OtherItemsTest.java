package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Servers, memory and model weights are saved, rated and shipped as accelerators are.
@QuarkusTest
class OtherItemsTest {

    static final String H100 = "nvidia-h100-sxm5-80gb";
    static final BigDecimal OPERATIONS = new BigDecimal("200000000000000000000000000");

    static ValidatableResponse save(String id, String kind, Object what) {
        return Calls.as("aurora-licensing")
                .body(Map.of("id", id, "source", "a test",
                        "specification", Map.of("vendor", "Example", "model", id, kind, what)))
                .post("/api/v1/devices").then();
    }

    static ValidatableResponse saved(String id, String kind, Object what) {
        save(id, kind, what).statusCode(201);
        return Calls.as("aurora-clerk").get("/api/v1/devices/" + id).then().statusCode(200);
    }

    static Map<String, Object> shipment(String device, String destination) {
        var body = Calls.shipment(Calls.unique("other"));
        body.put("device", device);
        body.put("quantity", 1);
        body.put("destination", destination);
        body.put("consignee", Calls.consignee(body.get("reference").toString(), destination));
        return body;
    }

    @Test
    void a_rack_counts_its_chips_once() {
        var tray = Calls.unique("tray");
        var rack = Calls.unique("rack");
        saved(tray, "parts", List.of(Map.of("device", H100, "count", 4)))
                .body("device.controlClass", equalTo("4A090.a")).body("device.tpp", equalTo("63328.00"));
        saved(rack, "parts", List.of(Map.of("device", tray, "count", 18)))
                .body("device.tpp", equalTo("1139904.00"))
                .body("steps.text", hasItem("18 × " + tray + " (class 4A090.a): 18 × 63,328 = 1,139,904"));
        Calls.ship(shipment(rack, "IN")).then().statusCode(201).body("tpp", equalTo("1139904.00"))
                .body("authorization.type", equalTo("LPP"));
    }

    @Test
    void nothing_contains_itself_or_what_nobody_knows() {
        var board = Calls.unique("board");
        save(board, "parts", List.of(Map.of("device", "nobody-knows", "count", 1))).statusCode(422)
                .body("errors[0].rule", equalTo("unknown-device"));
        save(board, "parts", List.of(Map.of("device", H100, "count", 0))).statusCode(422);
        save(board, "parts", List.of(Map.of("device", H100, "count", 8))).statusCode(201);
        var whole = Calls.unique("whole");
        save(whole, "parts", List.of(Map.of("device", board, "count", 1))).statusCode(201);
        Calls.as("aurora-licensing").header("If-Match", "\"1\"")
                .body(Map.of("id", board, "source", "a test", "specification", Map.of("vendor", "Example", "model", board,
                        "parts", List.of(Map.of("device", whole, "count", 1)))))
                .post("/api/v1/devices").then().statusCode(422).body("errors[0].rule", equalTo("cycle"));
    }

    @Test
    void memory_is_classed_by_its_bandwidth_density() {
        var stack = Calls.unique("hbm");
        saved(stack, "memoryStack", Map.of("bandwidthGbs", 819, "areaMm2", 121))
                .body("device.controlClass", equalTo("3A090.c"));
        Calls.ship(shipment(stack, "CN")).then().statusCode(422).body("type", equalTo("license-required"));
        Calls.ship(shipment(stack, "KR")).then().statusCode(201).body("authorization.type", equalTo("NLR"));
    }

    @Test
    void weights_are_determined_and_logged_and_charge_no_tpp() {
        var model = Calls.unique("model");
        saved(model, "weights", Map.of("operations", OPERATIONS, "published", false))
                .body("device.controlClass", equalTo("4E091"));
        Calls.ship(shipment(model, "IN")).then().statusCode(422).body("type", equalTo("license-required"));
        var german = shipment(model, "IN");
        german.put("consignee", Map.of("name", "Rhein Labs " + model, "country", "IN", "headquarters", "DE"));
        Calls.ship(german).then().statusCode(201).body("authorization.type", equalTo("AIA"))
                .body("entries.quota", not(hasItem(containsString("lpp"))));
    }

    @Test
    void published_weights_go_anywhere() {
        var model = Calls.unique("open");
        saved(model, "weights", Map.of("operations", OPERATIONS, "published", true))
                .body("device.controlClass", equalTo("none"));
        Calls.ship(shipment(model, "BR")).then().statusCode(201).body("authorization.type", equalTo("NLR"));
    }

    @Test
    void an_item_is_of_one_kind() {
        Calls.as("aurora-licensing")
                .body(Map.of("specification", Map.of("vendor", "Example", "model", "X", "rates", Map.of("int8", 600),
                        "parts", List.of(Map.of("device", H100, "count", 1)))))
                .post("/api/v1/devices/rate").then().statusCode(422).body("errors[0].rule", equalTo("one-kind"));
    }
}
