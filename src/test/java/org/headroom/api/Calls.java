package org.headroom.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.launch.Tokens;

/// Calls of the API as demo users, with references that no other test uses. Every answer is held against the
/// description of the API.
public final class Calls {

    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    private Calls() {}

    public static RequestSpecification as(String user) {
        return given().filter(ApiDocument.ANSWERS_AS_DESCRIBED)
                .auth()
                .oauth2(Tokens.of(user))
                .contentType(ContentType.JSON);
    }

    public static String unique(String prefix) {
        return prefix + "-" + COUNTER.incrementAndGet();
    }

    /// 64 H100 to a cloud of its own in India, on a day in 2026.
    public static Map<String, Object> shipment(String reference) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reference", reference);
        body.put("device", "nvidia-h100-sxm5-80gb");
        body.put("quantity", 64);
        body.put("destination", "IN");
        body.put("exportDate", "2026-03-02");
        body.put("consignee", consignee(reference, "IN"));
        return body;
    }

    public static Map<String, Object> consignee(String name, String country) {
        var consignee = new LinkedHashMap<String, Object>();
        consignee.put("name", "Cloud " + name);
        consignee.put("country", country);
        return consignee;
    }

    public static Response ship(Map<String, Object> body) {
        return as("aurora-clerk").body(body).post("/api/v1/shipments");
    }

}
