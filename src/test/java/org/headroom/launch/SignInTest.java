package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// People sign in as in production: by the authorization code with PKCE, on Keycloak's own pages.
@QuarkusTest
class SignInTest {

    private static final String BACK = "http://127.0.0.1/back";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-it-is";
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    @Test
    void who_signs_in_acts_for_the_exporter_whose_member_he_is() throws Exception {
        var token = exchanged(code("aurora-clerk")).then().statusCode(200).extract().<String>path("access_token");
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        assertThat(claims).contains("\"organizations\":" + RealmAdmin.claimOf("aurora").replace(": ", ":"));
        given().auth().oauth2(token).get("/api/test/clerk").then().statusCode(200);
    }

    @Test
    void who_signs_in_for_the_regulator_acts_for_no_exporter() throws Exception {
        var token = exchanged(code("regulator")).then().statusCode(200).extract().<String>path("access_token");
        given().auth().oauth2(token).get("/api/v1/exporters/aurora").then().statusCode(200)
                .body("organization", equalTo(RealmAdmin.organization("aurora")));
    }

    private static String code(String person) throws Exception {
        try (var browser = new Browser(HttpClient.newHttpClient(), new TreeMap<>())) {
            var challenge = Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8)));
            var page = browser.send(HttpRequest.newBuilder(URI.create(Tokens.issuer() + "/protocol/openid-connect/auth?"
                    + form(Map.of("response_type", "code", "client_id", "headroom-login", "redirect_uri", BACK,
                            "scope", "openid", "code_challenge_method", "S256", "code_challenge", challenge)))));
            // Keycloak may ask for the name first, to see whose member it is, and then for the password.
            for (int pages = 0; page.statusCode() == 200 && pages < 3; pages++) {
                var action = FORM.matcher(page.body());
                assertThat(action.find()).as(page.body()).isTrue();
                var filled = form(Map.of("username", person, "password", Tokens.demoPassword()));
                page = browser.send(HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(filled)));
            }
            var back = page.headers().firstValue("Location").orElse(page.body());
            var code = CODE.matcher(back);
            assertThat(code.find()).as(back).isTrue();
            return URLDecoder.decode(code.group(1), UTF_8);
        }
    }

    /// Gives cookies back that are for encrypted connections only, as browsers do on their own machine.
    private record Browser(HttpClient client, Map<String, String> cookies) implements AutoCloseable {

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            if (!cookies.isEmpty()) {
                request.header("Cookie", cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; ")));
            }
            var answer = client.send(request.build(), BodyHandlers.ofString());
            for (var cookie : answer.headers().allValues("Set-Cookie")) {
                var parts = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(parts[0], parts[1]);
            }
            return answer;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Response exchanged(String code) {
        return given().contentType(ContentType.URLENC)
                .formParam("grant_type", "authorization_code")
                .formParam("client_id", "headroom-login")
                .formParam("redirect_uri", BACK)
                .formParam("code_verifier", VERIFIER)
                .formParam("code", code)
                .post(Tokens.issuer() + "/protocol/openid-connect/token");
    }
}
