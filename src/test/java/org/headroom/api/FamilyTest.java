package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A limit of an ultimate parent counts its whole family, through every parent that is known, by the day.
@QuarkusTest
class FamilyTest {

    private static Map<String, Object> party(String id, @Nullable String parent) {
        var party = new LinkedHashMap<String, Object>(Map.of("id", id, "name", id, "country", "IN"));
        if (parent != null) {
            party.put("ultimateParent", parent);
        }
        return party;
    }

    private static ValidatableResponse record(String id, @Nullable String parent, @Nullable String from) {
        var body = new LinkedHashMap<String, Object>();
        body.put("party", party(id, parent));
        body.put("validFrom", from);
        return Calls.as("aurora-clerk").body(body).post("/api/v1/parties").then();
    }

    private static ValidatableResponse ship(Object consignee, String on) {
        var body = Calls.shipment(Calls.unique("family"));
        body.put("consignee", consignee);
        body.put("exportDate", on);
        body.put("quantity", 1);
        return Calls.ship(body).then();
    }

    private static String pool(String parent) {
        return "us-diffusion-2025:lpp:" + parent + ":2026-01-01";
    }

    @Test
    void a_parent_s_parent_counts_from_its_day_on() {
        var child = Calls.unique("child");
        var middle = Calls.unique("middle");
        var top = Calls.unique("top");
        record(middle, null, null).statusCode(201);
        record(middle, top, "2026-03-01").statusCode(201);
        ship(party(child, middle), "2026-02-28").statusCode(201).body("entries.quota", hasItem(pool(middle)));
        ship(party(child, middle), "2026-03-01").statusCode(201).body("entries.quota", hasItem(pool(top)));
        ship(child, "2026-03-02").statusCode(201).body("entries.quota", hasItem(pool(top)));
        ship(middle, "2026-03-02").statusCode(201).body("entries.quota", hasItem(pool(top)));
        Calls.as("aurora-clerk").get("/api/v1/quotas/" + pool(top)).then().statusCode(200)
                .body("own.charged", equalTo("47496.00"));
        Calls.as("aurora-clerk").get("/api/v1/parties/" + child).then().statusCode(200)
                .body("ultimateParent", equalTo(middle)); // as it was told
    }

    @Test
    void a_chain_of_any_length_ends_at_its_top() {
        var names = new String[] {"a", "b", "c", "d", "e"};
        for (int i = 0; i < names.length; i++) {
            names[i] = Calls.unique(names[i]);
        }
        for (int i = 0; i + 1 < names.length; i++) {
            record(names[i], names[i + 1], null).statusCode(201);
        }
        ship(names[0], "2026-03-02").statusCode(201).body("entries.quota", hasItem(pool(names[4])))
                .body("entries.findAll { it.quota.startsWith('us-diffusion-2025:lpp:') }.size()", equalTo(1));
    }

    @Test
    void a_circle_is_refused_when_it_is_recorded_and_when_it_would_count() {
        var one = Calls.unique("one");
        var two = Calls.unique("two");
        record(one, two, null).statusCode(201);
        record(two, one, null).statusCode(422).body("errors[0].rule", equalTo("circular-ownership"))
                .body("errors[0].message", containsString("circle"));
        ship(party(two, one), "2026-03-02").statusCode(422).body("errors[0].rule", equalTo("circular-ownership"));
        ship(one, "2026-03-02").statusCode(201).body("entries.quota", hasItem(pool(two)));
    }
}
