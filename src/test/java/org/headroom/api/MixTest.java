package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The best mix, asked and then shipped: what is told fits, and not one device more.
@QuarkusTest
class MixTest {

    private static final String H100 = "nvidia-h100-sxm5-80gb"; // 15,832 TPP
    private static final String A100 = "nvidia-a100-sxm4-80gb"; // 4,992 TPP
    private static final String H20 = "nvidia-h20-sxm-96gb"; // not controlled
    private static final long LPP = 26_900_000;

    @BeforeEach
    void lpp_is_told_exactly() {
        DisclosureTest.set("lpp", "exact");
    }

    @AfterEach
    void as_it_was() {
        DisclosureTest.set("lpp", "banded");
    }

    /// To a cloud of its own in India, without a license that is still to be applied for.
    private static Map<String, Object> mix(String name, List<Map<String, Object>> devices) {
        var body = new LinkedHashMap<String, Object>();
        body.put("destination", "IN");
        body.put("exportDate", "2026-03-02");
        body.put("consignee", Calls.consignee(name, "IN"));
        body.put("mayApply", false);
        body.put("devices", devices);
        return body;
    }

    private static ValidatableResponse ask(Map<String, Object> body) {
        return Calls.as("aurora-clerk").body(body).post("/api/v1/headroom/mix").then();
    }

    private static String pool(String name) {
        return "us-diffusion-2025:lpp:cloud-" + name + ":2026-01-01";
    }

    private static int ship(String user, String name, String device, long quantity) {
        var body = Calls.shipment(Calls.unique("mix"));
        body.put("consignee", Calls.consignee(name, "IN"));
        body.put("device", device);
        body.put("quantity", quantity);
        return Calls.as(user).body(body).post("/api/v1/shipments").statusCode();
    }

    /// Two devices under LPP's cap, by every pair there is.
    private static long best(long cap, long h100Worth, long a100Worth, long a100Most) {
        long best = 0;
        for (long a100 = 0; a100 <= a100Most && a100 * 4_992 <= cap; a100++) {
            best = Math.max(best, a100 * a100Worth + (cap - a100 * 4_992) / 15_832 * h100Worth);
        }
        return best;
    }

    @Test
    void one_cap_is_filled_as_no_order_of_the_devices_fills_it() {
        var name = Calls.unique("one");
        var told = ask(mix(name, List.of(
                        Map.of("device", H100, "value", "30000"),
                        Map.of("device", A100, "value", "12000", "atMost", 2000))))
                .statusCode(200)
                .body("status", equalTo("best"))
                .body("total", equalTo(best(LPP, 30_000, 12_000, 2_000) + ""))
                .body("devices.routes.authorization.type.flatten().unique()", contains("LPP"))
                .body("bindingQuotas", contains(pool(name))).body("decidedWhenPosted", empty())
                .body("quotas.find { it.quota == '" + pool(name) + "' }.cap", equalTo("26900000.00"))
                .extract().jsonPath();
        long h100 = told.getLong("devices[0].quantity");
        long a100 = told.getLong("devices[1].quantity");
        // The most valuable of each TPP first, then what still fits, would be 2,000 A100 and 1,068 H100.
        assertThat(List.of(h100, a100)).isEqualTo(List.of(1_069L, 1_998L));
        assertThat(told.getString("quotas.find { it.quota == '" + pool(name) + "' }.headroomAfter"))
                .isEqualTo(LPP - h100 * 15_832 - a100 * 4_992 + ".00");
        assertThat(told.getString("devices[0].stops[0].because"))
                .contains("One more takes 15832.00", "cap 26900000.00", "this mix 26898424.00", "1576.00 left");
        assertThat(ship("aurora-clerk", name, H100, h100)).isEqualTo(201);
        assertThat(ship("aurora-clerk", name, A100, a100)).isEqualTo(201);
        assertThat(ship("aurora-clerk", name, A100, 1)).isEqualTo(409);
    }

