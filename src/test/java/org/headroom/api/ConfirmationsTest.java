package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Ledger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a second person of the exporter confirms before it is posted.
@QuarkusTest
class ConfirmationsTest {

    @Inject
    Ledger ledger;

    private static Map<String, Object> shipment(String reference, int quantity) {
        var body = Calls.shipment(reference);
        body.put("quantity", quantity);
        body.put("authorization", Map.of("type", "LPP"));
        return body;
    }

    private static Map<String, Object> toChina(String reference) {
        var body = Calls.shipment(reference);
        body.put("destination", "CN");
        body.put("consignee", Calls.consignee(reference, "CN"));
        return body;
    }

    private static Response record(Map<String, Object> shipment) {
        return Calls.as("aurora-clerk").body(Map.of("shipment", shipment, "reason", "Left before we asked."))
                .post("/api/v1/shipments/record");
    }

    /// A record that passes the cap of the consignee's pool, of which it has two thirds already.
    private static Response asked(String reference) {
        return asked(reference, 1000);
    }

    private static Response asked(String reference, int quantity) {
        var first = shipment(reference + "-first", 1000);
        first.put("consignee", Calls.consignee(reference, "IN"));
        Calls.ship(first).then().statusCode(201);
        return record(shipment(reference, quantity));
    }

    /// A record of more than LPP takes at once, and more than one person reverses alone.
    private static Response askedForLarge(String reference) {
        return record(shipment(reference, 1700));
    }

    private static Response approve(String user, Response asked) {
        return approve(user, asked, asked.path("digest"));
    }

    private static Response approve(String user, Response asked, String digest) {
        return Calls.as(user).body(Map.of("digest", digest)).post("/api/v1/approvals/" + asked.path("id") + "/approval");
    }

    private static Response withdraw(String user, Response asked) {
        return Calls.as(user).body(Map.of("reason", "It was no shipment of ours."))
                .post("/api/v1/approvals/" + asked.path("id") + "/withdrawal");
    }

    private static Response read(String user, Response asked) {
        return Calls.as(user).get("/api/v1/approvals/" + asked.path("id"));
    }

    private static List<String> listed(String user, String state) {
        return Calls.as(user).get("/api/v1/approvals?limit=500&state=" + state).then().statusCode(200)
                .extract().jsonPath().getList("items.id");
    }

    @Nested
    class A_record {

        @Test
        void that_passes_no_cap_is_posted_at_once() {
            record(Calls.shipment(Calls.unique("fact"))).then().statusCode(201)
                    .header("Location", containsString("/api/v1/shipments/"));
        }

        @Test
        void needs_a_reason() {
            Calls.as("aurora-clerk").body(Map.of("shipment", Calls.shipment(Calls.unique("fact"))))
                    .post("/api/v1/shipments/record")
                    .then().statusCode(422).body("errors[0].field", equalTo("reason"));
        }

        @Test
        void that_passes_a_cap_waits_for_a_second_person_and_is_then_a_breach_that_all_are_told() {
            var reference = Calls.unique("fact");
            var asked = asked(reference);
            var before = ledger.lastNumber();
            asked(reference).then().statusCode(202);
            assertThat(ledger.lastNumber()).isEqualTo(before);
            asked.then().statusCode(202).header("Location", containsString("/api/v1/approvals/" + asked.path("id")))
                    .body("act", equalTo("record"))
                    .body("state", equalTo("open"))
                    .body("subject", equalTo(reference))
                    .body("shown.shipment.quantity", equalTo(1000))
                    .body("shown.reason", equalTo("Left before we asked."))
                    .body("shown.because", startsWith("It passes the cap of us-diffusion-2025:lpp:"));
            approve("aurora-approver", asked).then().statusCode(201)
                    .body("reference", equalTo(reference))
                    .header("Location", containsString("/api/v1/shipments/"));
            read("regulator", asked).then().body("state", equalTo("approved")).body("made", equalTo(true))
                    .body("requestedBy", equalTo("aurora-clerk")).body("approvedBy", equalTo("aurora-approver"))
                    .body("posting", notNullValue());
            var quota = "us-diffusion-2025:lpp:cloud-" + reference + ":2026-01-01";
            Calls.as("regulator").get("/api/v1/alerts?limit=500").then()
                    .body("items.findAll { it.quota == '" + quota + "' }.direction", hasItem("breach"));
        }

        @Test
        void without_an_authorization_says_so() {
            var asked = record(toChina(Calls.unique("fact")));
            asked.then().statusCode(202).body("shown.because", containsString("Review: case by case"));
            approve("aurora-approver", asked).then().statusCode(201)
                    .body("warnings.rule", hasItem("recorded-without-authorization"));
        }

        @Test
        void stays_in_the_name_of_who_asked_for_it_and_is_told_as_posted_when_it_is_sent_again() {
            var reference = Calls.unique("fact");
            var asked = asked(reference);
            String id = approve("aurora-approver", asked).then().statusCode(201).extract().path("id");
            Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().statusCode(200)
                    .body("kind", equalTo("record")).body("recordedBy", equalTo("aurora-clerk"));
            asked(reference).then().statusCode(201).header("Idempotency-Hit", equalTo("true"))
                    .body("id", equalTo(id));
        }

        @Test
        void that_is_sent_again_while_it_waits_waits_once() {
            var reference = Calls.unique("fact");
            var asked = asked(reference);
            asked(reference).then().statusCode(202).body("id", equalTo(asked.path("id")));
            asked(reference, 1001).then().statusCode(202).body("id", not(equalTo(asked.path("id"))));
        }

