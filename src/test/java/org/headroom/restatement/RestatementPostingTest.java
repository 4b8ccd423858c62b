package org.headroom.restatement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.headroom.restatement.Restating.ADDRESS;
import static org.headroom.restatement.Restating.approve;
import static org.headroom.restatement.Restating.ask;
import static org.headroom.restatement.Restating.assertVerified;
import static org.headroom.restatement.Restating.charged;
import static org.headroom.restatement.Restating.correct;
import static org.headroom.restatement.Restating.device;
import static org.headroom.restatement.Restating.follow;
import static org.headroom.restatement.Restating.inState;
import static org.headroom.restatement.Restating.lpp;
import static org.headroom.restatement.Restating.posted;
import static org.headroom.restatement.Restating.previewed;
import static org.headroom.restatement.Restating.ship;
import static org.headroom.restatement.Restating.shipment;
import static org.headroom.restatement.Restating.touched;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.shipment.Adjustments;
import org.headroom.terms.Actor;
import org.headroom.shipment.Shipments;
import org.junit.jupiter.api.Test;

/// What keeps a restatement from being posted, stops it half-way, or comes in between.
@QuarkusTest
class RestatementPostingTest {

    @Inject
    Adjustments adjustments;

    @Inject
    Corrections corrections;

    @Inject
    Shipments shipmentDoor;

    @Test
    void what_has_changed_since_is_previewed_again() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var id = ship("aurora", device, 100, consignee);
        correct(device, 9375);
        var preview = previewed(device);
        Calls.as("regulator-admin").body(Map.of("digest", "another")).post(ADDRESS + "/" + preview.getString("id")
                + "/posting").then().statusCode(409).body("type", equalTo("digest"));
        follow(id, "return", Map.of("reason", "Broken.", "quantity", 10));
        ask(preview).then().statusCode(409).body("type", equalTo("preview-again"))
                .body("detail", containsString("POST /api/v1/restatements"));

