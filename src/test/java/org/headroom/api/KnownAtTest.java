package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was known at a moment: no answer about a moment has what was recorded later.
@QuarkusTest
class KnownAtTest {

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static JsonPath read(String user, String address) {
        return Calls.as(user).get(address).then().statusCode(200).extract().jsonPath();
    }

    private static String device(int tops) {
        var id = Calls.unique("known");
        Calls.as("regulator-admin").body(Map.of("id", id, "source", "a test", "specification", specification(tops)))
                .post("/api/v1/devices").then().statusCode(201);
        return id;
    }

    private static Map<String, Object> specification(int tops) {
        return Map.of("vendor", "Example", "model", "Known", "marketedForDataCenters", "yes",
                "rates", Map.of("fp16", tops));
    }

    private static JsonPath explained(Map<String, Object> body, String knownAt) {
        return Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/explanation?knownAt=" + knownAt)
                .then().statusCode(200).extract().jsonPath();
    }

    @Test
    void a_determination_by_what_was_known_of_the_party() {
        var body = Calls.shipment(Calls.unique("known"));
        var consignee = Calls.consignee(Calls.unique("known"), "IN");
        body.put("consignee", consignee);
        Calls.as("aurora-clerk").body(Map.of("party", consignee)).post("/api/v1/parties").then().statusCode(201);
        var id = read("aurora-clerk", "/api/v1/parties?limit=500").getList("items.id", String.class).stream()
                .filter(each -> consignee.get("name").toString().equals(
                        read("aurora-clerk", "/api/v1/parties/" + each).getString("name")))
                .findFirst().orElseThrow();
        var before = now();
        consignee.put("ultimateParent", "Harbin Compute " + id);
        consignee.put("ultimateParentHeadquarters", "CN");
        Calls.as("aurora-clerk").body(Map.of("party", consignee, "validFrom", "2026-01-01")).post("/api/v1/parties")
                .then().statusCode(201);
        body.put("consignee", id);

        assertThat(explained(body, before).getString("authorization.type")).isEqualTo("LPP");
        assertThat(explained(body, now()).getString("authorization")).isNull();
        assertThat(read("aurora-clerk", "/api/v1/parties/" + id + "?on=2026-03-02&knownAt=" + before)
                .getString("ultimateParentHeadquarters")).isEqualTo("IN");
        assertThat(read("aurora-clerk", "/api/v1/parties/" + id + "?on=2026-03-02").getString("ultimateParentHeadquarters"))
                .isEqualTo("CN");
        var listed = "items.find { it.id == '" + id + "' }.ultimateParentHeadquarters";
        assertThat(read("aurora-clerk", "/api/v1/parties?limit=500&on=2026-03-02&knownAt=" + before).getString(listed))
                .isEqualTo("IN");
        body.put("exportDate", "2025-12-31");
        assertThat(explained(body, now()).getString("authorization.type")).as("it holds from 2026 on").isEqualTo("LPP");
    }

    @Test
    void before_anything_was_known_it_says_so() {
        var body = Calls.shipment(Calls.unique("known"));
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/explanation?knownAt=2024-01-01").then()
                .statusCode(422).body("errors[0].field", equalTo("knownAt")).body("errors[0].rule", equalTo("not-kept"));
        Calls.as("regulator").get("/api/v1/regimes?knownAt=2024-01-01").then().statusCode(422);
        Calls.as("regulator").get("/api/v1/devices?knownAt=2024-01-01").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void the_law_as_known_now_is_the_law_of_now() {
        var on = "2026-03-02";
        assertThat(read("regulator", "/api/v1/regimes?on=" + on + "&knownAt=" + now()).getList("items.revision"))
                .containsExactlyInAnyOrderElementsOf(read("regulator", "/api/v1/regimes?on=" + on).getList("items.revision"));
        var body = Calls.shipment(Calls.unique("known"));
        assertThat(explained(body, now()).getString("because")).isEqualTo(Calls.as("aurora-clerk").body(body)
                .post("/api/v1/shipments/explanation").then().statusCode(200).extract().<String>path("because"));
    }

    @Test
    void a_shipment_and_what_became_of_it() {
        var reference = Calls.unique("known");
        var before = now();
        String id = Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
        var shipped = now();
        Calls.as("aurora-clerk").body(Map.of("quantity", 4, "on", "2026-03-09", "reason", "faulty"))
                .post("/api/v1/shipments/" + id + "/return").then().statusCode(201);

        var list = "/api/v1/shipments?reference=" + reference + "&knownAt=";
        Calls.as("aurora-clerk").get(list + before).then().statusCode(200).body("items", hasSize(0));
        Calls.as("aurora-clerk").get(list + shipped).then().statusCode(200).body("items.id", hasItem(id));
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id + "?knownAt=" + before).then().statusCode(404);
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id + "?knownAt=" + shipped).then().statusCode(200)
                .body("history", hasSize(0));
        Calls.as("regulator").get("/api/v1/shipments/" + id).then().statusCode(200).body("history.kind", hasItem("return"));

