package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.api.ApiDocument;
import org.headroom.api.ApplicationsTest;
import org.headroom.api.Calls;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.headroom.restatement.Restating;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The acts that take a permission, while an administrator of the real Keycloak changes who has it, and while Keycloak
/// cannot be asked.
@QuarkusTest
@TestProfile(PermissionsTest.Gated.class)
class PermissionsTest {

    static final String RECORDS = "Roles that record what has left";
    static final String MODES = "Roles that set modes of regimes";

    static TokenGate gate;

    public static class Gated implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.token-path", StubIssuer.freeUrl().toString());
        }
    }

    @ConfigProperty(name = "quarkus.oidc.token-path")
    URI way;

    @ConfigProperty(name = "headroom.permissions.patience")
    Duration patience;

    @BeforeEach
    void an_open_gate() {
        if (gate == null) {
            gate = new TokenGate(way, URI.create(Tokens.issuer() + "/protocol/openid-connect/token"));
        }
        gate.open(Duration.ZERO);
    }

    /// One act that waits to be done.
    ///
    /// @param done whether it was
    private record Ready(Function<RequestSpecification, Response> call, BooleanSupplier done) {}

    /// Every act that takes a permission.
    enum Act {
        FILE_AN_APPLICATION("application:file", "Roles that file applications", "aurora-licensing", 200),
        RECORD_WHAT_HAS_LEFT("record:post", RECORDS, "aurora-clerk", 201),
        CONFIRM_WHAT_HAS_LEFT("record:confirm", "Roles that confirm records", "aurora-approver", 201),
        ASK_FOR_ANOTHER_MODE("regime:set", MODES, "regulator-admin", 201),
        APPROVE_ANOTHER_MODE("regime:set", MODES, "regulator-admin-2", 200),
        ASK_FOR_ANOTHER_CAP("cap:change", "Roles that change caps", "regulator-admin", 201),
        APPROVE_ANOTHER_CAP("cap:change", "Roles that change caps", "regulator-admin-2", 200),
        ASK_FOR_A_REOPENING("period:reopen", "Roles that reopen periods", "regulator-admin", 201),
        APPROVE_A_REOPENING("period:reopen", "Roles that reopen periods", "regulator-admin-2", 200),
        ASK_FOR_A_RESTATEMENT("restatement:post", "Roles that post restatements", "regulator-admin", 201),
        APPROVE_A_RESTATEMENT("restatement:post", "Roles that post restatements", "regulator-admin-2", 200),
        EXPORT_AN_APPLICATION("bundle:export", "Roles that export bundles", "aurora-clerk", 200),
        EXPORT_THE_LEDGER("bundle:export", "Roles that export bundles", "auditor", 200);

        final String permission;
        final String policy;
        final String person;
        final int good;

        Act(String permission, String policy, String person, int good) {
            this.permission = permission;
            this.policy = policy;
            this.person = person;
            this.good = good;
        }

        Ready ready() {
            return switch (this) {
                case FILE_AN_APPLICATION -> {
                    var id = draft();
                    yield new Ready(
                            call -> call.body(Map.of()).post("/api/v1/applications/" + id + "/submission"),
                            () -> !Calls.as("aurora-clerk").get("/api/v1/applications/" + id).jsonPath()
                                    .getString("status").equals("DRAFT"));
                }
                case RECORD_WHAT_HAS_LEFT -> record();
                case CONFIRM_WHAT_HAS_LEFT -> {
                    var body = Calls.shipment(Calls.unique("left"));
                    body.putAll(Map.of("destination", "CN", "consignee", Calls.consignee(Calls.unique("left"), "CN")));
                    yield waiting(Calls.as("aurora-clerk").body(Map.of("shipment", body, "reason", "It had left."))
                            .post("/api/v1/shipments/record").then().statusCode(202).extract().jsonPath(),
                            "/api/v1/approvals/");
                }
                case ASK_FOR_ANOTHER_MODE -> {
                    var reason = Calls.unique("reason");
                    yield new Ready(
                            call -> call.body(mode(reason)).post("/api/v1/regimes/mode-changes"),
                            () -> Calls.as("auditor").get("/api/v1/approvals?limit=500").jsonPath()
                                    .getList("items.shown.reason").contains(reason));
                }
                case APPROVE_ANOTHER_MODE -> waiting(Calls.as("regulator-admin").body(mode("A reason."))
                        .post("/api/v1/regimes/mode-changes").then().statusCode(201).extract().jsonPath(),
                        "/api/v1/regimes/mode-changes/");
                case ASK_FOR_ANOTHER_CAP -> {
                    var reason = Calls.unique("reason");
                    yield new Ready(
                            call -> call.body(change(reason)).post("/api/v1/caps/changes"),
                            () -> Calls.as("auditor").get("/api/v1/caps/changes?limit=500").jsonPath()
                                    .getList("items.reason").contains(reason));
                }
                case APPROVE_ANOTHER_CAP -> {
                    var change = Calls.as("regulator-admin").body(change("A reason.")).post("/api/v1/caps/changes")
                            .then().statusCode(201).extract().jsonPath();
                    var address = "/api/v1/caps/changes/" + change.getString("id");
                    yield new Ready(
                            call -> call.body(Map.of("digest", change.getString("digest"))).post(address + "/approval"),
                            () -> Calls.as("auditor").get(address).jsonPath().getString("state").equals("approved"));
                }
                case ASK_FOR_A_REOPENING -> {
                    var reason = Calls.unique("reason");
                    close();
                    yield new Ready(
                            call -> call.body(period(reason)).post("/api/v1/periods/reopenings"),
                            () -> Calls.as("auditor").get("/api/v1/approvals?limit=500").jsonPath()
                                    .getList("items.shown.reason").contains(reason));
                }
                case APPROVE_A_REOPENING -> {
                    close();
                    yield waiting(Calls.as("regulator-admin").body(period("A reason."))
                            .post("/api/v1/periods/reopenings").then().statusCode(201).extract().jsonPath(),
                            "/api/v1/periods/reopenings/");
                }
                case ASK_FOR_A_RESTATEMENT -> {
                    var preview = preview();
                    var address = "/api/v1/restatements/" + preview.getString("id");
                    yield new Ready(
                            call -> call.body(Map.of("digest", preview.getString("digest"))).post(address + "/posting"),
                            () -> Calls.as("auditor").get(address).jsonPath().getString("approval") != null);
                }
                case APPROVE_A_RESTATEMENT -> {
                    var preview = preview();
                    var address = "/api/v1/restatements/" + preview.getString("id");
                    var asked = Restating.ask(preview).then().statusCode(201).extract().jsonPath();
                    yield new Ready(
                            call -> call.body(Map.of("digest", asked.getString("digest"))).post(address + "/approval"),
                            () -> !Calls.as("auditor").get(address).jsonPath().getString("state").equals("previewed"));
                }
                case EXPORT_AN_APPLICATION -> {
                    var id = draft();
                    yield new Ready(call -> call.get("/api/v1/applications/" + id + "/workbook.xlsx"), () -> false);
                }
                case EXPORT_THE_LEDGER -> new Ready(call -> call.get("/api/v1/reports/ledger.csv"), () -> false);
            };
        }
    }

    /// Of a shipment of a device that was rated too low.
    private static JsonPath preview() {
        var device = Restating.device(1000);
        Restating.ship("aurora", device, 1, Calls.unique("restated"));
        Restating.correct(device, 2000);
        return Restating.previewed(device);
    }

    private static String draft() {
        return Calls.as("aurora-licensing").body(ApplicationsTest.application(Calls.unique("permission")))
                .post("/api/v1/applications").then().statusCode(201).extract().path("id");
    }

    private static Ready record() {
        var reference = Calls.unique("left");
        return new Ready(
                call -> call.body(Map.of("shipment", Calls.shipment(reference), "reason", "It had left."))
                        .post("/api/v1/shipments/record"),
                () -> !Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + reference).jsonPath()
                        .getList("items").isEmpty());
    }

    private static Ready waiting(JsonPath asked, String address) {
        var id = asked.getString("id");
        return new Ready(
                call -> call.body(Map.of("digest", asked.getString("digest"))).post(address + id + "/approval"),
                () -> Calls.as("auditor").get("/api/v1/approvals/" + id).jsonPath().getString("state")
                        .equals("approved"));
    }

    private static Map<String, String> mode(String reason) {
        return Map.of("regime", "example-national-cap", "mode", "off", "reason", reason, "citation", "none");
    }

    /// Of a regime that is off, so that nobody else is in the way.
    private static Map<String, String> period(String reason) {
        return Map.of(
                "regime", "example-national-cap", "rule", "national-cap", "period", "2024-01-01", "reason", reason);
    }

    private static void close() {
        Calls.as("regulator-admin").body(period("It is over.")).post("/api/v1/periods/closings")
                .then().statusCode(oneOf(201, 409));
    }

    private static Map<String, String> change(String reason) {
        return Map.of("quota", "us-diffusion-2025:country-allocation:TV:2025-01-01", "cap", "800000000.00",
                "reason", reason, "citation", "none");
    }

    /// A token of which the service remembers nothing yet.
    private static String fresh(String person) {
        return RealmAdmin.signIn("headroom-cli", person).getString("access_token");
    }

    private static RequestSpecification with(String token) {
        return given().filter(ApiDocument.ANSWERS_AS_DESCRIBED).auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static void refused(Response answer, String permission) {
        answer.then().statusCode(403).body("type", equalTo("no-permission"))
                .body("detail", allOf(containsString(permission), containsString("Ask an administrator")));
    }

    @ParameterizedTest
    @EnumSource
    void an_administrator_takes_a_permission_away_and_gives_it_back(Act act) {
        var ready = act.ready();
        PolicyAdmin.only(another(act), act.policy, () -> {
            refused(ready.call().apply(with(fresh(act.person))), act.permission);
            assertThat(ready.done().getAsBoolean()).isFalse();
        });
        assertThat(ready.call().apply(with(fresh(act.person))).statusCode()).isEqualTo(act.good);
    }

    /// A role that the person of the act does not have.
    private static String another(Act act) {
        return act == Act.RECORD_WHAT_HAS_LEFT || act == Act.EXPORT_AN_APPLICATION ? "auditor" : "exporter-clerk";
    }

    @Test
    void an_administrator_leaves_a_permission_to_some_of_those_whose_role_may() {
        PolicyAdmin.only("licensing-officer", RECORDS, () -> {
            refused(record().call().apply(with(fresh("aurora-clerk"))), "record:post");
            record().call().apply(with(fresh("aurora-licensing"))).then().statusCode(201);
        });
    }

    @Test
    void a_permission_is_no_way_round_the_roles() {
        PolicyAdmin.only("auditor", RECORDS, () -> record().call().apply(with(fresh("auditor")))
                .then().statusCode(403).body("type", equalTo("forbidden")));
    }

    @Test
    void not_even_the_head_of_an_export_is_told_without_the_permission() {
        PolicyAdmin.only("regulator-admin", "Roles that export bundles",
                () -> given().auth().oauth2(fresh("auditor")).head("/api/v1/reports/ledger.csv")
                        .then().statusCode(403));
    }

    @Test
    void a_refusal_is_told_to_the_audit_log() throws Exception {
        var id = Calls.unique("refused");
        PolicyAdmin.only("auditor", RECORDS,
                () -> refused(record().call().apply(with(fresh("aurora-clerk")).header("X-Request-Id", id)), "record"));
        assertThat(Told.of(id)).extracting(AuditEvent::act, AuditEvent::status, AuditEvent::problem)
                .containsExactly(tuple("recordShipment", 403, "no-permission"));
    }

    @Test
    void a_resource_that_was_taken_away_gives_nobody_a_permission() {
        PolicyAdmin.without("record", () -> {
            var ready = record();
            refused(ready.call().apply(with(fresh("aurora-clerk"))), "record:post");
            assertThat(ready.done().getAsBoolean()).isFalse();
        });
    }

    @Test
    void a_yes_ends_by_itself_and_a_no_is_not_kept() {
        var token = fresh("aurora-clerk");
        record().call().apply(with(token)).then().statusCode(201);
        PolicyAdmin.only("auditor", RECORDS, () -> await().atMost(Duration.ofSeconds(20))
                .until(() -> record().call().apply(with(token)).statusCode() == 403));
        record().call().apply(with(token)).then().statusCode(201);
    }

    @Test
    void a_burst_asks_once() throws Exception {
        var token = fresh("regulator-admin");
        var ask = (Callable<Integer>) () -> with(token).body(Map.of()).post("/api/v1/caps/changes").statusCode();
        gate.passed.set(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(IntStream.range(0, 20).mapToObj(turn -> ask).toList())) {
                assertThat(answer.get()).isEqualTo(422);
            }
        }
        assertThat(gate.passed).hasValueBetween(1, 5); // on a slow machine a yes ends before the burst does
    }

    @Test
    void who_lost_a_role_does_nothing_with_a_token_that_still_names_it() {
        var name = Calls.unique("lost-a-role");
        var person = RealmAdmin.person(name, "aurora");
        RealmAdmin.give(person, "exporter-clerk");
        var token = fresh(name);
        PolicyAdmin.take(person, "exporter-clerk");
        refused(record().call().apply(with(token)), "record:post");
    }

    @Test
    void who_was_disabled_does_nothing_with_a_token_that_has_not_expired() {
        var name = Calls.unique("disabled");
        var person = RealmAdmin.person(name, "aurora");
        RealmAdmin.give(person, "exporter-clerk");
        var token = fresh(name);
        RealmAdmin.disable(person);
        var ready = record();
        ready.call().apply(with(token)).then().statusCode(401);
        assertThat(ready.done().getAsBoolean()).isFalse();
    }

    @Test
    void an_exporter_s_own_system_has_permissions_too() throws Exception {
        record().call().apply(with(Token.fetch(Tokens.issuer(), "aurora-system", Tokens.demoPassword())))
                .then().statusCode(201);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_done_while_Keycloak_is_away(Act act) {
        var ready = act.ready();
        gate.shut();
        var answer = ready.call().apply(with(fresh(act.person)));
        answer.then().statusCode(503).header("Retry-After", "2").body("type", equalTo("unavailable"))
                .body("detail", containsString(act.permission));
        assertThat(ready.done().getAsBoolean()).isFalse();
        gate.open(Duration.ZERO);
        assertThat(ready.call().apply(with(fresh(act.person))).statusCode()).isEqualTo(act.good);
    }

    @Test
    void nobody_waits_long_for_a_slow_Keycloak() {
        var ready = record();
        var before = unanswered();
        gate.open(patience.multipliedBy(5));
        var answer = ready.call().apply(with(fresh("aurora-clerk")));
        answer.then().statusCode(503).header("Retry-After", "2");
        assertThat(unanswered()).isEqualTo(before + 1);
        assertThat(answer.time()).isBetween(patience.toMillis() - 100, 2 * patience.toMillis());
        assertThat(ready.done().getAsBoolean()).isFalse();
    }

    private static double unanswered() {
        return Metrics.globalRegistry.get("permission.questions.unanswered").counter().count();
    }

    @Test
    void what_is_not_guarded_does_not_ask() {
        gate.shut();
        Calls.ship(Calls.shipment(Calls.unique("unasked"))).then().statusCode(201);
        Calls.as("auditor").get("/api/v1/quotas").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "headroom-api"})
    void nobody_signs_in_as_the_API_itself(String secret) {
        for (var password : List.of(secret, Tokens.demoPassword())) {
            given().contentType(ContentType.URLENC)
                    .formParam("grant_type", "client_credentials")
                    .formParam("client_id", "headroom-api")
                    .formParam("client_secret", password)
                    .post(Tokens.issuer() + "/protocol/openid-connect/token")
                    .then().statusCode(oneOf(400, 401));
        }
    }
}
