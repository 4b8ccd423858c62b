package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real tokens of a real Keycloak against the running service.
@QuarkusTest
class WhoMayEnterTest {

    @Test
    void the_right_role_enters_by_name() {
        var token = Tokens.of("aurora-clerk");
        given().auth().oauth2(token).get("/api/test/clerk").then().statusCode(200).body(is("aurora-clerk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aurora-licensing", "aurora-approver", "regulator", "regulator-admin", "auditor"})
    void another_role_does_not(String user) {
        given().auth().oauth2(Tokens.of(user)).get("/api/test/clerk").then().statusCode(403);
    }

    @Test
    void nobody_enters_without_a_token() {
        given().get("/api/test/clerk").then().statusCode(401);
    }

    @Test
    void a_door_that_nobody_labelled_is_shut_to_all() {
        given().auth().oauth2(Tokens.of("regulator-admin")).get("/api/test/unlabelled").then().statusCode(403);
        given().get("/api/test/unlabelled").then().statusCode(401);
    }

    @Test
    void another_hand_cannot_sign() throws Exception {
        var parts = Tokens.of("aurora-clerk").split("\\.");
        var keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.generateKeyPair().getPrivate());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        var forged = parts[0] + "." + parts[1] + "." + encoded(signature.sign());
        given().auth().oauth2(forged).get("/api/test/clerk").then().statusCode(401);
    }

    @Test
    void a_signed_token_cannot_be_given_another_role() {
        var parts = Tokens.of("auditor").split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("auditor", "exporter-clerk");
        var forged = parts[0] + "." + encoded(claims.getBytes(UTF_8)) + "." + parts[2];
        given().auth().oauth2(forged).get("/api/test/clerk").then().statusCode(401);
    }

    @Test
    void a_token_without_a_signature_is_none() {
        var parts = Tokens.of("aurora-clerk").split("\\.");
        var forged = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + parts[1] + ".";
        given().auth().oauth2(forged).get("/api/test/clerk").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aurora", "borealis", "cygnus"})
    void the_token_says_for_which_exporter_its_bearer_acts(String exporter) {
        for (var duty : new String[] {"clerk", "licensing", "approver"}) {
            var claims = claims(Tokens.of(exporter + "-" + duty));
            assertThat(claims.getJsonObject("organizations"))
                    .hasToString("{\"" + exporter + "\":{\"id\":\"" + RealmAdmin.organization(exporter) + "\"}}");
            assertThat(claims.getString("aud")).isEqualTo("headroom-api");
            assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(300);
        }
        assertThat(claims(Tokens.of("regulator"))).doesNotContainKey("organizations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-cli", "headroom-login", "headroom-api", "account"})
    void no_other_client_gives_a_token_for_a_password(String client) {
        given().contentType(ContentType.URLENC)
                .formParam("grant_type", "password")
                .formParam("client_id", client)
                .formParam("username", "aurora-clerk")
                .formParam("password", Tokens.demoPassword())
                .post(Tokens.issuer() + "/protocol/openid-connect/token")
                .then()
                .statusCode(oneOf(400, 401));
    }

    @Test
    void a_wrong_password_gives_no_token() {
        assertThatThrownBy(() -> Token.fetch(Tokens.issuer(), "auditor", "wrong-password-1"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("Invalid user credentials");
    }

    private static JsonObject claims(String token) {
        var text = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