    @Test
    void priorities_come_one_after_the_other_and_not_by_value() {
        var name = Calls.unique("order");
        ask(mix(name, List.of(
                        Map.of("device", H100, "priority", 2), Map.of("device", A100, "priority", 1, "atMost", 2000))))
                .statusCode(200).body("status", equalTo("best"))
                .body("total", nullValue()).body("bound", nullValue())
                .body("devices.quantity", contains(1_068, 2_000)).body("devices[1].stops", empty());
        ask(mix(name, List.of(
                        Map.of("device", H100, "priority", 1), Map.of("device", A100, "priority", 2, "atMost", 2000))))
                .body("devices.quantity", contains(1_699, 0))
                .body("devices[1].stops.rule", contains("cap", "license-required"))
                .body("devices[1].stops[0].quota", equalTo(pool(name)));
        ask(mix(name, List.of(
                        Map.of("device", H100, "priority", 1),
                        Map.of("device", A100, "priority", 2, "atMost", 2000, "atLeast", 10))))
                .body("devices.quantity", contains(1_695, 12));
    }

    /// What the exception has no room for falls through to a license, which the country's allocation limits.
    @Test
    void two_quotas_bind_where_a_license_may_be_applied_for() {
        var name = Calls.unique("two");
        var allocation = "us-diffusion-2025:country-allocation:BO:2025-01-01";
        var body = mix(name, List.of(Map.of("device", H100, "value", "30000")));
        body.put("mayApply", true);
        body.put("destination", "BO");
        body.put("consignee", Calls.consignee(name, "BO"));
        var told = ask(body).statusCode(200).body("status", equalTo("best"))
                .body("devices[0].routes.authorization", hasSize(2))
                .body("devices[0].routes[0].authorization.type", equalTo("LPP"))
                .body("devices[0].routes[0].quantity", equalTo(1_699))
                .body("devices[0].routes[1].authorization", nullValue())
                .body("bindingQuotas", hasItem(pool(name))).body("bindingQuotas", hasItem(allocation))
                .extract().jsonPath();
        var left = new java.math.BigDecimal(told.getString("quotas.find { it.quota == '" + allocation
                + "' }.headroomAfter"));
        assertThat(left).isBetween(java.math.BigDecimal.ZERO, new java.math.BigDecimal("15831.99"));
        body.put("devices", List.of(Map.of("device", H100, "value", "30000", "atMost", 1_000)));
        ask(body).body("devices[0].routes.authorization.type", contains("LPP"))
                .body("devices[0].stops", empty()).body("bindingQuotas", empty());
    }

    /// A ratio of TPP binds one device, devices on the license the other; value is left of both.
    @Test
    void a_license_limits_in_devices_and_value_beside_a_ratio_in_tpp() {
        var one = RatioTest.device();
        var two = RatioTest.device();
        Calls.ship(RatioTest.home(one, 20)).then().statusCode(201);
        Calls.ship(RatioTest.home(two, 500)).then().statusCode(201);
        var number = LicensesTest.number();
        var license = LicensesTest.license(number);
        license.put("destination", "CN");
        license.put("consignee", Calls.consignee(number, "CN"));
        license.put("lines", List.of(
                Map.of("device", one, "quantity", 100, "valueUsd", 9_000_000),
                Map.of("device", two, "quantity", 60, "valueUsd", 600_000)));
        Calls.as("aurora-licensing").body(license).post("/api/v1/licenses").then().statusCode(201);
        var body = new LinkedHashMap<String, Object>();
        body.put("destination", "CN");
        body.put("exportDate", "2026-03-02");
        body.put("consignee", "cloud-" + number.toLowerCase(java.util.Locale.ROOT));
        body.put("license", number);
        body.put("devices", List.of(
                Map.of("device", one, "value", "1", "unitPriceUsd", "10000"),
                Map.of("device", two, "value", "1", "unitPriceUsd", "10000")));
        ask(body).statusCode(200).body("status", equalTo("best"))
                .body("devices.quantity", contains(10, 60))
                .body("devices[0].stops.quota", contains(RatioTest.ratio(one)))
                .body("devices[1].stops.because[0]", containsString("License " + number + ", line 2, devices"))
                .body("devices.routes.authorization.number.flatten().unique()", contains(number));
        body.put("devices", List.of(Map.of("device", two, "value", "1", "unitPriceUsd", "11000.01")));
        ask(body).body("devices.quantity", contains(59))
                .body("devices[0].stops.because[0]", containsString("line 2, value"))
                .body("devices[0].stops[0].because", containsString("cap 660000.00"));
        body.put("devices", List.of(Map.of("device", two, "value", "1")));
        ask(body).statusCode(422).body("errors.field", contains("devices[0].unitPriceUsd"));
        body.put("devices", List.of(Map.of("device", H100, "value", "1", "unitPriceUsd", "1", "atMost", 1)));
        ask(body).statusCode(200).body("devices.quantity", contains(0))
                .body("devices[0].stops.rule", contains("license-device"));
    }

