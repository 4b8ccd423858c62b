package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.ws.rs.POST;
import java.util.Map;
import java.util.regex.Pattern;
import org.headroom.PackagesTest;
import org.headroom.api.Calls;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A form that somebody else had a browser send changes nothing.
@QuarkusTest
class FormsTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @TestHTTPResource("/")
    String at;

    private String token(String person) {
        var token = TOKEN.matcher(given().header("Cookie", People.cookieOf(person, at)).get("/exporters").asString());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private Response post(String person, Map<String, String> headers, @Nullable String token, String word) {
        var call = given().redirects().follow(false).headers(headers).header("Cookie", People.cookieOf(person, at))
                .header("X-Request-Id", word)
                .formParam("exporter", word).formParam("legalName", "The company " + word).formParam("domain", word + ".example.org")
                .formParam("email-0", "ana@" + word + ".example.org").formParam("firstName-0", "Ana")
                .formParam("lastName-0", "One").formParam("roles-0", "exporter-clerk");
        return (token == null ? call : call.formParam("csrf", token)).post("/exporters");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Sec-Fetch-Site, none",
        "Origin, https://elsewhere.example.org", "Origin, null", "X-Nothing, said"
    })
    void from_another_site_it_is_refused_whatever_it_holds(String header, String value) throws Exception {
        var word = Calls.unique("forged");
        post("regulator-admin", Map.of(header, value), token("regulator-admin"), word).then().statusCode(403)
                .contentType("text/html").body(containsString("sent from another site"));
        Calls.as("regulator").get("/api/v1/exporters/" + word).then().statusCode(404);
        assertThat(Told.of(word)).extracting(AuditEvent::act, AuditEvent::status, AuditEvent::name)
                .containsExactly(tuple("registerExporterOnPage", 403, "regulator-admin"));
    }

    @Test
    void without_the_word_of_its_session_it_is_refused() {
        var site = Map.of("Sec-Fetch-Site", "same-origin");
        for (var token : new String[] {null, "", "guessed", token("regulator")}) {
            var word = Calls.unique("forged");
            post("regulator-admin", site, token, word).then().statusCode(403).body(containsString("opened before you signed in"));
            Calls.as("regulator").get("/api/v1/exporters/" + word).then().statusCode(404);
        }
    }

    @Test
    void from_a_page_of_ours_it_counts_and_an_old_browser_says_so_by_origin() {
        for (var site : Map.of("Sec-Fetch-Site", "same-origin", "Origin", at.substring(0, at.length() - 1)).entrySet()) {
            var word = Calls.unique("delta");
            post("regulator-admin", Map.of(site.getKey(), site.getValue()), token("regulator-admin"), word)
                    .then().statusCode(200).body(containsString("is registered"));
            Calls.as("regulator").get("/api/v1/exporters/" + word).then().statusCode(200);
        }
    }

    @Test
    void who_may_not_is_refused_before_the_form_is_looked_at() {
        post("regulator", Map.of("Sec-Fetch-Site", "same-origin"), token("regulator"), Calls.unique("no")).then().statusCode(403)
                .body(containsString("Your role may not do this"));
    }

    /// One that did not would never be called by a session, and say so only when somebody tried.
    @Test
    void every_page_that_changes_something_takes_a_form() {
        var posts = PackagesTest.methodsOf("web", POST.class);
        assertThat(posts).hasSizeGreaterThan(5).allMatch(method -> method.isAnnotatedWith(Form.class));
    }
}
