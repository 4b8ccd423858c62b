package org.headroom.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.headroom.launch.TestDatabase;
import org.headroom.launch.Tokens;
import org.headroom.terms.Json;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of call that is told, from the outside: exactly once, with who, what and how it ended.
@QuarkusTest
class AuditTest {

    static final String QUOTA = "us-diffusion-2025:country-allocation:IN:2025-01-01";
    static final String NO_ID = RivalsTest.NO_ID;
    static final int ROOM = 200;

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry registry;

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

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/he%61droom", "GET /%61pi/v1/headroom", "HEAD /api/v1/headroom",
        "GET http://elsewhere/api/v1/headroom", "GET /api/v1/headroom/", "GET /api/v1/head%72oom/"})
    void no_check_goes_unseen_in_disguise(String first) throws Exception {
        var id = Calls.unique("disguise");
        try (var socket = connected()) {
            send(socket, first + "?device=nvidia-h100-sxm5-80gb&destination=IN&on=2026-03-02 HTTP/1.1", id,
                    Tokens.of("aurora-clerk"), "Connection: close");
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200");
        }
        assertThat(Told.now(id)).extracting(AuditEvent::act, AuditEvent::status, AuditEvent::exporter)
                .containsExactly(tuple("getHeadroom", 200, "aurora"));
    }

    @Test
    void a_regulators_stream_is_told_when_it_begins() throws Exception {
        var id = Calls.unique("stream");
        try (var socket = connected()) {
            send(socket, "GET /api/v1/events HTTP/1.1", id, Tokens.of("regulator"), "Accept: text/event-stream");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(Told.of(id)).extracting(AuditEvent::act, AuditEvent::status)
                    .containsExactly(tuple("followAlerts", 200));
        }
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
    void what_a_caller_sends_steers_nothing() throws Exception {
        var id = Calls.unique("steer");
        var agent = "Good \u202etxt.exe\u2066";
        try (var socket = connected()) {
            send(socket, "GET /api/v1/licenses/D1%0d%0aadmin%E2%80%AEx?a=%0d%0ab HTTP/1.1", id, Tokens.of("auditor"),
                    "User-Agent: " + new String(agent.getBytes(UTF_8), ISO_8859_1), "Connection: close");
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 403");
        }
        var event = Told.of(id).getFirst();
        assertThat(event.object()).isEqualTo("D1<U+000D><U+000A>admin<U+202E>x");
        assertThat(event.query()).isEqualTo("a=%0d%0ab");
        assertThat(event.agent()).startsWith("Good ").doesNotContainPattern("\\p{Cc}").contains("<U+0080>");
    }

    /// The ledger is held up until the caller has gone. The posting is made all the same.
    @Test
    void a_caller_who_leaves_is_told_once() throws Exception {
        Calls.ship(Calls.shipment(Calls.unique("before"))).then().statusCode(201); // all is warm
        var id = Calls.unique("left");
        try (var locked = TestDatabase.asAdministrator()) {
            locked.setAutoCommit(false);
            locked.createStatement().execute("select from ledger_head for update");
            try (var socket = connected()) {
                ship(socket, id, 0);
                Thread.sleep(1_000);
            }
            await().until(() -> !Told.of(id).isEmpty());
            locked.rollback();
        }
        await().until(() -> !Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + id)
                .<List<?>>path("items").isEmpty());
        assertThat(Told.of(id))
                .extracting(AuditEvent::name, AuditEvent::act, AuditEvent::status, AuditEvent::outcome)
                .containsExactly(tuple("aurora-clerk", "ship", 499, "left"));
    }

    @Test
    void half_a_call_is_told_and_the_log_knows_its_id() throws Exception {
        var id = Calls.unique("half");
        var ids = new CopyOnWriteArrayList<@Nullable String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                ids.add(((ExtLogRecord) line).getMdc("request"));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger(Problems.class.getName());
        log.addHandler(handler);
        try (var socket = connected()) {
            ship(socket, id, 10);
            Thread.sleep(300);
        }
        await().until(() -> !Told.of(id).isEmpty());
        log.removeHandler(handler);
        assertThat(Told.of(id)).extracting(AuditEvent::outcome).containsExactly("left");
        assertThat(ids).containsExactly(id);
        await().until(() -> unwritten() == 0);
    }

    private void ship(Socket socket, String id, int missing) throws IOException {
        var body = Json.write(Calls.shipment(id));
        send(socket, "POST /api/v1/shipments HTTP/1.1", id, Tokens.of("aurora-clerk"), "Content-Type: application/json",
                "Content-Length: " + (body.length() + missing), "", body);
    }

    private double unwritten() {
        return registry.get("audit.unwritten").gauge().value();
    }

    @Test
    void when_all_room_is_taken_calls_wait_and_nothing_is_lost() throws Exception {
        var id = Calls.unique("full");
        var gone = Calls.unique("gone-before-let-in");
        var token = Tokens.of("aurora-clerk");
        Callable<Integer> ask = () -> given().auth().oauth2(token).contentType("application/json")
                .header("X-Request-Id", id).body("{}").post("/api/v1/shipments").statusCode();
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var locked = TestDatabase.asAdministrator()) {
                locked.setAutoCommit(false);
                locked.createStatement().execute("lock table audit_event in access exclusive mode");
                for (int i = 0; i < ROOM; i++) {
                    assertThat(ask.call()).isEqualTo(422);
                }
                for (int i = 0; i < 50; i++) {
                    answers.add(threads.submit(ask));
                }
                try (var socket = connected()) {
                    ship(socket, gone, 0);
                    Thread.sleep(300);
                }
                Thread.sleep(1_000);
                assertThat(answers).noneMatch(Future::isDone);
                assertThat(unwritten()).isEqualTo(ROOM);
                locked.rollback();
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(422);
            }
        }
        assertThat(Told.of(id)).hasSize(ROOM + 50);
        assertThat(Told.of(gone)).isEmpty();
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + gone).then().body("items", empty());
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

    @Test
    void an_approver_reads_of_its_own_people_and_a_regulator_of_all() {
        for (var exporter : List.of("aurora", "borealis")) {
            Calls.as(exporter + "-clerk").body("{}").post("/api/v1/shipments").then().statusCode(422);
            Calls.as(exporter + "-approver").get("/api/v1/audit?limit=1").then().statusCode(200);
            Calls.as(exporter + "-approver").get("/api/v1/audit?limit=500").then().statusCode(200)
                    .body("items.exporter", everyItem(equalTo(exporter)))
                    .body("items.name", hasItem(exporter + "-clerk"));
            Calls.as("regulator").get("/api/v1/audit?exporter=" + exporter).then().statusCode(200)
                    .body("items.exporter", everyItem(equalTo(exporter))).body("items.act", hasItem("ship"));
        }
        Calls.as("borealis-approver").get("/api/v1/audit?exporter=aurora").then().body("items", empty());
        Calls.as("auditor").get("/api/v1/audit?act=listAuditEvents").then().body("items.name", hasItem("regulator"));
        for (var user : List.of("aurora-clerk", "aurora-licensing")) {
            Calls.as(user).get("/api/v1/audit").then().statusCode(403);
        }
    }

    @Test
    void it_is_filtered_and_paged() {
        var own = Calls.unique("paged");
        String posting = Calls.as("aurora-clerk").body(Calls.shipment(own)).post("/api/v1/shipments").path("id");
        for (int i = 0; i < 4; i++) {
            Calls.as("aurora-clerk").body(Map.of()).post("/api/v1/shipments/" + posting + "/return")
                    .then().statusCode(422);
        }
        var about = "/api/v1/audit?object=" + posting;
        Calls.as("auditor").get(about);
        var acts = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Calls.as("auditor").get(about + "&limit=2" + cursor).then().statusCode(200).extract();
            acts.addAll(page.<List<String>>path("items.act"));
            cursor = page.path("next") == null ? "" : "&cursor=" + page.path("next");
        } while (!cursor.isEmpty());
        assertThat(acts).containsExactly(
                "returnShipment", "returnShipment", "returnShipment", "returnShipment", "ship");
        String subject = Calls.as("auditor").get(about).path("items[0].subject");
        var day = java.time.LocalDate.ofInstant(java.time.Clock.systemUTC().instant(), java.time.ZoneOffset.UTC);
        Map.of("&act=ship", 1, "&outcome=refused", 4, "&outcome=failed", 0, "&subject=" + subject, 5, "&subject=x", 0,
                "&from=" + day.minusDays(1) + "&to=" + day.plusDays(1), 5, "&to=" + day.minusDays(2), 0,
                "&from=" + day.plusDays(1), 0).forEach((filter, count) ->
                        assertThat(Calls.as("auditor").get(about + filter).<List<?>>path("items")).as(filter)
                                .hasSize(count));
        Calls.as("auditor").get("/api/v1/audit?outcome=good").then().statusCode(422)
                .body("errors[0].field", equalTo("outcome"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void a_good_id_of_a_caller_is_kept(String id) {
        given().header("X-Request-Id", id).get("/api/v1/quotas").then().statusCode(401).header("X-Request-Id", id)
                .body("requestId", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "a;b", "", "01234567890123456789012345678901234567890123456789012345678901234"})
    void another_one_is_replaced(String id) {
        assertThat(given().header("X-Request-Id", id).get("/api/v1/quotas").header("X-Request-Id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    private Socket connected() throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private void send(Socket socket, String first, String id, String token, String... rest) throws IOException {
        var head = String.join("\r\n", first, "Host: " + service.getAuthority(), "X-Request-Id: " + id,
                "Authorization: Bearer " + token, String.join("\r\n", rest));
        socket.getOutputStream().write((List.of(rest).contains("") ? head : head + "\r\n\r\n").getBytes(ISO_8859_1));
    }
}