    @Test
    void what_nothing_limits_needs_a_number() {
        var name = Calls.unique("free");
        ask(mix(name, List.of(Map.of("device", H20, "value", "1"), Map.of("device", H100, "value", "1"))))
                .statusCode(422).body("errors.field", contains("devices[0].atMost"))
                .body("errors.rule", contains("no-limit"));
        ask(mix(name, List.of(
                        Map.of("device", H20, "value", "1", "atMost", 70), Map.of("device", H100, "value", "1"))))
                .statusCode(200).body("devices.quantity", contains(70, 1_699))
                .body("devices[0].routes.authorization.type", contains("NLR")).body("devices[0].stops", empty());
    }

    @Test
    void where_nothing_fits_it_says_what_stops_it() {
        var name = Calls.unique("full");
        assertThat(ship("borealis-clerk", name, H100, 1_699)).isEqualTo(201);
        ask(mix(name, List.of(Map.of("device", H100, "value", "1"))))
                .statusCode(200).body("status", equalTo("best")).body("total", equalTo("0"))
                .body("devices[0].quantity", equalTo(0)).body("devices[0].stops[0].quota", equalTo(pool(name)))
                .body("quotas.find { it.quota == '" + pool(name) + "' }.charged", equalTo("26898568.00"));
        ask(mix(name, List.of(
                        Map.of("device", H100, "value", "1", "atLeast", 1),
                        Map.of("device", H20, "value", "1", "atLeast", 5, "atMost", 5))))
                .statusCode(200).body("status", equalTo("impossible")).body("bound", nullValue())
                .body("devices.quantity", contains(0, 5)).body("devices[0].stops[0].quota", equalTo(pool(name)))
                .body("devices[1].stops", empty());
        var toChina = mix(Calls.unique("cn"), List.of(Map.of("device", H100, "value", "1", "atMost", 10)));
        toChina.put("destination", "CN");
        toChina.put("consignee", Calls.consignee(Calls.unique("cn"), "CN"));
        ask(toChina).statusCode(200).body("devices[0].quantity", equalTo(0))
                .body("devices[0].stops.rule", contains("license-required"));
    }

    /// Of a pool that is banded only the cap and the own use count; what rivals have used moves nothing.
    @Test
    void of_a_hidden_pool_it_tells_what_the_exporter_knows() {
        DisclosureTest.set("lpp", "banded");
        var name = Calls.unique("hidden");
        var body = mix(name, List.of(Map.of("device", H100, "value", "1")));
        var alone = ask(body).statusCode(200).body("devices[0].quantity", equalTo(1_699))
                .body("decidedWhenPosted", contains(pool(name)))
                .body("quotas.find { it.quota == '" + pool(name) + "' }.charged", nullValue()).extract().asString();
        assertThat(ship("borealis-clerk", name, H100, 1_000)).isEqualTo(201);
        assertThat(ask(body).extract().asString()).isEqualTo(alone);
        assertThat(ship("aurora-clerk", name, H100, 100)).isEqualTo(201);
        ask(body).body("devices[0].quantity", equalTo(1_599)).body("devices[0].stops.because[0]",
                containsString("your own use 1583200.00"));
    }

