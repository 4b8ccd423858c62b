package org.headroom.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.headroom.launch.TestDatabase;
import org.headroom.launch.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of call that is told, from the outside: exactly once, with who, what and how it ended.
@QuarkusTest
class AuditTest {

    static final String QUOTA = "us-diffusion-2025:country-allocation:IN:2025-01-01";
    static final String NO_ID = RivalsTest.NO_ID;

    /// @param user null where nobody is known
    record Case(
            String title,
            @Nullable String user,
            Function<RequestSpecification, Response> ask,
            int status,
            @Nullable String act,
            @Nullable String object,
            @Nullable String problem) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> told() {
        return List.of(
                new Case("a shipment", "aurora-clerk", call -> call.body(Calls.shipment(Calls.unique("audited")))
                        .post("/api/v1/shipments"), 201, "ship", null, null),
                new Case("a shipment without room", "aurora-clerk", call -> call.body(overTheCap())
                        .post("/api/v1/shipments"), 409, "ship", null, "cap-exceeded"),
                new Case("a shipment not understood", "aurora-clerk", call -> call.body("{}").post("/api/v1/shipments"),
                        422, "ship", null, "invalid-input"),
                new Case("a body that is not JSON", "aurora-clerk", call -> call.body("x").post("/api/v1/shipments"),
                        422, "ship", null, "invalid-input"),
                new Case("a body of another kind", "aurora-clerk", call -> call.contentType("text/plain").body("x")
                        .post("/api/v1/shipments"), 415, "ship", null, "unsupported-media-type"),
                new Case("a body that is too large", "aurora-clerk", call -> call.body("\"" + "x".repeat(300_000) + "\"")
                        .post("/api/v1/shipments/" + NO_ID + "/reversal"), 413, "reverseShipment", NO_ID, "too-large"),
                new Case("a check", "aurora-clerk", call -> call.body(Calls.shipment(Calls.unique("checked")))
                        .post("/api/v1/shipments/check"), 200, "checkShipment", null, null),
                new Case("a question of how many fit", "aurora-clerk", call -> call.get(
                        "/api/v1/headroom?device=nvidia-h100-sxm5-80gb&destination=IN&on=2026-03-02"), 200, "getHeadroom",
                        null, null),
                new Case("a question of the best mix", "aurora-clerk", call -> call.body(Map.of("destination", "IN",
                        "devices", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "value", 1, "atMost", 1))))
                        .post("/api/v1/headroom/mix"), 200, "findMix", null, null),
                new Case("a draft", "aurora-licensing", call -> call.body(ApplicationsTest.application(
                        Calls.unique("audited"))).post("/api/v1/applications"), 201, "draftApplication", null, null),
                new Case("an act on nothing", "aurora-clerk", call -> call.body(Map.of("reason", "r"))
                        .post("/api/v1/shipments/" + NO_ID + "/reversal"), 404, "reverseShipment", NO_ID, "not-found"),
                new Case("an edit without a version", "aurora-licensing", call -> call.body(ApplicationsTest.application(
                        "x")).put("/api/v1/applications/" + NO_ID), 428, "editApplication", NO_ID,
                        "precondition-required"),
                new Case("a regulator's list", "regulator", call -> call.get("/api/v1/quotas?destination=IN"), 200,
                        "listQuotas", null, null),
                new Case("a regulator's reading", "regulator", call -> call.get("/api/v1/shipments/" + NO_ID), 404,
                        "getShipment", NO_ID, "not-found"),
                new Case("a parameter that cannot be read", "regulator", call -> call.get("/api/v1/quotas?on=x"), 422,
                        "listQuotas", null, "invalid-input"),
                new Case("an auditor's download", "auditor", call -> call.get("/api/v1/reports/ledger.csv?reference=x"),
                        200, "downloadLedger", null, null),
                new Case("an administrator's list", "regulator-admin", call -> call.get("/api/v1/caps/changes"), 200,
                        "listCapChanges", null, null),
                new Case("an administrator's act", "regulator-admin", call -> call.body(Map.of("quota", "none"))
                        .post("/api/v1/caps/changes"), 422, "requestCapChange", null, "invalid-input"),
                new Case("a reading of the audit log", "aurora-approver", call -> call.get("/api/v1/audit?limit=1"), 200,
                        "listAuditEvents", null, null),
                new Case("a role that may not", "aurora-clerk", call -> call.get("/api/v1/ledger/verification"), 403,
                        "getVerification", null, "forbidden"),
                new Case("a role that may not follow", "regulator", call -> call.accept("text/event-stream")
                        .get("/api/v1/imports/" + NO_ID + "/events"), 403, "followImport", NO_ID, null),
                new Case("a role that may not act", "regulator", call -> call.body(Calls.shipment("x"))
                        .post("/api/v1/shipments"), 403, "ship", null, "forbidden"),
                new Case("nobody", null, call -> given().headers(id(call)).get("/api/v1/quotas/" + QUOTA), 401,
                        "getQuota", QUOTA, "unauthenticated"),
                new Case("a nonsensical token", null, call -> given().headers(id(call)).auth().oauth2("nonsense")
                        .get("/api/v1/quotas"), 401, "listQuotas", null, "unauthenticated"),
                new Case("a forged token", null, call -> given().headers(id(call)).auth().oauth2(forged())
                        .post("/api/v1/shipments"), 401, "ship", null, "unauthenticated"),
                new Case("a method that is none", "aurora-clerk", call -> call.delete("/api/v1/quotas"), 405, null, null,
                        "method-not-allowed"),
                new Case("an address that is none", "aurora-clerk", call -> call.body("{}").post("/api/v1/none"), 404,
                        null, null, "not-found"),
                new Case("an address read in two ways", null, call -> given().headers(id(call)).urlEncodingEnabled(false)
                        .post("/api/v1/shipments;x"), 400, null, null, "bad-request"));
    }

    private static Map<String, Object> overTheCap() {
        var reference = Calls.unique("over");
        var body = Calls.shipment(reference);
        body.put("quantity", 1699);
        Calls.ship(body).then().statusCode(201);
        body.putAll(Map.of("reference", reference + "-b", "quantity", 1, "consignee", "cloud-" + reference));
        return body;
    }

    /// The id that the call would have been made with.
    private static Map<String, String> id(RequestSpecification call) {
        var headers = io.restassured.specification.SpecificationQuerier.query(call).getHeaders();
        return Map.of("X-Request-Id", headers.getValue("X-Request-Id"));
    }

    /// Somebody else's name over a signature that is real.
    private static String forged() {
        var parts = Tokens.of("aurora-clerk").split("\\.");
        var other = Tokens.of("regulator").split("\\.");
        return parts[0] + "." + other[1] + "." + parts[2];
    }

    @ParameterizedTest
    @MethodSource("told")
    void each_is_told_once_with_who_what_and_how_it_ended(Case given) throws Exception {
        var id = Calls.unique("told");
        var user = given.user() == null ? "aurora-clerk" : given.user();
        var call = given().auth().oauth2(Tokens.of(user)).contentType("application/json")
                .header("X-Request-Id", id).header("User-Agent", "a test of " + given.act());
        var answer = given.ask().apply(call);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(given.status());
        assertThat(answer.headers().getValues("X-Request-Id")).containsExactly(id);
        var events = Told.of(id);
        assertThat(events).hasSize(1);
        var event = events.getFirst();
        assertThat(event.act()).isEqualTo(given.act());
        assertThat(event.object()).isEqualTo(given.object());
        assertThat(event.status()).isEqualTo(given.status());
        assertThat(event.outcome()).isEqualTo(given.status() < 400 ? "done" : "refused");
        assertThat(event.problem()).isEqualTo(given.problem());
        assertThat(event.remote()).isEqualTo("127.0.0.1");
        assertThat(event.name()).isEqualTo(given.user());
        assertThat(event.subject() == null).isEqualTo(given.user() == null);
        assertThat(event.exporter()).isEqualTo(user.equals(given.user()) && user.startsWith("aurora") ? "aurora" : null);
        assertThat(event.roles().isEmpty()).isEqualTo(given.user() == null);
        assertThat(event.client()).isEqualTo(given.user() == null ? null : "headroom-cli");
        if (given.problem() != null) {
            answer.then().body("requestId", equalTo(id)).body("type", equalTo(given.problem()));
        }
    }

    @Test
    void it_tells_what_was_made_and_what_was_asked() throws Exception {
        var id = Calls.unique("made");
        String posting = as("aurora-clerk", id).body(Calls.shipment(id)).post("/api/v1/shipments").path("id");
        as("regulator", id).urlEncodingEnabled(false).get("/api/v1/quotas/" + QUOTA.replace(":", "%3A") + "?on=2026-06-01");
        as("auditor", id).get("/api/v1/reports/quota-usage.csv?destination=IN");
        assertThat(Told.of(id)).extracting(AuditEvent::made).containsExactly(posting, null, null);
        assertThat(Told.of(id)).extracting(AuditEvent::query).containsExactly(null, "on=2026-06-01", "destination=IN");
        assertThat(Told.of(id)).extracting(AuditEvent::object).containsExactly(null, QUOTA, null);
        assertThat(Told.of(id)).extracting(AuditEvent::route).containsExactly(
                "/api/v1/shipments", "/api/v1/quotas/{id}", "/api/v1/reports/quota-usage.{format}");
    }

    private static RequestSpecification as(String user, String request) {
        return Calls.as(user).header("X-Request-Id", request);
    }

    @Test
    void what_exporters_only_read_is_not_told_nor_what_is_no_api() throws Exception {
        var id = Calls.unique("untold");
        for (var path : List.of("quotas", "quotas/" + QUOTA, "shipments", "alerts", "devices", "regimes",
                "reports/quota-usage.xlsx", "shipments/" + NO_ID, "none")) {
            as("aurora-clerk", id).get("/api/v1/" + path);
        }
        given().header("X-Request-Id", id).get("/q/openapi").then().statusCode(200);
        given().header("X-Request-Id", id).get("/nowhere").then().statusCode(404).header("X-Request-Id", id);
        assertThat(Told.of(id)).isEmpty();
    }

    /// Without a moment for the writer in between.
    @Test
    void what_a_regulator_or_a_check_is_told_is_on_disk_first() throws Exception {
        for (int turn = 0; turn < 10; turn++) {
            var id = Calls.unique("first");
            as("auditor", id).get("/api/v1/quotas").then().statusCode(200);
            as("regulator", id).get("/api/v1/reports/quota-usage.csv").then().statusCode(200);
            as("aurora-clerk", id).body(Calls.shipment(id)).post("/api/v1/shipments/check").then().statusCode(200);
            as("aurora-licensing", id).body(ApplicationsTest.application(id)).post("/api/v1/applications")
                    .then().statusCode(201);
            assertThat(Told.now(id)).hasSize(4);
        }
    }

    @Test
    void a_shipment_is_told_within_a_second_of_its_answer() throws Exception {
        var id = Calls.unique("behind");
        as("aurora-clerk", id).body(Calls.shipment(id)).post("/api/v1/shipments").then().statusCode(201);
        await().atMost(java.time.Duration.ofSeconds(1)).until(() -> Told.now(id).size() == 1);
    }

    @Test
    void what_cannot_be_recorded_in_time_is_not_given() throws Exception {
        var id = Calls.unique("late");
        try (var locked = TestDatabase.asAdministrator()) {
            locked.setAutoCommit(false);
            locked.createStatement().execute("lock table audit_event in access exclusive mode");
            as("auditor", id).get("/api/v1/quotas").then().statusCode(503)
                    .header("Retry-After", "2")
                    .body("requestId", equalTo(id))
                    .body("detail", org.hamcrest.Matchers.startsWith("The audit log cannot be written just now."));
            locked.rollback();
        }
        assertThat(Told.of(id)).hasSize(1);
    }
}
