package org.headroom.flag;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.headroom.api.Calls;
import org.junit.jupiter.api.Test;

/// Unusual orders are found with their numbers, and each exporter finds only its own. 64 H100 are 1,013,248 TPP.
@QuarkusTest
class FlagsTest {

    private static String ship(String who, String buyer, String date, int quantity, String country) {
        var body = Calls.shipment(Calls.unique("flag"));
        body.put("quantity", quantity);
        body.put("destination", country);
        body.put("exportDate", date);
        body.put("consignee", Map.of("name", buyer, "country", country));
        return Calls.as(who).body(body).post("/api/v1/shipments").then().statusCode(201).extract().path("id");
    }

    private static ValidatableResponse seenBy(String who) {
        return Calls.as(who).get("/api/v1/flags?from=2026-01-01&to=2026-09-30").then().statusCode(200);
    }

    private static String of(String buyer, String kind) {
        return "items.find { it.ultimateParent == '" + buyer + "' && it.kind == '" + kind + "' }";
    }

    @Test
    void orders_that_together_pass_the_notice_are_found_also_over_several_exporters() {
        var buyer = Calls.unique("split");
        ship("aurora-clerk", buyer, "2026-03-02", 100, "IN");
        ship("aurora-clerk", buyer, "2026-03-20", 80, "IN");
        ship("borealis-clerk", buyer, "2026-03-31", 30, "IN");
        ship("aurora-clerk", buyer, "2026-06-01", 30, "IN");

        var flag = of(buyer, "together-over-threshold");
        seenBy("regulator")
                .body(flag + ".tpp", equalTo("3324720.00"))
                .body(flag + ".exporters", equalTo(2))
                .body(flag + ".shipments", hasSize(3))
                .body(flag + ".first", equalTo("2026-03-02"))
                .body(flag + ".last", equalTo("2026-03-31"))
                .body(flag + ".because", containsString("3 orders under LPP within 30 days"));
        seenBy("aurora-clerk").body(flag, nullValue());
        seenBy("borealis-clerk").body("items.ultimateParent", not(hasItem(buyer)));
    }

    @Test
    void a_day_more_between_them_and_they_are_not_together() {
        var buyer = Calls.unique("apart");
        ship("aurora-clerk", buyer, "2026-03-02", 150, "IN");
        ship("aurora-clerk", buyer, "2026-04-01", 150, "IN");

        seenBy("regulator").body(of(buyer, "together-over-threshold"), nullValue());
    }

    @Test
    void a_first_large_order_is_told_until_it_is_reversed() {
        var buyer = Calls.unique("new");
        var id = ship("cygnus-clerk", buyer, "2026-05-04", 64, "IN");

        seenBy("cygnus-clerk")
                .body(of(buyer, "first-time-buyer") + ".tpp", equalTo("1013248.00"))
                .body(of(buyer, "first-time-buyer") + ".exporters", nullValue());
        Calls.as("cygnus-clerk").body(Map.of("reason", "A mistake."))
                .post("/api/v1/shipments/" + id + "/reversal").then().statusCode(201);
        seenBy("cygnus-clerk").body(of(buyer, "first-time-buyer"), nullValue());
    }

    @Test
    void a_quarter_far_above_those_before_is_told() {
        var buyer = Calls.unique("jump");
        ship("aurora-clerk", buyer, "2025-11-03", 20, "IN");
        ship("aurora-clerk", buyer, "2026-02-02", 30, "IN");
        ship("aurora-clerk", buyer, "2026-05-04", 80, "IN");

        seenBy("aurora-clerk")
                .body(of(buyer, "volume-jump") + ".tpp", equalTo("1266560.00"))
                .body(of(buyer, "volume-jump") + ".because", containsString("395,800"));
    }

    @Test
    void goods_to_a_hub_for_an_owner_elsewhere_are_told() {
        var buyer = Calls.unique("hub");
        var body = Calls.shipment(Calls.unique("flag"));
        body.put("destination", "SG");
        body.put("consignee", Map.of("name", buyer, "country", "SG", "headquarters", "IN"));
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments").then().statusCode(201);

        seenBy("auditor").body(of(buyer, "transshipment-hub") + ".destination", equalTo("SG"));
    }

    @Test
    void the_days_must_be_in_order() {
        Calls.as("regulator").get("/api/v1/flags?from=2026-09-30&to=2026-01-01").then().statusCode(422);
    }
}
