package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
public class ApplicationsTest {

    static final String ALLOCATION = "us-diffusion-2025:country-allocation:PH:2025-01-01";

    static Map<String, Object> address(String name) {
        return Map.of("name", name, "street", "1 Main Street", "city", "Manila", "postalCode", "1000", "country", "PH");
    }

    public static Map<String, Object> application(String reference) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reference", reference);
        body.put("destination", "PH");
        body.put("consignee", Calls.consignee(reference, "PH"));
        body.put("contact", Map.of("name", "Ada Byron", "telephone", "202-555-0100"));
        body.put("applicant", address("Aurora Devices"));
        body.put("purchaser", address("Cloud " + reference));
        body.put("ultimateConsignee", address("Cloud " + reference));
        body.put("specificEndUse", "Training of weather models in the consignee's own data center in Manila.");
        body.put("items", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 1000, "unitPriceUsd", 30000)));
        return body;
    }

    static String draft(Map<String, Object> body) {
        return Calls.as("aurora-licensing").body(body).post("/api/v1/applications")
                .then().statusCode(201).body("status", equalTo("DRAFT")).extract().path("id");
    }

    @Test
    void a_submission_reserves_a_denial_gives_back() {
        var id = draft(application(Calls.unique("app")));
        Calls.as("aurora-licensing").body(Map.of("acn", "Z123456")).post("/api/v1/applications/" + id + "/submission")
                .then().statusCode(200)
                .body("application.status", equalTo("SUBMITTED"))
                .body("entries.find { it.quota == '" + ALLOCATION + "' }.reserved", equalTo("15832000.00"));
        Calls.as("aurora-licensing").body(Map.of("outcome", "denied", "reason", "End use not shown."))
                .post("/api/v1/applications/" + id + "/decision")
                .then().statusCode(200)
                .body("application.status", equalTo("DENIED"))
                .body("entries.find { it.quota == '" + ALLOCATION + "' }.reserved", equalTo("-15832000.00"));
        Calls.as("aurora-licensing").body(Map.of("outcome", "denied")).post("/api/v1/applications/" + id + "/decision")
                .then().statusCode(409);
    }

    @Test
    void an_approval_turns_the_reservation_into_a_license() {
        var reference = Calls.unique("app");
        var id = draft(application(reference));
        Calls.as("aurora-licensing").body(Map.of()).post("/api/v1/applications/" + id + "/submission")
                .then().statusCode(200);
        var number = LicensesTest.number();
        var license = LicensesTest.license(number);
        license.put("destination", "PH");
        license.put("consignee", Calls.consignee(reference, "PH"));
        license.put("lines", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 600, "valueUsd", 18_000_000)));
        Calls.as("aurora-licensing").body(Map.of("outcome", "approved", "license", license))
                .post("/api/v1/applications/" + id + "/decision")
                .then().statusCode(200)
                .body("application.status", equalTo("APPROVED"))
                .body("application.license", equalTo(number))
                .body("entries.find { it.quota == '" + ALLOCATION + "' }.reserved", equalTo("-15832000.00"))
                .body("entries.find { it.quota == '" + ALLOCATION + "' }.amount", equalTo("9499200.00"));
        Calls.as("aurora-clerk").get("/api/v1/licenses/" + number).then().body("lines[0].left", equalTo(600));
    }

    @Test
    void it_is_a_workbook_of_the_same_bytes_each_time() {
        var url = "/api/v1/applications/" + draft(application(Calls.unique("app"))) + "/workbook.xlsx";
        var first = Calls.as("aurora-licensing").get(url).then().statusCode(200)
                .header("Content-Disposition", containsString("attachment")).extract().asByteArray();
        assertThat(first).startsWith('P', 'K', 3, 4);
        assertThat(Calls.as("aurora-clerk").get(url).asByteArray()).isEqualTo(first);
        Calls.as("borealis-licensing").get(url).then().statusCode(404);
    }

    @Test
    void more_than_the_country_has_left_is_refused_whole() {
        var body = application(Calls.unique("app"));
        body.put("destination", "VU");
        body.put("items", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", 49_899, "unitPriceUsd", 1)));
        var id = draft(body);
        Calls.as("aurora-licensing").body(Map.of()).post("/api/v1/applications/" + id + "/submission")
                .then().statusCode(409).body("quotas[0].shortBy", equalTo("968.00"));
    }

    @Test
    void an_empty_block_is_named_before_it_is_filed() {
        var body = application(Calls.unique("app"));
        body.remove("specificEndUse");
        body.remove("contact");
        var id = draft(body);
        Calls.as("aurora-licensing").body(Map.of()).post("/api/v1/applications/" + id + "/submission")
                .then().statusCode(422).body("errors", hasSize(3))
                .body("errors.message", hasItem("Fill in Block 21: specific end use."));
    }

    @Test
    void an_edit_needs_the_version_that_was_seen() {
        var body = application(Calls.unique("app"));
        var id = draft(body);
        var url = "/api/v1/applications/" + id;
        Calls.as("aurora-licensing").body(body).put(url).then().statusCode(428);
        var tag = Calls.as("aurora-licensing").get(url).then().statusCode(200).extract().header("ETag");
        body.put("additionalInformation", "More.");
        Calls.as("aurora-licensing").header("If-Match", tag).body(body).put(url).then().statusCode(200);
        Calls.as("aurora-licensing").header("If-Match", tag).body(body).put(url).then().statusCode(412);
        Calls.as("borealis-licensing").get(url).then().statusCode(404);
    }
}
