package org.headroom.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer says to a browser.
@QuarkusTest
class AnswerHeadersTest {

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");

    private static List<Response> answers() {
        return List.of(
                clerk().get("/api/v1/quotas"),
                clerk().get("/api/v1/devices/nvidia-l4-24gb"),
                clerk().get("/api/v1/reports/quota-usage.csv"),
                clerk().get("/api/v1/reports/quota-usage.xlsx"),
                clerk().get("/api/v1/reports/license-register.xlsx"),
                clerk().get("/api/v1/nothing"),
                clerk().delete("/api/v1/quotas"),
                clerk().get("/api/v1/ledger/verification"),
                clerk().accept("text/plain").get("/api/v1/quotas"),
                clerk().contentType("text/plain").body("x").post("/api/v1/shipments"),
                clerk().contentType("application/json").body("x").post("/api/v1/shipments"),
                given().get("/api/v1/quotas"),
                given().auth().oauth2("nonsense").get("/api/v1/quotas"),
                given().get("/q/openapi"),
                given().get("/api/nowhere"),
                given().get("/api/x;y"));
    }

    @Test
    void every_answer_has_the_headers_once_and_an_error_too() {
        for (var answer : answers()) {
            ALWAYS.forEach((name, value) ->
                    assertThat(answer.headers().getValues(name)).as(name + answer.statusCode()).containsExactly(value));
            assertThat(answer.headers().getValues("Permissions-Policy")).hasSize(1);
            assertThat(answer.headers().getValues("X-Request-Id")).hasSize(1);
            assertThat(answer.headers().hasHeaderWithName("Strict-Transport-Security")).isFalse();
        }
    }

    @Test
    void a_download_is_kept_and_not_shown() {
        assertThat(clerk().get("/api/v1/reports/quota-usage.csv").header("Content-Disposition"))
                .startsWith("attachment; filename=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "Forwarded: for=192.0.2.1;proto=https;host=x"})
    void who_came_encrypted_shall_always_do_so(String header) {
        var parts = header.split(": ");
        for (var path : List.of("/api/v1/quotas", "/nowhere", "/x;y")) {
            assertThat(given().header(parts[0], parts[1]).get(path).header("Strict-Transport-Security"))
                    .isEqualTo("max-age=31536000; includeSubDomains");
        }
        assertThat(given().header(parts[0], parts[1].replace("https", "http")).get("/nowhere")
                        .headers().hasHeaderWithName("Strict-Transport-Security"))
                .isFalse();
    }

    private static RequestSpecification clerk() {
        return given().auth().oauth2(Tokens.of("aurora-clerk"));
    }
}
