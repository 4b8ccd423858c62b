package org.headroom.restatement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.headroom.restatement.Restating.ADDRESS;
import static org.headroom.restatement.Restating.ask;
import static org.headroom.restatement.Restating.assertVerified;
import static org.headroom.restatement.Restating.charged;
import static org.headroom.restatement.Restating.correct;
import static org.headroom.restatement.Restating.device;
import static org.headroom.restatement.Restating.follow;
import static org.headroom.restatement.Restating.lpp;
import static org.headroom.restatement.Restating.ofDevice;
import static org.headroom.restatement.Restating.ofParty;
import static org.headroom.restatement.Restating.posted;
import static org.headroom.restatement.Restating.previewed;
import static org.headroom.restatement.Restating.ship;
import static org.headroom.restatement.Restating.shipTo;
import static org.headroom.restatement.Restating.shipment;
import static org.headroom.restatement.Restating.touched;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.headroom.shipment.EarlierText;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;

/// Shipments restated by facts that were corrected. Devices of 6,250 × 16 = 100,000 TPP, 100 of which are 10,000,000
/// TPP of the 26,900,000 that an ultimate parent gets in a year under LPP.
@QuarkusTest
class RestatementsTest {

    @Test
    void a_device_that_was_rated_too_low_takes_a_quota_over_its_cap_and_people_are_warned() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var first = ship("aurora", device, 100, consignee);
        var second = ship("aurora", device, 100, consignee);
        var rival = ship("borealis", device, 1, Calls.unique("restated"));
        correct(device, 9375);
        var after = ship("aurora", device, 1, Calls.unique("restated"));

        var preview = previewed(device);
        assertThat(preview.getInt("touched")).isEqualTo(3);
        assertThat(touched(preview)).containsExactly(first, second, rival).doesNotContain(after);
        var quota = "quotas.find { it.quota == '" + lpp(consignee) + "' }.";
        assertThat(preview.getString(quota + "before")).isEqualTo("20000000.00");
        assertThat(preview.getString(quota + "after")).isEqualTo("30000000.00");
        assertThat(preview.getString(quota + "difference")).isEqualTo("10000000.00");
        assertThat(preview.getString(quota + "usedAfter")).isEqualTo("30000000.00");
        assertThat(preview.getBoolean(quota + "over")).isTrue();
        assertThat(preview.getList(quota + "exporters.exporter")).containsExactly("aurora");
        Calls.as("regulator").get(ADDRESS + "/" + preview.getString("id") + "/postings?limit=1").then().statusCode(200)
                .body("items[0].before.tpp", equalTo("10000000.00")).body("items[0].after.tpp", equalTo("15000000.00"))
                .body("items[0].before.deviceRevision", equalTo(1)).body("items[0].after.deviceRevision", equalTo(2))
                .body("items[0].after.charges.find { it.quota == '" + lpp(consignee) + "' }.amount",
                        equalTo("15000000.00"));
        Calls.as("auditor").get(ADDRESS + "/" + preview.getString("id") + "/workbook.xlsx").then().statusCode(200)
                .header("Content-Disposition", containsString("restatement-"));
        assertThat(charged(lpp(consignee))).as("a preview changes nothing").isEqualTo("20000000.00");
        shipment("aurora-clerk", first).body("adjustments", hasSize(0));

