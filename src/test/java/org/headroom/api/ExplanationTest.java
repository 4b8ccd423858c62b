package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Why a shipment was determined as it was: as a tree, and as sentences.
@QuarkusTest
class ExplanationTest {

    static final String LPP = "explanation.regimes.find { it.regime == 'us-diffusion-2025' }"
            + ".paragraphs.find { it.rule == 'LPP' }";

    private static String shipped() {
        var reference = Calls.unique("why");
        return Calls.ship(Calls.shipment(reference)).then().statusCode(201).extract().path("id");
    }

    @Test
    void a_shipment_is_explained_from_what_was_frozen_in_it() {
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + shipped() + "/explanation").then().statusCode(200)
                .body("isSame", equalTo(true))
                .body("explanation.facts.tpp", equalTo("15832.00"))
                .body("explanation.authorization.type", equalTo("LPP"))
                .body("explanation.regimes.regime", hasItems("us-acs-2023", "us-diffusion-2025", "us-china-2026"))
                .body("explanation.regimes.paragraphs.flatten().citation", everyItem(not(blankOrNullString())))
                .body(LPP + ".test.result", equalTo("YES"))
                .body(LPP + ".test.parts.found", hasItems(
                        "class 3A090.a", "TPP of the shipment 1,013,248 <= 26,900,000"))
                .body("explanation.charges.working", hasItem("64 × 15,832 = 1,013,248 TPP"));
    }

    @Test
    void it_reads_as_sentences() {
        Calls.as("regulator").get("/api/v1/shipments/" + shipped() + "/explanation").then().statusCode(200)
                .body("explanation.sentences[0]", equalTo("Asked for aurora: may 64 × nvidia-h100-sxm5-80gb (class"
                        + " 3A090.a, 15,832 TPP each) go from US to IN on 2026-03-02?"))
                .body("explanation.sentences", hasItem(containsString("License required: 3A090.a-level items to any"
                        + " destination: class 3A090.a and an export from US to IN. (15 CFR 742.6(a)(6)(iii)(A))")))
                .body("explanation.sentences", hasItem(containsString("It counts in “LPP limit of an ultimate parent in"
                        + " a calendar year” with 64 × 15,832 = 1,013,248 TPP")));
    }

    @Test
    void a_question_is_explained_without_shipping() {
        var body = Calls.shipment(Calls.unique("why"));
        body.put("destination", "CN");
        body.put("consignee", Calls.consignee(body.get("reference").toString(), "CN"));
        Calls.as("aurora-licensing").body(body).post("/api/v1/shipments/explanation").then().statusCode(200)
                .body("verdict", equalTo("LICENSE_REQUIRED"))
                .body("authorization", nullValue())
                .body("sentences", hasItem(containsString("Review: case by case")))
                .body("charges.size()", equalTo(0));
        Calls.as("aurora-licensing").body(Map.of("device", "nvidia-h100-sxm5-80gb"))
                .post("/api/v1/shipments/explanation").then().statusCode(422);
    }

    @Test
    void a_rival_s_shipment_is_as_absent_as_none() {
        Calls.as("borealis-clerk").get("/api/v1/shipments/" + shipped() + "/explanation").then().statusCode(404);
    }
}
