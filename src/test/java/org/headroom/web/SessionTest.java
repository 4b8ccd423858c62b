package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Map;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.headroom.launch.TestDatabase;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;

/// Signing in to the pages and out, in a real Chromium and at a real Keycloak.
@QuarkusTest
class SessionTest {

    private static final String SESSION = "headroom-session";

    @TestHTTPResource("/")
    String at;

    private static Cookie cookie(BrowserContext context) {
        return context.cookies().stream().filter(each -> each.name.equals(SESSION)).findFirst().orElseThrow();
    }

    private io.restassured.response.Response withCookie(String name, String value, String path) {
        return given().urlEncodingEnabled(false).redirects().follow(false).header("Cookie", name + "=" + value).get(path);
    }

    @Test
    void who_asks_for_a_page_signs_in_and_lands_on_it() {
        try (var context = People.stranger(at)) {
            var page = context.newPage();
            page.navigate("/?from=a+mail");
            assertThat(page.url()).contains("/realms/headroom/protocol/openid-connect/auth").contains("code_challenge_method=S256")
                    .contains("nonce=");
            People.signIn(page, "aurora-clerk", Tokens.password());
            assertThat(page.url()).isEqualTo(at + "?from=a+mail");
            assertThat(page.textContent("header")).contains("aurora-clerk").contains("for aurora");
            assertThat(page.title()).isEqualTo("Home · Headroom");
        }
    }

    @Test
    void a_browser_holds_a_random_value_and_no_token() throws SQLException {
        try (var context = People.of("aurora-clerk", at)) {
            assertThat(context.cookies(at)).extracting(each -> each.name).contains(SESSION).noneMatch(name -> name.startsWith("q_"));
            var cookie = cookie(context);
            assertThat(cookie.value).matches("[\\w-]{43}");
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.path).isEqualTo("/");
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            try (var database = TestDatabase.asService(); var statement = database.createStatement();
                    var row = statement.executeQuery("select id, encode(sealed, 'escape') from web_session")) {
                int rows = 0;
                while (row.next()) {
                    rows++;
                    assertThat(row.getString(1)).doesNotContain(cookie.value);
                    assertThat(row.getString(2)).doesNotContain("eyJ");
                }
                assertThat(rows).isPositive();
            }
        }
    }

    @Test
    void a_session_opens_pages_and_never_the_api() {
        try (var context = People.of("aurora-clerk", at)) {
            var value = cookie(context).value;
            withCookie(SESSION, value, "/").then().statusCode(200);
            for (var name : new String[] {SESSION, "q_session_pages", "q_session"}) {
                withCookie(name, value, "/api/v1/quotas").then().statusCode(401);
                withCookie(name, value, "/%61pi/v1/quotas").then().statusCode(401);
            }
            assertThat(withCookie("q_session_pages", value, "/").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void a_bearer_token_opens_the_api_and_no_page() {
        given().redirects().follow(false).auth().oauth2(Tokens.of("aurora-clerk")).get("/").then().statusCode(302);
        given().auth().oauth2(Tokens.of("aurora-system")).redirects().follow(false).get("/").then().statusCode(302);
    }

    @Test
    void who_signs_out_is_signed_out_here_and_at_keycloak() throws Exception {
        try (var context = People.stranger(at)) {
            var page = context.newPage();
            page.navigate("/");
            People.signIn(page, "cygnus-clerk", Tokens.password());
            var before = cookie(context).value;
            var answer = page.waitForResponse(response -> response.url().endsWith("/sign-out"),
                    () -> page.click("text=Sign out"));
            assertThat(answer.headerValue("Clear-Site-Data")).contains("cache");
            assertThat(page.textContent("main")).contains("here and where you signed in");
            assertThat(Told.of(answer.headerValue("X-Request-Id"))).extracting(AuditEvent::act, AuditEvent::name)
                    .containsExactly(tuple("signOut", "cygnus-clerk"));
            assertThat(context.cookies(at)).extracting(each -> each.name).doesNotContain(SESSION);
            assertThat(withCookie(SESSION, before, "/").statusCode()).isEqualTo(302);
            page.click("text=Sign in again");
            page.waitForSelector("input[name=username]");
            assertThat(page.url()).contains("/realms/headroom/");
        }
    }

    @Test
    void an_anonymous_page_goes_to_the_sign_in_and_an_anonymous_form_does_not() {
        given().redirects().follow(false).get("/").then().statusCode(302);
        given().redirects().follow(false).formParams(Map.of("a", "b")).post("/sign-out").then().statusCode(401)
                .contentType("text/html");
        given().get("/api/v1/quotas").then().statusCode(401).contentType("application/problem+json");
        given().redirects().follow(false).get("/signed-in?state=x&code=y").then().statusCode(303);
    }

    @Test
    void who_comes_back_with_what_was_not_asked_for_is_told_to_begin_anew() {
        withCookie("headroom-sign-in_x", "x", "/signed-in?state=x&code=y").then().statusCode(401).contentType("text/html")
                .body(containsString("did not come to its end"));
        withCookie("headroom-sign-in_x", "z", "/signed-in?state=x&code=y").then().statusCode(401).contentType("text/html");
    }
}