        var posted = posted(preview);
        assertThat(posted.getInt("adjusted")).isEqualTo(3);
        assertThat(charged(lpp(consignee))).isEqualTo("30000000.00");
        Calls.as("regulator").get("/api/v1/quotas/" + lpp(consignee)).then().body("status", equalTo("breached"))
                .body("breach", equalTo("3100000.00"));
        Calls.as("regulator").get("/api/v1/alerts?limit=500").then().statusCode(200)
                .body("items.findAll { it.quota == '" + lpp(consignee) + "' }.direction", hasItem("breach"));
        shipment("aurora-clerk", first).body("adjustments", hasSize(1)).body("facts.tpp", equalTo("10000000.00"))
                .body("adjustments[0].reason", equalTo("The rate in the data sheet was wrong."))
                .body("adjustments[0].before.tpp", equalTo("10000000.00"))
                .body("adjustments[0].after.tpp", equalTo("15000000.00"))
                .body("adjustments[0].entries.find { it.quota == '" + lpp(consignee) + "' }.amount",
                        equalTo("5000000.00"))
                .body("history.kind", equalTo(List.of("adjustment")))
                .body("history[0].on", equalTo("2026-03-02"))
                .body("history[0].recordedBy", equalTo("Regulator"));
        shipment("aurora-clerk", after).body("adjustments", hasSize(0));
        assertThat(Specimen.dump(Calls.as("regulator").get("/api/v1/reports/lpp-notification.xlsx?year=2026"
                        + "&ultimateParent=cloud-" + consignee).then().statusCode(200).extract().asByteArray()))
                .contains("K5 150,000.00", "O5 =(J5-M5)*K5 -> 15000000").doesNotContain("100,000.00");
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + rival).then().statusCode(404);

        var again = previewed(device);
        assertThat(again.getInt("touched")).isZero();
        ask(again).then().statusCode(409).body("type", equalTo("nothing-to-adjust"));
        assertVerified();
    }

    @Test
    void what_comes_back_is_what_it_has_come_to_and_the_next_correction_builds_on_the_last() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var kept = ship("aurora", device, 100, consignee);
        var mistake = ship("aurora", device, 100, consignee);
        follow(kept, "return", Map.of("reason", "Broken.", "quantity", 10));
        assertThat(charged(lpp(consignee))).isEqualTo("19000000.00");

        correct(device, 9375);
        posted(previewed(device));
        assertThat(charged(lpp(consignee))).as("ten have come back").isEqualTo("28500000.00");
        follow(kept, "return", Map.of("reason", "Broken, too.", "quantity", 30));
        assertThat(charged(lpp(consignee))).isEqualTo("24000000.00");
        follow(mistake, "reversal", Map.of("reason", "A mistake."));
        assertThat(charged(lpp(consignee))).isEqualTo("9000000.00");

        correct(device, 12500);
        var preview = previewed(device);
        assertThat(touched(preview)).containsExactly(kept);
        posted(preview);
        assertThat(charged(lpp(consignee))).as("sixty of 200,000 TPP").isEqualTo("12000000.00");
        shipment("aurora-clerk", kept).body("adjustments.before.tpp", equalTo(List.of("10000000.00", "15000000.00")))
                .body("adjustments.after.tpp", equalTo(List.of("15000000.00", "20000000.00")));
        follow(kept, "return", Map.of("reason", "All of them.", "quantity", 60));
        assertThat(charged(lpp(consignee))).isEqualTo("0.00");
        Calls.as("regulator").get("/api/v1/quotas/meters:exported-tpp:aurora:IN:2026-01-01").then().statusCode(200);
        assertVerified();
    }

    @Test
    void a_parent_that_was_another_one_moves_the_charge_to_its_quota_as_it_is_known_from_then_on() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var id = ship("aurora", device, 100, consignee);
        license(device, consignee, "IN"); // no quota of licenses asks for the parent
        var parent = Calls.unique("holding");
        Calls.as("aurora-clerk").body(Map.of("party", Map.of("name", "Cloud " + consignee, "country", "IN",
                "ultimateParent", parent))).post("/api/v1/parties").then().statusCode(201);
        var own = lpp(consignee);
        var others = "us-diffusion-2025:lpp:" + parent + ":2026-01-01";

        var preview = previewed(ofParty("aurora", "cloud-" + consignee));
        assertThat(touched(preview)).containsExactly(id);
        assertThat(preview.getInt("undetermined") + preview.getInt("licenses")).isZero();
        var before = preview.getString("startedAt");
        posted(preview);

        assertThat(charged(own)).isEqualTo("0.00");
        assertThat(charged(others)).isEqualTo("10000000.00");
        assertThat(charged(own, before)).as("who looks back to then sees what was known then").isEqualTo("10000000.00");
        assertThat(charged(others, before)).isEqualTo("0.00");
        shipment("aurora-clerk", id).body("facts.consignee.ultimateParent", equalTo("cloud-" + consignee))
                .body("adjustments[0].before.ultimateParent", equalTo("cloud-" + consignee))
                .body("adjustments[0].after.ultimateParent", equalTo(parent));
        Calls.as("aurora-clerk").get("/api/v1/quotas/" + others + "/entries").then().statusCode(200)
                .body("items.kind", equalTo(List.of("adjustment")))
                .body("items[0].effectiveOn", equalTo("2026-03-02"));
        follow(id, "reversal", Map.of("reason", "A mistake."));
        assertThat(charged(others)).isEqualTo("0.00");
        assertVerified();
    }

    @Test
    void a_parent_that_belonged_to_another_one_moves_what_all_below_it_were_charged() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var middle = Calls.unique("middle");
        var top = Calls.unique("top");
        var body = Calls.consignee(consignee, "IN");
        body.put("ultimateParent", middle);
        Calls.as("aurora-clerk").body(Map.of("party", body)).post("/api/v1/parties").then().statusCode(201);
        Calls.as("aurora-clerk").body(Map.of("party", Map.of("id", middle, "name", middle, "country", "IN")))
                .post("/api/v1/parties").then().statusCode(201);
        var below = shipTo("aurora", device, 100, "cloud-" + consignee, "2026-03-02");
        var itself = shipTo("aurora", device, 1, middle, "2026-03-02");
        var pools = List.of("us-diffusion-2025:lpp:" + middle + ":2026-01-01",
                "us-diffusion-2025:lpp:" + top + ":2026-01-01");
        assertThat(charged(pools.getFirst())).isEqualTo("10100000.00");
        assertThat(previewed(ofParty("aurora", "cloud-" + consignee)).getInt("touched")).as("as it was told").isZero();

        Calls.as("aurora-clerk").body(Map.of("validFrom", "2026-01-01", "party",
                        Map.of("id", middle, "name", middle, "country", "IN", "ultimateParent", top)))
                .post("/api/v1/parties").then().statusCode(201);
        var preview = previewed(ofParty("aurora", middle));
        assertThat(touched(preview)).containsExactly(below, itself);
        posted(preview);
        assertThat(pools).extracting(Restating::charged).containsExactly("0.00", "10100000.00");
        assertThat(previewed(ofParty("aurora", "cloud-" + consignee)).getInt("touched")).isZero();
        assertVerified();
    }

    /// In the text that decided, Chile was among the authorized destinations, so that License Exception AIA applied.
    @Test
    void a_country_group_that_was_wrong_is_put_right_for_what_it_decided() throws SQLException {
        var body = Calls.shipment(Calls.unique("restated"));
        body.putAll(Map.of("destination", "CL", "consignee", Calls.consignee(Calls.unique("restated"), "CL")));
        String right = Calls.ship(body).then().statusCode(201).body("authorization.type", equalTo("LPP"))
                .extract().path("id");
        var wrong = EarlierText.post("us-diffusion-2025", "members: [AU, BE, CA,", "members: [AU, BE, CA, CL,",
                UUID.fromString(right)).toString();
        shipment("aurora-clerk", wrong).body("facts.authorization.type", equalTo("AIA"));
        String parent = shipment("aurora-clerk", right).extract().path("facts.consignee.ultimateParent");
        var quota = "us-diffusion-2025:lpp:" + parent + ":2026-01-01";
        assertThat(charged(quota)).isEqualTo("1013248.00");

        var preview = previewed(Map.of("reason", "Chile was never in Supplement 5(a).", "regime", "us-diffusion-2025"));
        assertThat(touched(preview)).containsExactly(wrong);
        posted(preview);

        shipment("aurora-clerk", wrong).body("adjustments[0].before.authorization.type", equalTo("AIA"))
                .body("adjustments[0].after.authorization.type", equalTo("LPP"));
        assertThat(charged(quota)).isEqualTo("2026496.00");
        assertThat(previewed(Map.of("reason", "Once more.", "regime", "us-diffusion-2025")).getInt("touched")).isZero();
        assertVerified();
    }

    /// For 100 devices and an H100.
    ///
    /// @return its number
    private static String license(String device, String consignee, String country) {
        var number = "D" + Calls.unique("").substring(1);
        var license = TwoExporters.license(number, consignee);
        license.put("destination", country);
        license.put("consignee", Calls.consignee(consignee, country));
        license.put("lines", List.of(Map.of("device", device, "quantity", 100, "valueUsd", 3_000_000),
                Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 1, "valueUsd", 30_000)));
        Calls.as("aurora-licensing").body(license).post("/api/v1/licenses").then().statusCode(201);
        return number;
    }

    /// A license counts in the country's allocation with what its devices are rated.
    @Test
    void a_license_counts_in_the_allocation_with_what_it_licenses() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var number = license(device, consignee, "LA");
        var shipment = Calls.shipment(Calls.unique("restated"));
        shipment.putAll(Map.of("device", device, "quantity", 40, "destination", "LA", "consignee",
                Calls.consignee(consignee, "LA"), "valueUsd", 1_200_000,
                "authorization", Map.of("type", "LICENSE", "number", number)));
        String shipped = Calls.ship(shipment).then().statusCode(201).extract().path("id");
        var allocation = "us-diffusion-2025:country-allocation:LA:2025-01-01";
        var line = "license:aurora:" + number + ":1:DEVICES";
        assertThat(charged(allocation)).isEqualTo("10015832.00");

        correct(device, 9375);
        var preview = previewed(device);
        Calls.as("regulator").get(ADDRESS + "/" + preview.getString("id") + "/postings").then().statusCode(200)
                .body("items.kind", equalTo(List.of("license", "shipment")))
                .body("items.license", equalTo(List.of(number, number)))
                .body("items[0].before.tpp", equalTo("10015832.00")).body("items[0].after.tpp", equalTo("15015832.00"))
                .body("items[1].id", equalTo(shipped)).body("items[1].after.tpp", equalTo("6000000.00"));
        posted(preview);
        assertThat(charged(allocation)).isEqualTo("15015832.00");
        assertThat(charged(line)).as("devices are as many as before").isEqualTo("40");

        correct(device, 12500);
        posted(previewed(device));
        assertThat(charged(allocation)).isEqualTo("20015832.00");
        assertThat(previewed(device).getInt("touched")).isZero();
        Calls.as("aurora-licensing").get("/api/v1/quotas/" + allocation + "/entries").then().statusCode(200)
                .body("items.kind", equalTo(List.of("adjustment", "adjustment", "license")));
        follow(shipped, "reversal", Map.of("reason", "A mistake."));
        assertThat(charged(line)).isEqualTo("0");
        assertVerified();
    }

    @Test
    void a_part_that_was_rated_too_low_touches_what_is_made_of_it() {
        var part = device(6250);
        var board = Calls.unique("restated");
        Calls.as("regulator-admin").body(Map.of("id", board, "source", "a test", "specification", Map.of(
                        "vendor", "Example", "model", board, "parts", List.of(Map.of("device", part, "count", 8)))))
                .post("/api/v1/devices").then().statusCode(201);
        var consignee = Calls.unique("restated");
        var id = ship("aurora", board, 10, consignee);
        license(board, consignee, "IN");
        correct(part, 9375);
        var preview = previewed(part);
        assertThat(touched(preview)).containsExactly(id);
        assertThat(preview.getInt("licenses")).as("a license does not freeze what the part was").isEqualTo(1);
        posted(preview);
        assertThat(charged(lpp(consignee))).isEqualTo("12000000.00");
    }

    /// What was refused there would have been posted here: ten of the first hundred came back before the correction and
    /// thirty after it, so 60 × 150,000 TPP of it are left.
    @Test
    void a_replay_under_another_law_goes_by_what_a_shipment_has_come_to() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var adjusted = ship("aurora", device, 100, consignee);
        follow(adjusted, "return", Map.of("reason", "Broken.", "quantity", 10));
        correct(device, 9375);
        posted(previewed(device));
        follow(adjusted, "return", Map.of("reason", "Broken, too.", "quantity", 30));
        var last = ship("aurora", device, 40, consignee);
        String replay = Calls.as("regulator").body(Map.of("reason", "What if?", "from", "2026-03-02", "to",
                        "2026-03-02", "exporter", "aurora", "destination", "IN", "caps",
                        List.of(Map.of("quota", lpp(consignee), "cap", "14999999.99"))))
                .post("/api/v1/replays").then().statusCode(202).extract().path("id");
        await().atMost(Duration.ofMinutes(5)).until(() ->
                "done".equals(Calls.as("regulator").get("/api/v1/replays/" + replay).path("state")));
        Calls.as("regulator").get("/api/v1/replays/" + replay + "/shipments?limit=500").then().statusCode(200)
                .body("items.id", hasItem(last)).body("items.id", not(hasItem(adjusted)))
                .body("items.find { it.id == '" + last + "' }.verdict", equalTo("refused"))
                .body("items.find { it.id == '" + last + "' }.used", equalTo("9000000.00"))
                .body("items.find { it.id == '" + last + "' }.shortBy", equalTo("0.01"));
    }

    @Test
    void a_request_that_is_not_understood_names_each_field() {
        Calls.as("regulator").body(Map.of("reason", " ", "from", "2026-02-01", "to", "2026-01-01")).post(ADDRESS)
                .then().statusCode(422).body("errors.field", equalTo(List.of("reason", "device", "to")));
        var request = ofDevice("no-such-device");
        Calls.as("regulator").body(request).post(ADDRESS).then().statusCode(422)
                .body("errors[0].rule", equalTo("unknown-device"));
        request.put("regime", "us-diffusion-2025");
        Calls.as("regulator").body(request).post(ADDRESS).then().statusCode(422)
                .body("errors[0].rule", equalTo("one-of"));
        Calls.as("regulator").body(ofParty("aurora", "no-such-party")).post(ADDRESS).then().statusCode(422)
                .body("errors[0].rule", equalTo("unknown-party"));
        Calls.as("regulator").body(Map.of("reason", "r", "regime", "no-law")).post(ADDRESS).then().statusCode(422)
                .body("errors[0].rule", equalTo("unknown-regime"));
        Calls.as("auditor").body(ofDevice(device(1000))).post(ADDRESS).then().statusCode(403);
    }

    @Test
    void a_stretch_leaves_out_what_was_exported_before_or_after_it() {
        var device = device(6250);
        ship("aurora", device, 1, Calls.unique("restated"), "2026-02-28");
        var id = ship("aurora", device, 1, Calls.unique("restated"), "2026-03-01");
        ship("aurora", device, 1, Calls.unique("restated"), "2026-03-02");
        correct(device, 9375);
        var request = ofDevice(device);
        request.put("from", "2026-03-01");
        request.put("to", "2026-03-01");
        assertThat(touched(previewed(request))).containsExactly(id);
        Calls.as("auditor").get(ADDRESS + "?limit=1").then().statusCode(200)
                .body("items[0].asked.device", equalTo(device));
    }
}
