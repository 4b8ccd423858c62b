package org.headroom.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever names the version that was seen does not pass over what somebody else did meanwhile.
@QuarkusTest
class SeenTest {

    private static String tag(String user, String url) {
        return Calls.as(user).get(url).then().statusCode(200).extract().header("ETag");
    }

    private static Response post(String user, String url, String seen, Object body) {
        return Calls.as(user).header("If-Match", seen).body(body).post(url);
    }

    private static void assertChangedMeanwhile(Response answer) {
        answer.then().statusCode(412).body("type", equalTo("changed-meanwhile"));
    }

    @Test
    void an_application_is_submitted_and_decided_as_it_was_seen() {
        var content = ApplicationsTest.application(Calls.unique("seen"));
        var url = "/api/v1/applications/" + ApplicationsTest.draft(content);
        var seen = tag("aurora-licensing", url);
        content.put("additionalInformation", "One more page.");
        Calls.as("aurora-licensing").header("If-Match", seen).body(content).put(url).then().statusCode(200);
        assertChangedMeanwhile(post("aurora-licensing", url + "/submission", seen, Map.of()));
        var draft = tag("aurora-licensing", url);
        post("aurora-licensing", url + "/submission", draft, Map.of()).then().statusCode(200);
        var decision = Map.of("outcome", "withdrawn");
        assertChangedMeanwhile(post("aurora-licensing", url + "/decision", draft, decision));
        post("aurora-licensing", url + "/decision", tag("aurora-licensing", url), decision).then().statusCode(200);
    }

    @Test
    void a_party_and_a_device_are_corrected_as_they_were_seen() {
        var name = Calls.unique("seen");
        var party = Map.of("party", Calls.consignee(name, "IN"));
        Calls.as("aurora-clerk").body(party).post("/api/v1/parties").then().statusCode(201);
        var url = "/api/v1/parties/cloud-" + name;
        var seen = tag("aurora-clerk", url);
        var moved = Map.of("party", Calls.consignee(name, "SG"), "validFrom", "2026-04-01");
        post("aurora-clerk", "/api/v1/parties", seen, moved).then().statusCode(201);
        assertChangedMeanwhile(post("aurora-clerk", "/api/v1/parties", seen, moved));

        var device = Map.of("id", name, "source", "data sheet", "specification",
                Map.of("vendor", "Example", "model", "X1", "rates", Map.of("int8", 600)));
        Calls.as("aurora-licensing").body(device).post("/api/v1/devices").then().statusCode(201);
        seen = tag("aurora-licensing", "/api/v1/devices/" + name);
        post("aurora-licensing", "/api/v1/devices", seen, device).then().statusCode(201);
        assertChangedMeanwhile(post("aurora-licensing", "/api/v1/devices", seen, device));
        post("aurora-licensing", "/api/v1/devices", "soon", device)
                .then().statusCode(422).body("errors[0].field", equalTo("If-Match"));
    }

    @Test
    void a_change_of_a_cap_is_approved_as_it_was_seen() {
        var change = Calls.as("regulator-admin").body(Map.of("quota",
                "us-diffusion-2025:country-allocation:TO:2025-01-01", "cap", "900000000", "reason", "Assurances.",
                "citation", "15 CFR 742.6(b)(10)(iii)(C)")).post("/api/v1/caps/changes").then().statusCode(201)
                .body("capAfter", equalTo("900000000.00")).extract();
        var url = "/api/v1/caps/changes/" + change.path("id");
        var seen = tag("regulator-admin-2", url);
        var digest = Map.of("digest", change.path("digest"));
        assertChangedMeanwhile(post("regulator-admin-2", url + "/approval", "\"other\"", digest));
        post("regulator-admin-2", url + "/approval", seen, digest).then().statusCode(200);
        assertChangedMeanwhile(post("regulator-admin-2", url + "/approval", seen, digest));
        Calls.as("auditor").get(url).then().statusCode(200).header("ETag", startsWith(seen.replaceAll("\"$", "")));
    }
}
