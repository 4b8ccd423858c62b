package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.headroom.api.Calls;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Exporters' own systems, which sign in without a person, by real tokens of a real Keycloak.
@QuarkusTest
class SystemsTest {

    private static final String SHIPMENTS = "/api/v1/shipments";
    private static final String QUOTA = "us-diffusion-2025:country-allocation:IN:2025-01-01";
    private static final String NO_ID = "01234567-89ab-7cde-8f01-23456789abcd";

    static List<String> systems() throws Exception {
        return Realm.demoSystems();
    }

    @Test
    void a_system_ships_and_is_named_as_what_it_is() throws Exception {
        var reference = Calls.unique("system");
        String posting = Calls.as("aurora-system").header("X-Request-Id", reference).body(Calls.shipment(reference))
                .post(SHIPMENTS).then().statusCode(201).extract().path("id");
        Calls.as("aurora-clerk").get(SHIPMENTS + "/" + posting).then().statusCode(200)
                .body("recordedBy", equalTo("service-account-aurora-system"));
        assertThat(Told.of(reference))
                .extracting(AuditEvent::act, AuditEvent::made, AuditEvent::name, AuditEvent::client,
                        AuditEvent::exporter, AuditEvent::roles, AuditEvent::subject)
                .containsExactly(tuple("ship", posting, "service-account-aurora-system", "aurora-system",
                        "aurora", List.of("exporter-clerk"), claims(Tokens.of("aurora-system")).getString("sub")));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void its_token_is_for_one_exporter_and_one_role(String system) {
        var claims = claims(Tokens.of(system));
        var exporter = system.replace("-system", "");
        assertThat(claims.getMap("organizations"))
                .isEqualTo(Map.of(exporter, Map.of("id", RealmAdmin.organization(exporter))));
        assertThat(claims.getString("aud")).isEqualTo("headroom-api");
        assertThat(claims.getString("client_id")).isEqualTo(system);
        assertThat(claims.getMap("$")).doesNotContainKey("sid");
        assertThat(claims.getMap("resource_access")).containsOnlyKeys("headroom-api");
        assertThat(claims.getList("resource_access.headroom-api.roles")).containsExactly("exporter-clerk");
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(300);
    }

    @Test
    void a_wrong_secret_gives_no_token() {
        assertThatThrownBy(() -> Token.fetch(Tokens.issuer(), "aurora-system", "wrong-secret-1"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("Invalid client");
    }

    @ParameterizedTest
    @MethodSource("systems")
    void no_person_signs_in_by_it(String system) {
        given().contentType(ContentType.URLENC)
                .formParam("grant_type", "password")
                .formParam("client_id", system)
                .formParam("client_secret", Tokens.demoPassword())
                .formParam("username", "aurora-clerk")
                .formParam("password", Tokens.demoPassword())
                .post(Tokens.issuer() + "/protocol/openid-connect/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unauthorized_client"))
                .body("access_token", nullValue());
        for (var flow : List.of("code", "token", "id_token token", "code id_token")) {
            var page = given().redirects().follow(false)
                    .queryParam("response_type", flow)
                    .queryParam("client_id", system)
                    .queryParam("redirect_uri", "http://127.0.0.1/")
                    .queryParam("scope", "openid")
                    .queryParam("nonce", "n")
                    .get(Tokens.issuer() + "/protocol/openid-connect/auth");
            assertThat(page.statusCode()).as(flow).isEqualTo(400);
            assertThat(page.asString()).doesNotContain("type=\"password\"");
        }
    }

    @Test
    void a_system_sees_nothing_of_a_rival() {
        var reference = Calls.unique("rival");
        String theirs = Calls.as("borealis-system").body(Calls.shipment(reference)).post(SHIPMENTS)
                .then().statusCode(201).extract().path("id");
        Calls.as("aurora-system").get(SHIPMENTS + "/" + theirs).then().statusCode(404);
        Calls.as("aurora-system").get(SHIPMENTS + "?reference=" + reference).then().body("items", empty());
        Calls.as("borealis-system").get(SHIPMENTS + "?reference=" + reference).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"as Keycloak makes it, true, false", "without its scope, false, false", "with a session, true, true"})
    void a_system_is_no_second_person(String made, boolean named, boolean session) throws Exception {
        var change = Calls.as("regulator-admin").body(change()).post("/api/v1/caps/changes").then().statusCode(201)
                .extract().jsonPath();
        RealmAdmin.system("regulator-admin");
        switch (made) {
            case "without its scope" -> RealmAdmin.hideSystem();
            case "with a session" -> RealmAdmin.keepSystem();
            default -> { }
        }
        assertThat(claims(token()).getMap("$").containsKey("client_id")).isEqualTo(named);
        assertThat(claims(token()).getMap("$").containsKey("sid")).isEqualTo(session);
        var approval = "/api/v1/caps/changes/" + change.getString("id") + "/approval";
        refused("regulator-admin", approval, Map.of("digest", change.getString("digest")));
        Calls.as("regulator").get("/api/v1/caps/changes/" + change.getString("id")).then().statusCode(200)
                .body("approvedBy", nullValue());
    }

    @Test
    void a_system_is_no_first_person_either() throws Exception {
        RealmAdmin.system("regulator-admin");
        refused("regulator-admin", "/api/v1/caps/changes", change());
    }

    @Test
    void a_system_approves_for_no_exporter() throws Exception {
        RealmAdmin.system("licensing-approver", "aurora");
        refused("licensing-approver", "/api/v1/applications/" + NO_ID + "/decision", Map.of("outcome", "denied"));
    }

    private static void refused(String role, String address, Map<String, String> body) throws Exception {
        var id = Calls.unique("no-person");
        given().auth().oauth2(token()).contentType(ContentType.JSON).header("X-Request-Id", id).body(body).post(address)
                .then().statusCode(403)
                .body("detail", equalTo("Your token is a system's, and a person approves. Ask an administrator to take"
                        + " the role " + role + " away from it."));
        assertThat(Told.of(id)).extracting(AuditEvent::name, AuditEvent::client, AuditEvent::status)
                .containsExactly(tuple("service-account-" + RealmAdmin.SYSTEM, RealmAdmin.SYSTEM, 403));
    }

    @Test
    void a_system_with_another_role_of_one_who_reads_all_is_let_in() throws Exception {
        RealmAdmin.system("regulator");
        given().auth().oauth2(token()).get("/api/v1/quotas?destination=IN").then().statusCode(200);
    }

    @Test
    void no_line_of_a_log_has_a_secret() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            private final PatternFormatter text = new PatternFormatter("%d %-5p [%c] %s%e%n");

            @Override
            public void publish(LogRecord line) {
                lines.add(text.format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        root.addHandler(handler);
        var wrong = "wrong-secret-" + System.nanoTime();
        try {
            assertThatThrownBy(() -> Token.fetch(Tokens.issuer(), "cygnus-system", wrong));
            var token = Token.fetch(Tokens.issuer(), "cygnus-system", Tokens.demoPassword());
            given().auth().oauth2(token).contentType(ContentType.JSON).body("{").post(SHIPMENTS).then().statusCode(422);
            for (var none : List.of(Tokens.demoPassword(), token + "x")) {
                given().auth().oauth2(none).get(SHIPMENTS).then().statusCode(401);
            }
            Logger.getLogger(SystemsTest.class.getName()).info("A line.");
            var keycloak = Path.of(Objects.requireNonNull(
                    System.getProperty(ServersOfThisRun.PREFIX + "keycloak-log")));
            assertThat(Stream.concat(lines.stream(), Files.readAllLines(keycloak).stream()))
                    .anyMatch(line -> line.contains("A line."))
                    .anyMatch(line -> line.contains("CLIENT_LOGIN_ERROR") && line.contains("cygnus-system"))
                    .noneMatch(line -> line.contains(wrong))
                    .noneMatch(line -> line.contains(Tokens.demoPassword()))
                    .noneMatch(line -> line.contains(token));
        } finally {
            root.removeHandler(handler);
        }
    }

    private static Map<String, String> change() {
        return Map.of("quota", QUOTA, "cap", "800000000.00", "reason", "A test.", "citation", "none");
    }

    private static String token() throws Exception {
        return Token.fetch(Tokens.issuer(), RealmAdmin.SYSTEM, Tokens.demoPassword());
    }

    private static JsonPath claims(String token) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8));
    }
}
