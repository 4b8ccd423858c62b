package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.api.Calls;
import org.headroom.web.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long somebody stays signed in to the pages, at a real Keycloak that takes each refresh token once.
@QuarkusTest
class RenewalsTest {

    @TestHTTPResource("/")
    String at;

    private static Response home(String cookie) {
        return given().redirects().follow(false).header("Cookie", cookie).get("/");
    }

    /// A session of its own, of a person who is no test's else.
    private String signedIn(String person) {
        try (var context = People.stranger(at)) {
            var page = context.newPage();
            page.navigate("/");
            People.signIn(page, person, Tokens.password());
            var cookie = context.cookies(at).stream().filter(each -> each.name.equals("headroom-session")).findFirst();
            return cookie.map(each -> each.name + "=" + each.value).orElseThrow();
        }
    }

    private static String id(String cookie) throws Exception {
        var value = cookie.substring(cookie.indexOf('=') + 1);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes()));
    }

    /// As time would have it.
    private static void set(String cookie, String to) throws Exception {
        try (var database = TestDatabase.asAdministrator();
                var update = database.prepareStatement("update web_session set " + to + " where id = ?")) {
            update.setString(1, id(cookie));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static List<String> rows(String cookie) throws Exception {
        try (var database = TestDatabase.asAdministrator();
                var select = database.prepareStatement("select encode(sealed, 'hex') from web_session where id = ?")) {
            select.setString(1, id(cookie));
            var rows = new ArrayList<String>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        }
    }

    /// Tokens that are about to end, then tokens that have ended: nobody else goes on with those.
    @ParameterizedTest
    @ValueSource(strings = {"expires_at = now() + interval '30 seconds'", "expires_at = now() - interval '1 minute'"})
    void many_calls_at_once_renew_once_and_all_go_on(String to) throws Exception {
        var cookie = signedIn("borealis-licensing");
        for (int round = 0; round < 2; round++) {
            var before = rows(cookie);
            set(cookie, to);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = IntStream.range(0, 8).mapToObj(n -> threads.submit(() -> home(cookie).statusCode())).toList();
                for (var call : calls) {
                    assertThat(call.get()).isEqualTo(200);
                }
            }
            assertThat(rows(cookie)).hasSize(1).isNotEqualTo(before);
            home(cookie).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"used_at = now() - interval '31 minutes'", "begun_at = now() - interval '601 minutes'"})
    void a_session_that_nobody_used_or_that_is_old_has_ended(String to) throws Exception {
        var cookie = signedIn("borealis-approver");
        home(cookie).then().statusCode(200);
        set(cookie, to);
        home(cookie).then().statusCode(302).header("Location", containsString("/protocol/openid-connect/auth"));
        assertThat(rows(cookie)).isEmpty();
        home(cookie).then().statusCode(302);
    }

    @Test
    void use_keeps_it_alive() throws Exception {
        var cookie = signedIn("borealis-approver");
        set(cookie, "used_at = now() - interval '29 minutes'");
        home(cookie).then().statusCode(200);
        try (var database = TestDatabase.asAdministrator();
                var select = database.prepareStatement(
                        "select used_at > now() - interval '1 minute' from web_session where id = ?")) {
            select.setString(1, id(cookie));
            try (var row = select.executeQuery()) {
                assertThat(row.next() && row.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void who_is_disabled_is_out_when_his_token_ends() throws Exception {
        var person = RealmAdmin.person(Calls.unique("short"), "aurora");
        RealmAdmin.give(person, "exporter-clerk");
        var name = RealmAdmin.admin().get(RealmAdmin.REALM + "/users/" + person).jsonPath().getString("username");
        var cookie = signedIn(name);
        home(cookie).then().statusCode(200);
        RealmAdmin.disable(person);
        set(cookie, "expires_at = now() - interval '1 minute'");
        home(cookie).then().statusCode(302);
        assertThat(rows(cookie)).isEmpty();
    }

    @Test
    void a_page_refuses_whom_the_api_would() throws Exception {
        for (var exporters : List.of(new String[] {}, new String[] {"aurora", "borealis"})) {
            var person = RealmAdmin.person(Calls.unique("odd"), exporters);
            RealmAdmin.give(person, "exporter-clerk");
            var name = RealmAdmin.admin().get(RealmAdmin.REALM + "/users/" + person).jsonPath().getString("username");
            var cookie = signedIn(name);
            home(cookie).then().statusCode(403).contentType("text/html")
                    .body(containsString("This needs a user of an exporter")); // of two, Keycloak names none unasked
        }
    }

    @Test
    void the_database_shows_a_session_to_no_regulator() throws SQLException {
        try (var database = TestDatabase.asRegulator(); var statement = database.createStatement()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.executeQuery("select * from web_session"))
                    .hasMessageContaining("permission denied");
        }
    }
}
