package org.headroom.restatement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.headroom.restatement.Restating.assertVerified;
import static org.headroom.restatement.Restating.charged;
import static org.headroom.restatement.Restating.ofParty;
import static org.headroom.restatement.Restating.posted;
import static org.headroom.restatement.Restating.previewed;
import static org.headroom.restatement.Restating.shipment;
import static org.headroom.restatement.Restating.touched;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.headroom.api.Calls;
import org.headroom.regime.OwnRegimes;
import org.junit.jupiter.api.Test;

/// Devices that another entity will operate, in a deployment whose LPP counts them towards that one's ultimate parent.
@QuarkusTest
@TestProfile(OwnRegimes.class)
class OperatorTest {

    private static String lpp(String parent) {
        return "us-diffusion-2025:lpp:" + parent + ":2026-01-01";
    }

    private static void party(String id, String parent) {
        var body = Map.of("id", id, "name", id, "country", "IN", "ultimateParent", parent);
        Calls.as("aurora-clerk").body(Map.of("party", body)).post("/api/v1/parties").then().statusCode(201);
    }

    /// To India, for an owner with headquarters in Germany.
    private static Map<String, Object> owned(String headquarters, String operator) {
        var body = Calls.shipment(Calls.unique("operated"));
        var owner = Calls.consignee(body.get("reference").toString(), "IN");
        owner.put("headquarters", headquarters);
        body.put("consignee", owner);
        body.put("operator", operator);
        return body;
    }

    @Test
    void they_use_up_the_year_of_its_parent_and_not_of_the_owners() {
        var operator = Calls.unique("operator");
        party(operator, operator + "-holding");
        var body = owned("DE", operator);
        var owner = "cloud-" + body.get("reference");
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/explanation").then().statusCode(200)
                .body("facts.operator", equalTo(operator + "-holding"))
                .body("sentences.join(' ')", containsString("its ultimate parent is " + operator + "-holding"));
        String id = Calls.ship(body).then().statusCode(201)
                .body("entries.quota", hasItem(lpp(operator + "-holding")))
                .body("entries.quota", not(hasItem(lpp(owner)))).extract().path("id");
        shipment("aurora-clerk", id).body("request.operator", equalTo(operator))
                .body("facts.operator.id", equalTo(operator))
                .body("facts.consignee.id", equalTo(owner));

        var elsewhere = owned("IN", operator);
        Calls.ship(elsewhere).then().statusCode(201)
                .body("entries.quota", hasItem(lpp("cloud-" + elsewhere.get("reference"))));
    }

    @Test
    void one_whose_parent_was_another_one_moves_the_charge() {
        var operator = Calls.unique("operator");
        party(operator, operator + "-first");
        String id = Calls.ship(owned("DE", operator)).then().statusCode(201).extract().path("id");
        assertThat(charged(lpp(operator + "-first"))).isEqualTo("1013248.00");
        party(operator, operator + "-second");

        var preview = previewed(ofParty("aurora", operator));
        assertThat(touched(preview)).containsExactly(id);
        posted(preview);
        assertThat(charged(lpp(operator + "-first"))).isEqualTo("0.00");
        assertThat(charged(lpp(operator + "-second"))).isEqualTo("1013248.00");
        assertVerified();
    }

    @Test
    void one_that_nobody_knows_is_refused_by_name() {
        Calls.ship(owned("DE", "nobody-knows-it")).then().statusCode(422)
                .body("errors[0].field", equalTo("operator"))
                .body("errors[0].message", containsString("POST /api/v1/parties"));
    }

    @Test
    void without_one_the_consignee_operates() {
        var body = owned("DE", null);
        body.remove("operator");
        String id = Calls.ship(body).then().statusCode(201)
                .body("entries.quota", hasItem(lpp("cloud-" + body.get("reference")))).extract().path("id");
        shipment("aurora-clerk", id).body("request.operator", nullValue()).body("facts.operator", nullValue());
    }
}
