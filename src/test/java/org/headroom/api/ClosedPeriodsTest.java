package org.headroom.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Actor;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Ids;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Periods are closed by one person and reopened by two. Those of these tests are of years in which hardly another test
/// posts.
@QuarkusTest
class ClosedPeriodsTest {

    static final Map<String, String> LPP_2025 = Map.of(
            "regime", "us-diffusion-2025", "rule", "lpp", "period", "2025-01-01", "reason", "The year is reported.");

    @Inject
    Ledger ledger;

    private static ValidatableResponse close(String user, Map<String, String> period) {
        return Calls.as(user).body(period).post("/api/v1/periods/closings").then();
    }

    private static Response ask(Map<String, String> period) {
        return Calls.as("regulator-admin").body(period).post("/api/v1/periods/reopenings");
    }

    private static ValidatableResponse approve(String user, Response asked) {
        return Calls.as(user).body(Map.of("digest", asked.path("digest")))
                .post("/api/v1/periods/reopenings/" + asked.path("id") + "/approval").then();
    }

    @AfterEach
    void open() {
        var asked = ask(LPP_2025);
        if (asked.statusCode() == 201) {
            approve("regulator-admin-2", asked).statusCode(200);
        }
    }

    private static Map<String, Object> shipment(String reference) {
        var body = Calls.shipment(reference);
        body.put("exportDate", "2025-06-02");
        body.put("authorization", Map.of("type", "LPP"));
        return body;
    }

    private static void isClosed(ValidatableResponse answer) {
        answer.statusCode(409).body("type", equalTo("period-closed"))
                .body("detail", startsWith("The period 2025-01-01/2025-12-31 of the quota rule us-diffusion-2025:lpp is"
                        + " closed since "))
                .body("detail", containsString("The year is reported."))
                .body("detail", containsString("ask a regulator to reopen it"));
    }

    @Test
    void in_a_closed_period_nothing_is_posted_and_checks_say_so() {
        var reference = Calls.unique("closed");
        String before = Calls.ship(shipment(reference)).then().statusCode(201).extract().path("id");
        var large = shipment(Calls.unique("closed"));
        large.put("quantity", 1690);
        String largeId = Calls.ship(large).then().statusCode(201).extract().path("id");
        close("regulator-admin", LPP_2025).statusCode(201).body("act", equalTo("closed"))
                .body("afterPosting", equalTo((int) ledger.lastNumber()));
        close("regulator-admin", LPP_2025).statusCode(409).body("type", equalTo("period-closed"));

        var next = shipment(Calls.unique("closed"));
        isClosed(Calls.ship(next).then());
        Calls.as("aurora-clerk").body(next).post("/api/v1/shipments/check").then().statusCode(200)
                .body("mayShip", equalTo(false))
                .body("because", startsWith("The period 2025-01-01/2025-12-31 of the quota rule us-diffusion-2025:lpp"))
                .body("quotas.find { it.quota.startsWith('us-diffusion-2025:lpp:') }.closedSince", notNullValue());
        Calls.as("aurora-clerk").get("/api/v1/headroom?device=nvidia-h100-sxm5-80gb&destination=IN&on=2025-06-02")
                .then().statusCode(200).body("devices", equalTo(0))
                .body("bindingQuota", startsWith("us-diffusion-2025:lpp:"))
                .body("because", containsString("is closed since"));
        isClosed(Calls.as("aurora-clerk").body(Map.of("reason", "A mistake."))
                .post("/api/v1/shipments/" + before + "/reversal").then());
        isClosed(Calls.as("aurora-clerk").body(Map.of("reason", "A mistake."))
                .post("/api/v1/shipments/" + largeId + "/reversal").then());
        isClosed(Calls.as("aurora-clerk").body(Map.of("reason", "Broken.", "quantity", 1))
                .post("/api/v1/shipments/" + before + "/return").then());
        List<String> quotas = Calls.as("regulator").get("/api/v1/quotas?rule=lpp&limit=500").then()
                .body("items.find { it.period.first == '2025-01-01' }.closedSince", notNullValue())
                .body("items.findAll { it.period.first == '2026-01-01' }.closedSince.findAll { it != null }.size()",
                        equalTo(0))
                .extract().jsonPath().getList("items.findAll { it.period.first == '2025-01-01' }.id");
        isClosed(Calls.as("regulator-admin").body(Map.of("quota", quotas.getFirst(), "cap", "1", "reason", "r",
                "citation", "c")).post("/api/v1/caps/changes").then());
        Calls.ship(shipment(reference)).then().statusCode(201).header("Idempotency-Hit", equalTo("true"));

        open();
        Calls.ship(next).then().statusCode(201);
        close("regulator-admin", LPP_2025).statusCode(201);
    }

