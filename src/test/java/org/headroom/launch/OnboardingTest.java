package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.api.Calls;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A new exporter comes in through the API, in a real Keycloak.
@QuarkusTest
class OnboardingTest {

    private static final String EXPORTERS = "/api/v1/exporters";

    private static Map<String, Object> exporter(String word) {
        var body = new LinkedHashMap<String, Object>();
        body.put("exporter", word);
        body.put("legalName", "The " + word + " company");
        body.put("domain", word + ".example.org");
        body.put("users", List.of(
                user("ana@" + word + ".example.org", "exporter-clerk", "licensing-officer"),
                user("bo@" + word + ".example.org", "licensing-approver")));
        return body;
    }

    private static Map<String, Object> user(String email, String... roles) {
        return Map.of("email", email, "firstName", "Some", "lastName", "One", "roles", List.of(roles));
    }

    private static Response register(Map<String, Object> body) {
        return Calls.as("regulator-admin").body(body).post(EXPORTERS);
    }

    private static RequestSpecification as(String email) {
        return given().auth().oauth2(RealmAdmin.signIn("headroom-cli", email).getString("access_token"))
                .contentType(ContentType.JSON);
    }

    @Test
    void a_new_exporter_comes_in_and_its_people_see_their_own_only() {
        var word = Calls.unique("delta");
        String organization = register(exporter(word)).then().statusCode(201)
                .header("Location", endsWith(EXPORTERS + "/" + word)).header("Idempotency-Hit", nullValue())
                .body("registered.exporter", equalTo(word)).body("registered.registeredBy", equalTo("regulator-admin"))
                .body("invited.mail", equalTo(List.of("not-sent", "not-sent")))
                .body("invited.roles", equalTo(List.of(
                        List.of("exporter-clerk", "licensing-officer"), List.of("licensing-approver"))))
                .extract().path("registered.organization");
        Calls.as("auditor").get(EXPORTERS + "/" + word).then().statusCode(200)
                .body("organization", equalTo(organization));
        var clerk = "ana@" + word + ".example.org";
        assertThat(RealmAdmin.signIn("headroom-cli", clerk).getString("access_token")).isNull();
        RealmAdmin.choosePassword(clerk);
        String theirs = Calls.ship(Calls.shipment(Calls.unique("aurora"))).then().statusCode(201).extract().path("id");
        String own = as(clerk).body(Calls.shipment(word)).post("/api/v1/shipments")
                .then().statusCode(201).extract().path("id");
        as(clerk).get("/api/v1/shipments").then().statusCode(200).body("items.id", equalTo(List.of(own)))
                .body("items.exporter", equalTo(List.of(word)));
        as(clerk).get("/api/v1/shipments/" + theirs).then().statusCode(404);
        Calls.as("aurora-clerk").get("/api/v1/shipments/" + own).then().statusCode(404);
        as(clerk).get("/api/v1/audit").then().statusCode(403);
        as(clerk).get(EXPORTERS).then().statusCode(403);
    }

    @Test
    void where_the_realm_has_a_mail_server_people_are_told_how_to_choose_a_password() throws Exception {
        var word = Calls.unique("delta");
        try (var server = new MailServer()) {
            RealmAdmin.withMail(server.port(), () -> register(exporter(word))).then().statusCode(201)
                    .body("invited.mail", equalTo(List.of("sent", "sent")));
            assertThat(server.mails()).hasSize(2)
                    .allMatch(mail -> mail.contains("/realms/headroom/login-actions/action-token"))
                    .anyMatch(mail -> mail.contains("RCPT TO:<ana@" + word + ".example.org>"));
        }
    }

    @Test
    void the_same_again_changes_nothing_and_knows_who_has_signed_in() {
        var word = Calls.unique("delta");
        register(exporter(word)).then().statusCode(201);
        RealmAdmin.choosePassword("bo@" + word + ".example.org");
        register(exporter(word)).then().statusCode(201).header("Idempotency-Hit", equalTo("true"))
                .body("invited.mail", equalTo(List.of("not-sent", "not-needed")));
        assertThat(RealmAdmin.members(word)).containsExactlyInAnyOrder(
                "ana@" + word + ".example.org", "bo@" + word + ".example.org");
        Calls.as("regulator").get(EXPORTERS + "?limit=500").then().statusCode(200)
                .body("items.exporter", hasItems("aurora", "borealis", "cygnus", word))
                .body("items.findAll { it.exporter == '" + word + "' }", hasSize(1));
    }