        var quota = "us-diffusion-2025:lpp:cloud-" + reference + ":2026-01-01";
        var entries = "/api/v1/quotas/" + quota + "/entries?knownAt=";
        Calls.as("regulator").get(entries + shipped).then().statusCode(200).body("items.kind", equalTo(List.of("shipment")));
        Calls.as("regulator").get(entries + now()).then().statusCode(200)
                .body("items.kind", equalTo(List.of("return", "shipment")));
    }

    @Test
    void what_came_late_stands_out() {
        var late = Calls.unique("late");
        Calls.ship(Calls.shipment(late)).then().statusCode(201);
        var days = (int) ChronoUnit.DAYS.between(LocalDate.of(2026, 3, 2), LocalDate.now(ZoneOffset.UTC));
        Calls.as("regulator").get("/api/v1/shipments?late=true&reference=" + late).then().statusCode(200)
                .body("items.lateDays", equalTo(List.of(days)));
        Calls.as("regulator").get("/api/v1/quotas/us-diffusion-2025:lpp:cloud-" + late + ":2026-01-01/entries").then()
                .statusCode(200).body("items[0].lateDays", equalTo(days));

        var inTime = Calls.unique("late");
        var today = Calls.shipment(inTime);
        today.put("exportDate", LocalDate.now(ZoneOffset.UTC).toString());
        Calls.ship(today).then().statusCode(201);
        Calls.as("regulator").get("/api/v1/shipments?reference=" + inTime).then().statusCode(200)
                .body("items.lateDays", equalTo(List.of(0)));
        Calls.as("regulator").get("/api/v1/shipments?late=true&reference=" + inTime).then().statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void a_license_before_it_was_drawn_down() {
        var number = LicensesTest.number();
        LicensesTest.grant(number);
        var granted = now();
        Calls.ship(LicensesTest.shipment(number, 10, 100_000)).then().statusCode(201);
        var left = "items.find { it.number == '" + number + "' }.lines[0].left";
        assertThat(read("aurora-licensing", "/api/v1/licenses?limit=500&knownAt=" + granted).getInt(left)).isEqualTo(100);
        assertThat(read("aurora-licensing", "/api/v1/licenses?limit=500").getInt(left)).isEqualTo(90);
    }

    @Test
    void a_device_before_it_was_corrected() {
        var id = device(1_000);
        var before = now();
        var seen = Calls.as("regulator-admin").get("/api/v1/devices/" + id).then().statusCode(200).extract().header("ETag");
        Calls.as("regulator-admin").header("If-Match", seen)
                .body(Map.of("id", id, "source", "a test", "validFrom", "2026-01-01",
                        "specification", specification(2_000)))
                .post("/api/v1/devices").then().statusCode(201);

        var address = "/api/v1/devices/" + id + "?on=2026-03-02";
        var then = read("regulator", address + "&knownAt=" + before);
        assertThat(then.getString("device.tpp")).isEqualTo("16000.00");
        assertThat(then.getList("revisions")).hasSize(1);
        assertThat(read("regulator", address).getString("device.tpp")).isEqualTo("32000.00");
        var body = Calls.shipment(Calls.unique("known"));
        body.put("device", id);
        assertThat(explained(body, before).getString("facts.tpp")).isEqualTo("16000.00");
        assertThat(explained(body, now()).getString("facts.tpp")).isEqualTo("32000.00");
        Calls.as("regulator").get("/api/v1/devices?vendor=Example&limit=500&knownAt=" + before).then().statusCode(200)
                .body("items.size()", greaterThan(0)).body("items.id", hasItem(id));
    }

    @Test
    void an_application_before_it_was_decided() {
        var id = ApplicationsTest.draft(ApplicationsTest.application(Calls.unique("known")));
        var address = "/api/v1/applications/" + id;
        Calls.as("aurora-licensing").body(Map.of()).post(address + "/submission").then().statusCode(200);
        var submitted = now();
        Calls.as("aurora-licensing").body(Map.of("outcome", "denied", "reason", "End use not shown."))
                .post(address + "/decision").then().statusCode(200);
        var status = "items.find { it.id == '" + id + "' }.status";
        assertThat(read("aurora-licensing", "/api/v1/applications?limit=500").getString(status)).isEqualTo("DENIED");
        assertThat(read("aurora-licensing", "/api/v1/applications?limit=500&knownAt=" + submitted).getString(status))
                .isEqualTo("SUBMITTED");
        assertThat(read("aurora-licensing", "/api/v1/applications?knownAt=2024-01-01").getList("items")).isEmpty();
    }

    @Test
    void a_warning_before_it_was_seen() {
        var consignee = Calls.unique("known");
        var body = Calls.shipment(consignee);
        body.put("quantity", 1_600);
        Calls.ship(body).then().statusCode(201);
        var warned = now();
        var mine = "items.findAll { it.quota == 'us-diffusion-2025:lpp:cloud-" + consignee + ":2026-01-01' }";
        var alert = read("regulator", "/api/v1/alerts?limit=500").getString(mine + "[0].id");
        Calls.as("regulator").body(Map.of()).post("/api/v1/alerts/" + alert + "/acknowledgement").then().statusCode(200);
        assertThat(read("regulator", "/api/v1/alerts?limit=500").getList(mine + ".find { it.id == '" + alert
                + "' }.acknowledgements")).hasSize(1);
        assertThat(read("regulator", "/api/v1/alerts?limit=500&knownAt=" + warned).getList(mine + ".find { it.id == '"
                + alert + "' }.acknowledgements")).isEmpty();
        assertThat(read("regulator", "/api/v1/alerts?limit=500&knownAt=2024-01-01").getList("items")).isEmpty();
    }
}