    @Test
    void goods_that_have_left_wait_for_a_second_person_and_are_told_to_regulators() {
        close("regulator-admin", LPP_2025).statusCode(201);
        var reference = Calls.unique("closed-record");
        var asked = Calls.as("aurora-clerk").body(Map.of("shipment", shipment(reference), "reason", "They had left."))
                .post("/api/v1/shipments/record");
        asked.then().statusCode(202).body("shown.because", containsString("us-diffusion-2025:lpp is closed since"));
        String id = Calls.as("aurora-approver").body(Map.of("digest", asked.path("digest")))
                .post("/api/v1/approvals/" + asked.path("id") + "/approval").then().statusCode(201)
                .extract().path("id");
        Calls.as("regulator").get("/api/v1/alerts?limit=5").then().statusCode(200)
                .body("items.findAll { it.direction == 'closed' }.message",
                        hasItem(containsString("after its period was closed")));
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + id).then().statusCode(200).body("kind", equalTo("record"));
    }

    @Test
    void a_reopening_takes_two_persons_who_see_the_same() {
        ask(LPP_2025).then().statusCode(409).body("type", equalTo("period-open"));
        close("regulator-admin", LPP_2025).statusCode(201);
        var asked = ask(LPP_2025);
        asked.then().statusCode(201).body("act", equalTo("reopening")).body("made", equalTo(false))
                .body("shown.closedBecause", equalTo("The year is reported."))
                .body("shown.last", equalTo("2025-12-31"));
        var late = ask(LPP_2025);
        approve("regulator-admin", asked).statusCode(409).body("type", equalTo("same-person"));
        approve("regulator", asked).statusCode(403);
        Calls.as("regulator-admin-2").body(Map.of("digest", "another"))
                .post("/api/v1/periods/reopenings/" + asked.path("id") + "/approval")
                .then().statusCode(409).body("type", equalTo("digest"));
        approve("regulator-admin-2", asked).statusCode(200).body("state", equalTo("approved"))
                .body("made", equalTo(true));
        approve("regulator-admin-2", asked).statusCode(409).body("type", equalTo("already-approved"));
        close("regulator-admin-2", LPP_2025).statusCode(201);
        approve("regulator-admin-2", late).statusCode(409).body("type", equalTo("period-open"));
        Calls.as("regulator-admin").body(Map.of("reason", "A mistake."))
                .post("/api/v1/periods/reopenings/" + late.path("id") + "/withdrawal")
                .then().statusCode(200).body("state", equalTo("withdrawn"));
        Calls.as("auditor").get("/api/v1/periods?limit=3").then().statusCode(200)
                .body("items.act", equalTo(List.of("closed", "reopened", "closed")))
                .body("items.changedBy", equalTo(List.of("regulator-admin-2", "regulator-admin", "regulator-admin")))
                .body("items[1].approvedBy", equalTo("regulator-admin-2"))
                .body("items[0].approvedBy", nullValue());
    }

    @Test
    void what_is_not_over_or_holds_reservations_is_not_closed() {
        close("regulator", LPP_2025).statusCode(403);
        close("regulator-admin", Map.of("regime", "us-diffusion-2025", "rule", "lpp", "period", "2025-06-02", "reason",
                "r")).statusCode(422).body("errors[0].field", equalTo("period"));
        close("regulator-admin", Map.of("regime", "us-diffusion-2025", "rule", "ldd", "period", "2025-01-01", "reason",
                "r")).statusCode(422).body("errors[0].field", equalTo("rule"));
        close("regulator-admin", Map.of("regime", "us-diffusion-2025", "rule", "country-allocation", "period",
                "2025-01-01", "reason", "r")).statusCode(409).body("type", equalTo("period-not-over"));
        var period = Map.of("regime", "example-national-cap", "rule", "national-cap", "period", "2023-01-01", "reason",
                "It is over.");
        var subject = UUID.randomUUID();
        move(PostingKind.APPLICATION, subject, "10");
        close("regulator-admin", period).statusCode(409).body("type", equalTo("period-held"))
                .body("detail", containsString("example-national-cap:national-cap:FR:2023-01-01"));
        move(PostingKind.DECISION, subject, "-10");
        close("regulator-admin", period).statusCode(201);
    }

    /// As an application of a year ago does.
    private void move(PostingKind kind, UUID subject, String amount) {
        var quota = new AccountSpec("example-national-cap:national-cap:FR:2023-01-01", null, "example-national-cap",
                "national-cap", "A quota", "§ test", List.of("FR"), "FR", Unit.TPP, CountingEvent.EXPORTED,
                Period.calendarYear(2023), new BigDecimal("100"), null);
        ledger.post(new PostingRequest(Ids.next(Clock.systemUTC().instant()), kind, new Actor("s", "A clerk", "aurora"),
                LocalDate.of(2023, 6, 2), List.of(kind + ":" + subject), new byte[] {1},
                new PostingRequest.About("APP-1", "r", subject, null, null, null, null, null, null), "{}",
                List.of(Line.reserve(quota, new BigDecimal(amount), true))));
    }
}
