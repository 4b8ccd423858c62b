package org.headroom.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.headroom.http.Problems;
import org.headroom.launch.TestDatabase;
import org.headroom.launch.Tokens;
import org.headroom.terms.Json;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The audit log under calls that no well-behaved client makes, and when its room is taken.
@QuarkusTest
class AuditRawCallsTest {

    static final int ROOM = 200;

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry registry;

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
