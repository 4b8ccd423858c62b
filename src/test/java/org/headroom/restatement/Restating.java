package org.headroom.restatement;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.api.Calls;

/// Devices that are corrected, shipments of them, and restatements, as people make them through the API.
public final class Restating {

    static final String ADDRESS = "/api/v1/restatements";

    private Restating() {}

    /// A device of 16 × the rate in TPP, of its own.
    public static String device(int fp16) {
        var id = Calls.unique("restated");
        Calls.as("regulator-admin").body(specification(id, fp16)).post("/api/v1/devices").then().statusCode(201);
        return id;
    }

    /// Corrects it for all days.
    public static void correct(String device, int fp16) {
        var seen = Calls.as("regulator").get("/api/v1/devices/" + device).then().statusCode(200)
                .extract().header("ETag");
        Calls.as("regulator-admin").header("If-Match", seen).body(specification(device, fp16)).post("/api/v1/devices")
                .then().statusCode(201);
    }

    private static Map<String, Object> specification(String id, int fp16) {
        return Map.of("id", id, "source", "a test", "specification", Map.of("vendor", "Example", "model", id,
                "marketedForDataCenters", "yes", "rates", Map.of("fp16", fp16)));
    }

    /// @return the id of the shipment
    public static String ship(String exporter, String device, int quantity, String consignee) {
        return ship(exporter, device, quantity, consignee, "2026-03-02");
    }

    static String ship(String exporter, String device, int quantity, String consignee, String on) {
        return shipTo(exporter, device, quantity, Calls.consignee(consignee, "IN"), on);
    }

    /// @param consignee its facts, or the id by which it is known
    static String shipTo(String exporter, String device, int quantity, Object consignee, String on) {
        var body = Calls.shipment(Calls.unique("restated"));
        body.putAll(Map.of("device", device, "quantity", quantity, "exportDate", on, "consignee", consignee));
        return Calls.as(exporter + "-clerk").body(body).post("/api/v1/shipments")
                .then().statusCode(201).extract().path("id");
    }

    /// The pool of TPP under LPP that a consignee without a parent draws on.
    static String lpp(String consignee) {
        return "us-diffusion-2025:lpp:cloud-" + consignee + ":2026-01-01";
    }

    static Map<String, Object> ofDevice(String device) {
        var request = new LinkedHashMap<String, Object>();
        request.put("reason", "The rate in the data sheet was wrong.");
        request.put("device", device);
        return request;
    }

    static Map<String, Object> ofParty(String exporter, String party) {
        var request = new LinkedHashMap<String, Object>();
        request.put("reason", "The parent was another one all along.");
        request.put("party", Map.of("exporter", exporter, "id", party));
        return request;
    }

    /// Asks, and waits until it is previewed.
    public static JsonPath previewed(Map<String, Object> request) {
        String id = Calls.as("regulator").body(request).post(ADDRESS).then().statusCode(202).extract().path("id");
        return inState(id, "previewed");
    }

    public static JsonPath previewed(String device) {
        return previewed(ofDevice(device));
    }

    static JsonPath inState(String id, String state) {
        return await().atMost(Duration.ofMinutes(5)).until(
                () -> Calls.as("auditor").get(ADDRESS + "/" + id).then().statusCode(200).extract().jsonPath(),
                now -> now.getString("state").equals(state) || now.getString("endedAt") != null);
    }

    public static Response ask(JsonPath preview) {
        return Calls.as("regulator-admin").body(Map.of("digest", preview.getString("digest")))
                .post(ADDRESS + "/" + preview.getString("id") + "/posting");
    }

    static Response approve(JsonPath preview, Response asked) {
        return Calls.as("regulator-admin-2").body(Map.of("digest", asked.path("digest")))
                .post(ADDRESS + "/" + preview.getString("id") + "/approval");
    }

    /// Asks for it, has it approved, and waits until it is posted.
    public static JsonPath posted(JsonPath preview) {
        var asked = ask(preview);
        asked.then().statusCode(201);
        approve(preview, asked).then().statusCode(200);
        return inState(preview.getString("id"), "posted");
    }

    static String charged(String quota) {
        return Calls.as("regulator").get("/api/v1/quotas/" + quota).then().statusCode(200).extract().path("charged");
    }

    static String charged(String quota, String knownAt) {
        return Calls.as("regulator").get("/api/v1/quotas/" + quota + "?knownAt=" + knownAt).then().statusCode(200)
                .extract().path("charged");
    }

    static ValidatableResponse shipment(String user, String id) {
        return Calls.as(user).get("/api/v1/shipments/" + id).then().statusCode(200);
    }

    static void follow(String id, String event, Map<String, Object> body) {
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/" + id + "/" + event).then().statusCode(201);
    }

    static List<String> touched(JsonPath preview) {
        return Calls.as("auditor").get(ADDRESS + "/" + preview.getString("id") + "/postings?limit=500").then()
                .statusCode(200).extract().jsonPath().getList("items.id");
    }

    static void assertVerified() {
        var before = Calls.as("regulator").get("/api/v1/ledger/verification");
        var startedAt = before.statusCode() == 200 ? before.path("startedAt") : "never";
        await().until(() -> {
            Calls.as("regulator").post("/api/v1/ledger/verification").then().statusCode(202);
            var now = Calls.as("regulator").get("/api/v1/ledger/verification");
            return now.statusCode() == 200 && !now.path("startedAt").equals(startedAt);
        });
        Calls.as("regulator").get("/api/v1/ledger/verification").then().body("findings", hasSize(0));
    }
}
