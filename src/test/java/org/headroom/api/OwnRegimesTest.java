package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.headroom.regime.OwnRegimes;
import org.junit.jupiter.api.Test;

/// A change of law is a change of data: a deployment's folder brings a country group, a company, a cap and a notice that
/// the program has never heard of, and the next shipment is judged by them.
@QuarkusTest
@TestProfile(OwnRegimes.class)
class OwnRegimesTest {

    static Map<String, Object> to(String country, int quantity, String date) {
        var body = Calls.shipment(Calls.unique("own"));
        body.put("destination", country);
        body.put("consignee", Calls.consignee(body.get("reference").toString(), country));
        body.put("quantity", quantity);
        body.put("exportDate", date);
        return body;
    }

    static Map<String, Object> toCompany(String name, String country, int quantity) {
        var body = to(country, quantity, "2026-05-04");
        body.put("consignee", Map.of("name", name, "country", country));
        return body;
    }

    @Test
    void a_cap_of_the_new_law_refuses_and_its_notice_is_only_told() {
        Calls.ship(to("UY", 64, "2026-05-04"))
                .then()
                .statusCode(201)
                .body("entries.quota", hasItems("harbor-2026:partners:UY:2026-04-01", "harbor-2026:notice:UY:2026-01-01"))
                .body("warnings.message.join(' ')", containsString("before a notice falls due"));
        Calls.ship(to("UY", 37, "2026-05-04"))
                .then()
                .statusCode(409)
                .body("quotas.size()", equalTo(1))
                .body("quotas[0].quota", equalTo("harbor-2026:partners:UY:2026-04-01"))
                .body("quotas[0].citation", equalTo("Harbor accord, article 4"))
                .body("quotas[0].shortBy", equalTo("1"));
        Calls.ship(to("UY", 36, "2026-05-04")).then().statusCode(201);
    }

    @Test
    void who_joins_the_new_group_counts_from_that_day() {
        Calls.ship(to("PY", 2, "2026-01-31")).then().statusCode(201)
                .body("entries.quota.join(' ')", not(containsString("harbor")));
        Calls.ship(to("PY", 2, "2026-02-01")).then().statusCode(201)
                .body("entries.quota", hasItem("harbor-2026:partners:PY:2026-01-01"));
    }

    @Test
    void a_company_that_the_new_law_names_may_do_what_others_may_not() {
        Calls.ship(to("SR", 2, "2026-05-04")).then().statusCode(422).body("detail", containsString("Harbor accord"));
        Calls.ship(toCompany("Pier Computing", "SR", 2)).then().statusCode(201)
                .body("entries.quota", hasItem("harbor-2026:base:pier-computing:SR:2026-01-01"));
    }

    @Test
    void what_leaves_again_still_counts_where_the_law_says_so() {
        var quota = "us-diffusion-2025:nveu:falcon:QA:2025-01-01";
        var body = toCompany("Falcon", "QA", 10);
        body.put("authorization", Map.of("type", "NVEU"));
        var id = Calls.ship(body).then().statusCode(201).body("entries.quota", hasItem(quota)).extract().path("id");
        Calls.as("aurora-clerk").body(Map.of("quantity", 4, "reason", "Sold on to another site."))
                .post("/api/v1/shipments/" + id + "/return").then().statusCode(201)
                .body("entries.quota.join(' ')", not(containsString("nveu")))
                .body("entries.quota.join(' ')", containsString("exported-tpp"));
        Calls.as("regulator").get("/api/v1/quotas/" + quota).then().statusCode(200)
                .body("charged", equalTo("158320.00"));
    }

    @Test
    void assurances_raise_a_country_s_allocation() {
        var body = LicensesTest.license(LicensesTest.number());
        body.put("destination", "KE");
        body.put("consignee", Calls.consignee(body.get("number").toString(), "KE"));
        Calls.as("aurora-licensing").body(body).post("/api/v1/licenses").then().statusCode(201);
        Calls.as("regulator").get("/api/v1/quotas/us-diffusion-2025:country-allocation:KE:2025-01-01")
                .then().statusCode(200).body("cap", equalTo("1580000000.00"));
    }

    @Test
    void the_law_on_a_day_tells_all_of_it() {
        Calls.as("aurora-clerk").get("/api/v1/regimes/harbor-2026?on=2026-05-04").then().statusCode(200)
                .body("groups.find { it.id == 'harbor-partners' }.members", equalTo(List.of("PY", "UY")))
                .body("parties[0].ids", equalTo(List.of("pier-computing")))
                .body("quotas.find { it.id == 'notice' }.passing", equalTo("told"))
                .body("quotas.find { it.id == 'base' }.returns", equalTo("count"));
    }
}