        var second = previewed(device);
        var asked = ask(second);
        asked.then().statusCode(201);
        correct(device, 12500);
        approve(second, asked).then().statusCode(409).body("type", equalTo("preview-again"));
        assertThat(charged(lpp(consignee))).isEqualTo("9000000.00");
        posted(previewed(device));
        assertThat(charged(lpp(consignee))).isEqualTo("18000000.00");
    }

    @Test
    void two_persons_post_it_and_the_first_may_think_again() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        ship("aurora", device, 100, consignee);
        correct(device, 9375);
        var preview = previewed(device);
        var address = ADDRESS + "/" + preview.getString("id");
        var digest = Map.of("digest", preview.getString("digest"));
        Calls.as("regulator-admin-2").body(digest).post(address + "/approval").then().statusCode(404);
        Calls.as("regulator").body(digest).post(address + "/posting").then().statusCode(403);
        var asked = ask(preview);
        asked.then().statusCode(201).body("act", equalTo("restatement")).body("made", equalTo(false))
                .body("shown.preview", equalTo(preview.getString("digest"))).body("shown.postings", equalTo(1))
                .body("shown.subject", equalTo("device " + device));
        assertThat(ask(preview).<String>path("id")).as("what waits is asked for once").isEqualTo(asked.path("id"));
        Calls.as("regulator-admin").body(Map.of("digest", asked.path("digest"))).post(address + "/approval")
                .then().statusCode(409).body("type", equalTo("same-person"));
        Calls.as("regulator-admin-2").body(digest).post(address + "/approval")
                .then().statusCode(409).body("type", equalTo("digest"));
        Calls.as("regulator-admin").body(Map.of("reason", "Not yet.")).post(address + "/withdrawal")
                .then().statusCode(200).body("state", equalTo("withdrawn"));
        approve(preview, asked).then().statusCode(409).body("type", equalTo("withdrawn"));
        assertThat(charged(lpp(consignee))).isEqualTo("10000000.00");

        var again = ask(preview);
        again.then().statusCode(201);
        approve(preview, again).then().statusCode(200).body("state", equalTo("posting"));
        inState(preview.getString("id"), "posted");
        assertThat(charged(lpp(consignee))).isEqualTo("15000000.00");
        approve(preview, again).then().statusCode(409).body("type", equalTo("already-approved"));
        ask(preview).then().statusCode(409).body("type", equalTo("already-approved"));
        Calls.as("auditor").get("/api/v1/approvals/" + again.path("id")).then().body("made", equalTo(true));
    }

    @Test
    void in_a_closed_period_nothing_is_adjusted() throws SQLException {
        var device = device(6250);
        ship("aurora", device, 1, Calls.unique("restated"), "2025-06-02");
        correct(device, 9375);
        var period = Map.of("regime", "us-diffusion-2025", "rule", "lpp", "period", "2025-01-01",
                "reason", "The year is reported.");
        var preview = previewed(device);
        var id = preview.getString("id");
        var asked = ask(preview);
        asked.then().statusCode(201);
        Calls.as("regulator-admin").body(period).post("/api/v1/periods/closings").then().statusCode(201);
        try {
            ask(preview).then().statusCode(409).body("type", equalTo("period-closed"));
            approve(preview, asked).then().statusCode(409).body("type", equalTo("period-closed"));
            approveAndStop(asked, UUID.fromString(id)); // and then it was closed
            work();
            await().untilAsserted(() -> Calls.as("auditor").get(ADDRESS + "/" + id).then()
                    .body("state", equalTo("posting")).body("problem", containsString("us-diffusion-2025:lpp is closed")));
        } finally {
            var reopening = Calls.as("regulator-admin").body(period).post("/api/v1/periods/reopenings");
            Calls.as("regulator-admin-2").body(Map.of("digest", reopening.path("digest")))
                    .post("/api/v1/periods/reopenings/" + reopening.path("id") + "/approval").then().statusCode(200);
        }
        work();
        var posted = inState(id, "posted");
        assertThat(posted.getString("problem")).isNull();
        assertThat(posted.getInt("adjusted")).isEqualTo(1);
    }

    /// The first shipment is adjusted and not noted; the service stops there, and whoever works next goes on.
    @Test
    void a_posting_that_a_stop_interrupted_goes_on_and_adjusts_nothing_twice() throws SQLException {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var first = ship("aurora", device, 50, consignee);
        var second = ship("aurora", device, 50, consignee);
        correct(device, 9375);
        var preview = previewed(device);
        var id = UUID.fromString(preview.getString("id"));
        var asked = ask(preview);
        var shown = Books.read(() -> sql(id));
        approveAndStop(asked, id);
        var adjusted = Books.as(Reader.Other.REGULATOR, () -> adjustments.adjust(
                new Actor("x", "x", null), id, "The rate was wrong.", shown.id(),
                corrections.of(shown.request(), corrections.reach(shown.request()),
                        shipmentDoor.shipment(null, shown.id()).orElseThrow()),
                shown.touched().after()));
        assertThat(adjusted).isInstanceOf(Adjustments.Step.Posted.class);
        work();

        inState(id.toString(), "posted");
        assertThat(charged(lpp(consignee))).isEqualTo("15000000.00");
        for (var shipment : List.of(first, second)) {
            shipment("aurora-clerk", shipment).body("adjustments", hasSize(1));
        }
    }

    /// As it is left by a service that is killed right after the approval.
    private static void approveAndStop(Response asked, UUID id) throws SQLException {
        try (var connection = TestDatabase.asRegulator(); var statement = connection.createStatement()) {
            statement.execute("""
                    update approval set approved_by = 'x', approver = 'x', approved_at = requested_at where id = '%s';
                    update restatement set state = 'POSTING' where id = '%s'""".formatted(asked.path("id"), id));
        }
    }

    /// Whoever previews one posts what is left of others, too.
    private static void work() {
        assertThat(previewed(device(1000)).getInt("touched")).isZero();
    }

    @Test
    void facts_that_are_corrected_again_while_it_is_posted_stop_it() throws SQLException {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        ship("aurora", device, 50, consignee);
        correct(device, 9375);
        var preview = previewed(device);
        var asked = ask(preview);
        correct(device, 12500);
        approveAndStop(asked, UUID.fromString(preview.getString("id")));
        work();
        var stopped = inState(preview.getString("id"), "stopped");
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        assertThat(stopped.getString("problem")).contains("were corrected again").contains("Ask for a restatement anew");
        assertThat(charged(lpp(consignee))).isEqualTo("5000000.00");
        posted(previewed(device));
        assertThat(charged(lpp(consignee))).isEqualTo("10000000.00");
    }

    private record FirstShipment(Restatement.TouchedPosting touched, RestatementRequest request) {

        UUID id() {
            return touched.id();
        }

    }

    private static FirstShipment sql(UUID id) throws SQLException {
        try (var connection = TestDatabase.asRegulator()) {
            var sql = new RestatementSql(connection);
            return new FirstShipment(sql.postings(id, 0, true, 1).getFirst(),
                    sql.find(id).orElseThrow().request());
        }
    }

    /// Whichever of the two comes first for a shipment, nine devices of 150,000 TPP are left of it.
    @Test
    void what_comes_back_while_it_is_posted_is_counted_once() {
        var device = device(6250);
        var consignee = Calls.unique("restated");
        var shipments = new ArrayList<String>();
        for (int turn = 0; turn < 10; turn++) {
            shipments.add(ship("aurora", device, 10, consignee));
        }
        correct(device, 9375);
        var preview = previewed(device);
        var asked = ask(preview);
        approve(preview, asked).then().statusCode(200);
        for (var shipment : shipments.reversed()) {
            follow(shipment, "return", Map.of("reason", "Broken.", "quantity", 1));
        }
        assertThat(inState(preview.getString("id"), "posted").getInt("adjusted")).isEqualTo(10);
        assertThat(charged(lpp(consignee))).isEqualTo("13500000.00");
        assertVerified();
    }
}