        @Test
        void of_two_that_wait_under_one_reference_one_is_posted() {
            var reference = Calls.unique("fact");
            var first = asked(reference);
            var second = asked(reference, 1001);
            approve("aurora-approver", second).then().statusCode(201);
            approve("aurora-approver", first).then().statusCode(422).body("errors[0].field", equalTo("reference"));
            withdraw("aurora-clerk", first).then().statusCode(409).body("type", equalTo("already-approved"));
        }

        @Test
        void is_posted_once_by_many_who_approve_at_once() throws Exception {
            var asked = asked(Calls.unique("fact"));
            var before = ledger.lastNumber();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int turn = 0; turn < 8; turn++) {
                    threads.submit(() -> approve("aurora-approver", asked));
                }
            }
            assertThat(ledger.lastNumber()).isEqualTo(before + 1);
            read("aurora-approver", asked).then().body("made", equalTo(true)).body("posting", nullValue());
        }
    }

    @Nested
    class A_reversal {

        private Response reversed(String id) {
            return Calls.as("aurora-clerk").body(Map.of("reason", "The wrong customer was picked."))
                    .post("/api/v1/shipments/" + id + "/reversal");
        }

        private String shipped(int quantity) {
            return Calls.ship(shipment(Calls.unique("large"), quantity)).then().statusCode(201).extract().path("id");
        }

        /// 1,699 H100 are 26,898,568 TPP: less than one person reverses alone.
        @Test
        void up_to_the_limit_is_one_persons_act() {
            reversed(shipped(1699)).then().statusCode(201);
        }

        @Test
        void of_a_large_shipment_waits_for_a_second_person() {
            var reference = Calls.unique("large");
            var asked = askedForLarge(reference);
            String id = approve("aurora-approver", asked).then().statusCode(201).extract().path("id");
            var reversal = reversed(id);
            reversal.then().statusCode(202).body("act", equalTo("reversal")).body("subject", equalTo(id))
                    .body("shown.tpp", equalTo("26914400.00")).body("shown.reference", equalTo(reference));
            reversed(id).then().statusCode(202).body("id", equalTo(reversal.path("id")));
            approve("aurora-approver", reversal).then().statusCode(201);
            read("auditor", reversal).then().body("state", equalTo("approved")).body("made", equalTo(true));
            reversed(id).then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
        }
    }

    @Nested
    class The_second_person {

        @Test
        void is_an_approver_of_the_exporter_and_another_than_who_asked() {
            var asked = asked(Calls.unique("second"));
            approve("aurora-clerk", asked).then().statusCode(403);
            approve("regulator-admin", asked).then().statusCode(403);
            approve("borealis-approver", asked).then().statusCode(404);
            approve("aurora-approver", asked, "other").then().statusCode(409).body("type", equalTo("digest"))
                    .body("detail", containsString("GET /api/v1/approvals"));
            read("aurora-clerk", asked).then().body("state", equalTo("open")).body("approvedBy", nullValue());
        }

        @Test
        void approves_no_change_of_a_cap() {
            String id = Calls.as("regulator-admin").body(Map.of("quota",
                            "us-diffusion-2025:country-allocation:NR:2025-01-01", "cap", "900000001", "reason", "r",
                            "citation", "c"))
                    .post("/api/v1/caps/changes").then().statusCode(201).extract().path("id");
            Calls.as("aurora-approver").body(Map.of("digest", "d")).post("/api/v1/approvals/" + id + "/approval")
                    .then().statusCode(404);
            Calls.as("aurora-approver").get("/api/v1/approvals/" + id).then().statusCode(404);
            Calls.as("regulator").get("/api/v1/approvals/" + id).then().statusCode(200)
                    .body("act", equalTo("cap-change")).body("exporter", nullValue());
        }

        @Test
        void is_not_the_first_by_any_sql() throws SQLException {
            var asked = asked(Calls.unique("second"));
            try (var connection = TestDatabase.asService(); var sql = connection.createStatement()) {
                sql.execute("set headroom.exporter = 'aurora'");
                assertThatThrownBy(() -> sql.execute("update approval set approved_by = requested_by, approver = 'x',"
                                + " approved_at = now() where id = '" + asked.path("id") + "'"))
                        .hasMessageContaining("approval_needs_two_persons");
            }
        }
    }

    @Test
    void who_asked_withdraws_it_and_it_stays_on_record() {
        var asked = asked(Calls.unique("withdrawn"));
        withdraw("aurora-licensing", asked).then().statusCode(409).body("type", equalTo("other-person"));
        withdraw("borealis-clerk", asked).then().statusCode(404);
        withdraw("aurora-clerk", asked).then().statusCode(200).body("state", equalTo("withdrawn"))
                .body("withdrawalReason", equalTo("It was no shipment of ours."));
        approve("aurora-approver", asked).then().statusCode(409).body("type", equalTo("withdrawn"))
                .body("detail", containsString("POST /api/v1/shipments/record"));
        String id = asked.path("id");
        assertThat(listed("aurora-approver", "withdrawn")).contains(id);
        assertThat(listed("aurora-approver", "open")).doesNotContain(id);
    }

    @Test
    void an_exporter_sees_its_own_and_a_regulator_all() {
        var asked = asked(Calls.unique("seen"));
        String id = asked.path("id");
        assertThat(listed("aurora-approver", "open")).contains(id);
        assertThat(listed("regulator", "open")).contains(id);
        assertThat(listed("borealis-approver", "open")).doesNotContain(id);
        read("borealis-approver", asked).then().statusCode(404);
        Calls.as("regulator").get("/api/v1/approvals?limit=1").then().statusCode(200)
                .body("items.size()", equalTo(1)).body("next", notNullValue());
    }
}
