package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists are read page by page, each item once and in order, and an exporter sees its own.
@QuarkusTest
class ListsTest {

    private static List<String> ids(String user, String list, int limit) {
        var ids = new ArrayList<String>();
        var url = "/api/v1/" + list + "?limit=" + limit;
        for (String cursor = ""; cursor != null; ) {
            var page = Calls.as(user).get(url + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .then().statusCode(200).extract().jsonPath();
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(limit);
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        }
        return ids;
    }

    private static String party(String user, String name) {
        return Calls.as(user).body(Map.of("party", Calls.consignee(name, "IN")))
                .post("/api/v1/parties").then().statusCode(201).extract().path("id");
    }

    private static String capChange(String cap) {
        return Calls.as("regulator-admin").body(Map.of("quota", "us-diffusion-2025:country-allocation:WS:2025-01-01",
                "cap", cap, "reason", "Assurances were given.", "citation", "15 CFR 742.6(b)(10)(iii)(C)"))
                .post("/api/v1/caps/changes").then().statusCode(201).extract().path("id");
    }

    @Test
    void parties_come_in_the_order_of_their_ids_and_a_rivals_are_absent() {
        var name = Calls.unique("list");
        var ours = List.of(party("aurora-clerk", name + "-a"), party("aurora-clerk", name + "-b"),
                party("aurora-clerk", name + "-c"));
        var theirs = party("borealis-clerk", name + "-d");
        var seen = ids("aurora-clerk", "parties", 2);
        assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(ours).doesNotContain(theirs);
        assertThat(ids("aurora-clerk", "parties", 500)).isEqualTo(seen);
        Calls.as("aurora-clerk").get("/api/v1/parties/" + theirs).then().statusCode(404);
        Calls.as("regulator").get("/api/v1/parties").then().statusCode(403);
    }

    @Test
    void a_party_is_listed_once_as_known_on_the_day() {
        var id = party("aurora-clerk", Calls.unique("moved"));
        var moved = Calls.consignee("moved", "SG");
        moved.put("id", id);
        Calls.as("aurora-clerk").body(Map.of("party", moved, "validFrom", "2026-04-01"))
                .post("/api/v1/parties").then().statusCode(201);
        var find = "items.findAll { it.id == '" + id + "' }.country";
        Calls.as("aurora-clerk").get("/api/v1/parties?limit=500&on=2026-03-31")
                .then().body(find, equalTo(List.of("IN")));
        Calls.as("aurora-clerk").get("/api/v1/parties?limit=500&on=2026-04-01")
                .then().body(find, equalTo(List.of("SG")));
    }

    @Test
    void applications_come_newest_first_and_a_rivals_are_absent() {
        var first = ApplicationsTest.draft(ApplicationsTest.application(Calls.unique("list")));
        var second = ApplicationsTest.draft(ApplicationsTest.application(Calls.unique("list")));
        assertThat(ids("aurora-licensing", "applications", 1).subList(0, 2)).containsExactly(second, first);
        assertThat(ids("aurora-licensing", "applications", 1)).isEqualTo(ids("aurora-licensing", "applications", 500));
        Calls.as("borealis-licensing").get("/api/v1/applications?limit=500")
                .then().statusCode(200).body("items.id", not(hasItem(first)));
        Calls.as("regulator").get("/api/v1/applications").then().statusCode(403);
    }

    @Test
    void cap_changes_come_newest_first() {
        var first = capChange("900000000");
        var second = capChange("910000000");
        assertThat(ids("auditor", "caps/changes", 1).subList(0, 2)).containsExactly(second, first);
        assertThat(ids("auditor", "caps/changes", 1)).doesNotHaveDuplicates();
        Calls.as("aurora-clerk").get("/api/v1/caps/changes").then().statusCode(403);
        Calls.as("aurora-clerk").get("/api/v1/caps/changes/" + first).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parties?limit=0", "parties?limit=501", "parties?limit=many", "applications?cursor=!",
        "applications?cursor=YWJj", "parties?on=soon"})
    void a_page_that_is_not_one_is_named(String list) {
        Calls.as("aurora-licensing").get("/api/v1/" + list).then().statusCode(422)
                .body("errors[0].field", equalTo(list.replaceAll(".*\\?(\\w+)=.*", "$1")));
    }
}
