package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The service starts while the issuer of tokens is away; then the issuer comes, and goes again. It is no Keycloak that
/// would let the service make anything.
@QuarkusTest
@TestProfile(IssuerAwayTest.Away.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IssuerAwayTest {

    static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    static StubIssuer issuer;

    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.auth-server-url", StubIssuer.freeUrl().toString(),
                    "quarkus.oidc.connection-delay", "2s",
                    "headroom.pages.on", "false",
                    "quarkus.oidc.pages.tenant-enabled", "false",
                    "quarkus.keycloak.admin-client.server-url", "",
                    "quarkus.keycloak.admin-client.client-secret", "");
        }
    }

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    URI url;

    @TestHTTPResource(management = true)
    URI management;

    @BeforeEach
    void one_issuer() {
        if (issuer == null) {
            issuer = new StubIssuer(url);
        }
    }

    private Response readiness() {
        return given().get(management.resolve("/q/health/ready"));
    }

    private static Response enter(String token) {
        return given().auth().oauth2(token).get("/api/test/clerk");
    }

    @Test
    @Order(1)
    void it_starts_says_that_it_is_not_ready_and_lets_nobody_in() {
        readiness().then().statusCode(503).body("status", equalTo("DOWN"))
                .body("checks.find { it.status == 'DOWN' }.name", equalTo("Keys of the issuer of tokens"));
        enter(issuer.token(FIVE_MINUTES)).then().statusCode(503).header("Retry-After", "2")
                .body("type", equalTo("unavailable")).body("detail", containsString("The issuer of tokens"));
        given().get("/api/test/clerk").then().statusCode(401);
    }

    @Test
    @Order(2)
    void it_is_ready_as_soon_as_the_issuer_is_there() throws Exception {
        issuer.start();
        readiness().then().statusCode(200);
        enter(issuer.token(FIVE_MINUTES)).then().statusCode(200);
    }

    @Test
    @Order(3)
    void without_a_client_of_its_own_it_brings_no_exporter_in_and_says_what_to_set() {
        given().auth().oauth2(issuer.tokenOfAnAdministrator()).contentType(ContentType.JSON)
                .body(Map.of("exporter", "delta", "legalName", "Delta", "domain", "delta.example.org", "users",
                        List.of(Map.of("email", "ana@delta.example.org", "firstName", "Ana", "lastName", "Silva",
                                "roles", List.of("exporter-clerk")))))
                .post("/api/v1/exporters")
                .then().statusCode(501).body("type", equalTo("not-set-up"))
                .body("detail", containsString("HEADROOM_ONBOARDING_SECRET"));
    }

    @Test
    @Order(4)
    void a_token_that_was_issued_opens_until_it_expires_though_the_issuer_is_away() {
        var token = issuer.token(FIVE_MINUTES);
        var ending = issuer.token(Duration.ofSeconds(2)); // and ten for clocks that differ
        assertThat(enter(token).statusCode()).isEqualTo(200);
        issuer.stop();
        assertThat(enter(ending).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofSeconds(1))
                .until(() -> enter(ending), answer -> answer.statusCode() == 401);
        assertThat(enter(token).statusCode()).isEqualTo(200);
        readiness().then().statusCode(200);
    }

    @Test
    @Order(4)
    void an_unknown_key_is_refused_at_once_though_nobody_can_be_asked_for_it() {
        for (int turn = 0; turn < 3; turn++) {
            var answer = enter(issuer.tokenOfAnUnknownKey());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.time()).isLessThan(5_000);
        }
        enter(issuer.token(FIVE_MINUTES)).then().statusCode(200);
    }

    @Test
    @Order(9)
    void without_a_client_for_them_there_are_no_pages_and_the_first_address_says_what_to_set() {
        given().get("/").then().statusCode(200).contentType("text/plain").body(containsString("HEADROOM_PAGES_SECRET"));
        given().get("/quotas").then().statusCode(404).contentType("text/plain");
        given().get("/api/v1/quotas").then().statusCode(401);
    }
}
