package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that the realm did sign, and that open nothing; and what a change of the realm does to those that do.
@QuarkusTest
class TokensRefusedTest {

    private static final String CLIENT = "headroom-cli";

    @Test
    void a_token_opens_until_it_expires_and_not_after() throws Exception {
        var expired = new AtomicReference<String>();
        RealmAdmin.with("access.token.lifespan", "1", () -> {
            var token = RealmAdmin.signIn(CLIENT, "aurora-clerk").getString("access_token");
            expired.set(token);
            assertThat(enter(token).statusCode()).isEqualTo(200);
            return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> enter(token), answer -> answer.statusCode() == 401);
        });
        var request = unique("expired");
        given().auth().oauth2(expired.get()).header("X-Request-Id", request).get("/api/v1/shipments");
        assertThat(Told.of(request)).extracting(AuditEvent::status, AuditEvent::act, AuditEvent::subject)
                .containsExactly(tuple(401, "listShipments", null));
    }

    @Test
    void a_token_made_for_another_service_is_refused() {
        var name = unique("other-service");
        RealmAdmin.person(name, "aurora"); // a role here would make us the audience
        assertThat(enter(token(name)).statusCode()).isEqualTo(403);
        var answer = RealmAdmin.withAudience(
                Map.of("included.custom.audience", "another-api", "access.token.claim", "true"),
                () -> enter(token(name)));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_made_for_another_client_is_refused() {
        var other = unique("another-client");
        RealmAdmin.client(other);
        var token = RealmAdmin.signIn(other, "aurora-clerk").getString("access_token");
        assertThat(token).isNotNull();
        assertThat(enter(token).statusCode()).isEqualTo(401);
    }

    @Test
    void an_ID_token_is_refused_even_when_it_is_for_our_audience() {
        var config = Map.of("included.client.audience", "headroom-api", "access.token.claim", "true",
                "id.token.claim", "true");
        var answer = RealmAdmin.withAudience(config, () -> {
            var signedIn = RealmAdmin.signIn(CLIENT, "aurora-clerk");
            assertThat(payload(signedIn.getString("id_token"))).contains("headroom-api", "\"typ\":\"ID\"");
            assertThat(enter(signedIn.getString("access_token")).statusCode()).isEqualTo(200);
            return enter(signedIn.getString("id_token"));
        });
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void a_refresh_token_is_refused() {
        assertThat(enter(RealmAdmin.signIn(CLIENT, "aurora-clerk").getString("refresh_token")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_public_key_is_no_secret_to_sign_with() throws Exception {
        var parts = Tokens.of("aurora-clerk").split("\\.");
        var key = given().get(Tokens.issuer() + "/protocol/openid-connect/certs").jsonPath()
                .getMap("keys.find {it.alg == 'RS256'}");
        var number = new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KeyFactory.getInstance("RSA").generatePublic(number).getEncoded(), "HmacSHA256"));
        var head = encoded(("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + key.get("kid") + "\"}").getBytes(UTF_8));
        var signature = mac.doFinal((head + "." + parts[1]).getBytes(UTF_8));
        assertThat(enter(head + "." + parts[1] + "." + encoded(signature)).statusCode()).isEqualTo(401);
    }

    @Test
    void who_has_no_role_is_known_and_may_do_nothing() {
        var name = unique("no-role");
        RealmAdmin.person(name, "aurora");
        assertThat(enter(token(name)).statusCode()).isEqualTo(403);
    }

    @Test
    void who_acts_for_no_exporter_is_told_so() {
        var name = unique("no-exporter");
        RealmAdmin.give(RealmAdmin.person(name), "exporter-clerk");
        enter(token(name)).then().statusCode(403).body("detail", containsString("your token names none"));
    }

    @Test
    void who_acts_for_two_exporters_is_told_so() {
        var name = unique("two-exporters");
        RealmAdmin.give(RealmAdmin.person(name, "aurora", "borealis"), "exporter-clerk");
        var both = RealmAdmin.signIn(CLIENT, name, "openid organization:*").getString("access_token");
        assertThat(payload(both)).contains(RealmAdmin.organization("aurora"), RealmAdmin.organization("borealis"));
        enter(both).then().statusCode(403).body("detail", containsString("several organizations"));
        given().auth().oauth2(both).get("/api/v1/devices").then().statusCode(403);
        enter(token(name)).then().statusCode(403).body("detail", containsString("your token names none"));
        var one = RealmAdmin.signIn(CLIENT, name, "openid organization:borealis").getString("access_token");
        assertThat(payload(one)).contains(RealmAdmin.organization("borealis"))
                .doesNotContain(RealmAdmin.organization("aurora"));
        assertThat(enter(one).statusCode()).isEqualTo(200);
        var none = RealmAdmin.signIn(CLIENT, name, "openid organization:cygnus").getString("access_token");
        assertThat(none).satisfiesAnyOf(
                token -> assertThat(token).isNull(), token -> assertThat(enter(token).statusCode()).isEqualTo(403));
    }

    @Test
    void who_belongs_to_an_organization_that_is_not_registered_is_told_so() {
        var name = unique("stranger");
        var person = RealmAdmin.person(name);
        RealmAdmin.give(person, "exporter-clerk");
        RealmAdmin.strangers(person);
        enter(token(name)).then().statusCode(403).body("detail", containsString("not registered here"));
        given().auth().oauth2(token(name)).get("/api/v1/devices").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"aurora\"]", "\"aurora\"", "{\"aurora\": {}}", "{\"aurora\": {\"id\": \"aurora\"}}"})
    void an_alias_names_no_exporter(String claim) {
        var name = unique("alias");
        RealmAdmin.give(RealmAdmin.person(name), "exporter-clerk");
        RealmAdmin.withClaim("organizations", claim, () -> enter(token(name))).then().statusCode(403)
                .body("detail", containsString("not registered here"));
    }

    @Test
    void a_regulator_who_belongs_to_an_exporter_sees_nothing() {
        var name = unique("both-sides");
        RealmAdmin.give(RealmAdmin.person(name, "aurora"), "regulator");
        given().auth().oauth2(token(name)).get("/api/v1/shipments").then().statusCode(403);
    }

    @Test
    void a_disabled_person_gets_no_new_token_and_keeps_the_old_one_for_minutes() {
        var name = unique("leaver");
        var person = RealmAdmin.person(name, "aurora");
        RealmAdmin.give(person, "exporter-clerk");
        var token = token(name);
        RealmAdmin.disable(person);
        assertThat(token(name)).isNull();
        assertThat(enter(token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_new_key_of_the_realm_is_noticed_and_the_old_one_still_counts() {
        var old = Tokens.of("aurora-clerk");
        RealmAdmin.withNewKey(() -> {
            var token = token("aurora-clerk");
            assertThat(head(token)).isNotEqualTo(head(old));
            await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> enter(token).statusCode() == 200);
            return enter(old);
        }).then().statusCode(200);
    }

    /// Keycloak keeps its data between runs.
    private static String unique(String name) {
        return name + "-" + System.nanoTime();
    }

    private static Response enter(String token) {
        return given().auth().oauth2(token).get("/api/test/clerk");
    }

    private static String token(String person) {
        return RealmAdmin.signIn(CLIENT, person).getString("access_token");
    }

    private static BigInteger number(Object encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded.toString()));
    }

    private static String head(String token) {
        return token.split("\\.")[0];
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
