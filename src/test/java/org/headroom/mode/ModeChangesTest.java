package org.headroom.mode;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.junit.jupiter.api.Test;

/// What the deployment does with a regime is changed by two persons. The regime of these tests is off by default, so
/// that no other test notices.
@QuarkusTest
class ModeChangesTest {

    static final String REGIME = "example-national-cap";

    private static Response ask(String regime, String mode) {
        return Calls.as("regulator-admin")
                .body(Map.of("regime", regime, "mode", mode, "reason", "A trial.", "citation", "Order 7 of 2026"))
                .post("/api/v1/regimes/mode-changes");
    }

    private static Response approve(String user, Response asked) {
        return Calls.as(user).body(Map.of("digest", asked.path("digest")))
                .post("/api/v1/regimes/mode-changes/" + asked.path("id") + "/approval");
    }

    private static Response regime() {
        return Calls.as("auditor").get("/api/v1/regimes/" + REGIME);
    }

    private static Response check() {
        var body = new HashMap<>(Calls.shipment(Calls.unique("mode")));
        body.put("destination", "IN");
        return Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/check");
    }

    @Test
    void a_change_holds_once_another_person_has_approved_it_and_for_what_is_decided_from_then_on() {
        regime().then().body("mode", equalTo("OFF"));
        check().then().statusCode(200).body("determination.findings.regime", not(hasItem(REGIME)));
        var asked = ask(REGIME, "monitor");
        asked.then().statusCode(201).body("act", equalTo("mode-change")).body("state", equalTo("open"))
                .body("shown.modeBefore", equalTo("OFF")).body("shown.mode", equalTo("MONITOR"));
        approve("regulator-admin", asked).then().statusCode(409).body("type", equalTo("same-person"));
        approve("regulator", asked).then().statusCode(403);
        regime().then().body("mode", equalTo("OFF"));
        approve("regulator-admin-2", asked).then().statusCode(200).body("state", equalTo("approved"))
                .body("made", equalTo(true));
        regime().then().body("mode", equalTo("MONITOR"));
        check().then().statusCode(200).body("determination.findings.regime", hasItem(REGIME));
        approve("regulator-admin-2", asked).then().statusCode(409).body("type", equalTo("already-approved"));
        approve("regulator-admin-2", ask(REGIME, "off")).then().statusCode(200);
        regime().then().body("mode", equalTo("OFF"));
        check().then().statusCode(200).body("determination.findings.regime", not(hasItem(REGIME)));
    }

    @Test
    void what_is_withdrawn_changes_nothing() {
        var asked = ask(REGIME, "enforce");
        Calls.as("regulator-admin").body(Map.of("reason", "A mistake."))
                .post("/api/v1/regimes/mode-changes/" + asked.path("id") + "/withdrawal")
                .then().statusCode(200).body("state", equalTo("withdrawn"));
        approve("regulator-admin-2", asked).then().statusCode(409).body("type", equalTo("withdrawn"));
        regime().then().body("mode", equalTo("OFF"));
    }

    @Test
    void bad_input_names_the_field_and_the_next_step() {
        ask("us-difusion-2025", "off").then().statusCode(422).body("errors[0].field", equalTo("regime"))
                .body("detail", containsString("GET /api/v1/regimes"));
        ask(REGIME, "sometimes").then().statusCode(422).body("errors[0].field", equalTo("mode"));
    }

    @Test
    void no_sql_sets_a_mode_that_nobody_has_approved() throws SQLException {
        String open = ask(REGIME, "enforce").path("id");
        try (var connection = TestDatabase.asRegulator(); var sql = connection.createStatement()) {
            for (var id : new String[] {open, UUID.randomUUID().toString()}) {
                assertThatThrownBy(() -> sql.execute("insert into regime_mode values ('" + id + "', '" + REGIME
                                + "', 'ENFORCE', now())"))
                        .hasMessageContaining("two persons");
            }
        }
    }
}