    @Test
    void what_is_not_understood_is_told_by_field() {
        var faults = new ArrayList<Map<String, Object>>();
        faults.add(Map.of());
        faults.add(Map.of("device", "no-such-device", "value", "1"));
        faults.add(Map.of("device", H100));
        faults.add(Map.of("device", H100, "value", "1", "priority", 1));
        faults.add(Map.of("device", H100, "value", "-1"));
        faults.add(Map.of("device", H100, "value", "1.00001"));
        faults.add(Map.of("device", H100, "priority", 0));
        faults.add(Map.of("device", H100, "value", "1", "atLeast", 5, "atMost", 4));
        faults.add(Map.of("device", H100, "value", "1", "atMost", 1_000_001));
        for (var fault : faults) {
            ask(mix("fault", List.of(fault))).statusCode(422).body("errors[0].field", startsWith("devices[0]"));
        }
        ask(mix("fault", List.of(Map.of("device", H100, "value", "1"), Map.of("device", H100, "value", "1"))))
                .statusCode(422).body("errors.rule", contains("once"));
        ask(mix("fault", List.of())).statusCode(422).body("errors.field", contains("devices"));
        for (var field : Map.of("origin", "Atlantis", "operator", "nobody-knows-it").entrySet()) {
            var other = mix("fault", List.of(Map.of("device", H100, "value", "1")));
            other.put(field.getKey(), field.getValue());
            ask(other).statusCode(422).body("errors[0].field", equalTo(field.getKey()));
        }
        var nowhere = mix("fault", List.of(
                Map.of("device", H100, "value", "1"), Map.of("device", A100, "value", "1")));
        nowhere.put("destination", "XX");
        ask(nowhere).statusCode(422).body("errors.findAll { it.field == 'destination' }", hasSize(1));
    }

    @Test
    void headroom_of_one_device_looks_at_headquarters_parent_and_license() {
        var address = "/api/v1/headroom?device=" + H100 + "&destination=SG&on=2026-03-02";
        Calls.as("aurora-clerk").get(address + "&ultimateParent=Mix Parent " + Calls.unique("x")).then().statusCode(200)
                .body("devices", equalTo(1_699)).body("devicesAtMost", equalTo(1_699))
                .body("authorization.type", equalTo("LPP"))
                .body("quotas[0].cap", equalTo("26900000.00")).body("quotas[0].charged", equalTo("0.00"))
                .body("quotas[0].perDevice", equalTo("15832.00"));
        Calls.as("aurora-clerk").get(address + "&headquarters=CN").then().statusCode(200)
                .body("authorization", nullValue()).body("because", containsString("headquarters CN"));
        Calls.as("aurora-clerk").get(address + "&consignee=any&headquarters=CN").then().statusCode(422);
        var number = LicensesTest.number();
        LicensesTest.grant(number);
        var licensed = "/api/v1/headroom?device=" + H100 + "&destination=TH&on=2026-03-02&license=" + number
                + "&consignee=cloud-" + number.toLowerCase(java.util.Locale.ROOT);
        Calls.as("aurora-clerk").get(licensed + "&unitPriceUsd=40000").then().statusCode(200)
                .body("devices", equalTo(82)).body("bindingQuota", containsString("USD"))
                .body("authorization.number", equalTo(number));
        Calls.as("aurora-clerk").get(licensed + "&unitPriceUsd=30000").then().statusCode(200)
                .body("devices", equalTo(100)).body("bindingQuota", containsString("DEVICES"));
        Calls.as("aurora-clerk").get(licensed + "&unitPriceUsd=dear").then().statusCode(422)
                .body("errors.field", contains("unitPriceUsd"));
    }
}