    /// After the organization was made, and after one of its people was made and not yet joined to it.
    @Test
    void what_ended_halfway_is_completed() {
        var word = Calls.unique("delta");
        RealmAdmin.organizationOf(word);
        RealmAdmin.newcomer("ana@" + word + ".example.org");
        register(exporter(word)).then().statusCode(201).header("Idempotency-Hit", nullValue())
                .body("invited.mail", equalTo(List.of("not-sent", "not-sent")));
        RealmAdmin.choosePassword("ana@" + word + ".example.org");
        as("ana@" + word + ".example.org").get("/api/v1/shipments").then().statusCode(200);
    }

    @Test
    void several_at_once_make_one() throws Exception {
        var word = Calls.unique("delta");
        var asked = exporter(word);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 4).mapToObj(n -> threads.submit(() -> register(asked).statusCode())).toList();
            for (var call : calls) {
                statuses.add(call.get());
            }
        }
        assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 503);
        register(asked).then().statusCode(201).header("Idempotency-Hit", equalTo("true"));
        assertThat(RealmAdmin.members(word)).containsExactlyInAnyOrder(
                "ana@" + word + ".example.org", "bo@" + word + ".example.org");
    }

    @Test
    void whoever_belongs_elsewhere_is_not_taken_in_and_nothing_is_made() {
        var word = Calls.unique("delta");
        var email = "rival@" + word + ".example.org";
        RealmAdmin.join(RealmAdmin.organization("aurora"), RealmAdmin.newcomer(email));
        var official = "official@" + word + ".example.org";
        RealmAdmin.give(RealmAdmin.newcomer(official), "regulator");
        for (var known : List.of(email, official)) {
            var body = exporter(word);
            body.put("users", List.of(user("new@" + word + ".example.org", "exporter-clerk"),
                    user(known, "exporter-clerk")));
            register(body).then().statusCode(422).body("errors.field", equalTo(List.of("users[1].email")))
                    .body("errors.rule", equalTo(List.of("known-elsewhere")));
        }
        assertThat(RealmAdmin.members(word)).isEmpty();
        Calls.as("regulator").get(EXPORTERS + "/" + word).then().statusCode(404);
    }

    @Test
    void a_word_stays_one_exporters() {
        var word = Calls.unique("delta");
        register(exporter(word)).then().statusCode(201);
        var renamed = exporter(word);
        renamed.put("legalName", "Another company");
        register(renamed).then().statusCode(409).body("type", equalTo("other-exporter"));
        var other = exporter(Calls.unique("delta"));
        other.put("domain", word + ".example.org");
        other.put("users", List.of(user("cy@" + word + ".example.org", "exporter-clerk")));
        register(other).then().statusCode(422).body("errors.rule", hasItem("known-elsewhere"));
        var demo = exporter("aurora");
        register(demo).then().statusCode(409).body("detail", containsString("choose another word"));
    }

    @Test
    void what_is_not_understood_is_told_field_by_field() {
        var body = exporter("Not a word");
        body.put("users", List.of(user("ana@elsewhere.example.org", "regulator-admin")));
        register(body).then().statusCode(422)
                .body("errors.field", hasItems("exporter", "domain", "users[0].email", "users[0].roles"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"regulator", "auditor", "aurora-clerk", "aurora-approver", "aurora-system"})
    void only_an_administrator_of_the_regulator_brings_one_in(String user) {
        Calls.as(user).body(exporter(Calls.unique("delta"))).post(EXPORTERS).then().statusCode(403);
    }

    @Test
    void it_is_told_to_the_audit_log() throws Exception {
        var word = Calls.unique("delta");
        Calls.as("regulator-admin").header("X-Request-Id", word).body(exporter(word)).post(EXPORTERS)
                .then().statusCode(201);
        assertThat(Told.of(word)).extracting(AuditEvent::act, AuditEvent::made, AuditEvent::name)
                .containsExactly(tuple("registerExporter", word, "regulator-admin"));
    }
}
