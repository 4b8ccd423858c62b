package org.headroom.quota;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.headroom.api.Calls;
import org.headroom.approval.Approval.State;
import org.headroom.approval.OtherTimes;
import org.headroom.approval.Step;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.terms.Actor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a change of a cap ends. Some are asked for in the past, and met by the service of today.
@QuarkusTest
class CapChangesTest {

    static final Actor FIRST = new Actor("first-subject", "first", null);
    static final Actor SECOND = new Actor("second-subject", "second", null);
    static final String QUOTA = "us-diffusion-2025:country-allocation:NR:2025-01-01";
    static final Map<String, String> REQUEST = Map.of("quota", QUOTA, "cap", "900000000", "reason", "Assurances.",
            "citation", "15 CFR 742.6(b)(10)(iii)(C)");
    static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    static final Instant THREE_DAYS_AGO = NOW.minus(Duration.ofHours(72));

    @Inject
    Quotas quotas;

    @Inject
    Ledger ledger;

    /// What somebody does at another time.
    private <T> T at(Instant time, Function<CapChanges, T> act) {
        var clock = Clock.fixed(time, ZoneOffset.UTC);
        var changes = new CapChanges(OtherTimes.approvals(clock), quotas, ledger, clock);
        return Books.read(() -> act.apply(changes));
    }

    /// The door is made by hand here, so nobody begins a transaction for it.
    private <T> T inOneGoAt(Instant time, Function<CapChanges, T> act) {
        return at(time, changes -> QuarkusTransaction.requiringNew().call(() -> act.apply(changes)));
    }

    private CapChange askedAt(Instant time) {
        var step = inOneGoAt(time, changes -> changes.request(
                FIRST, new CapChanges.Request(QUOTA, "900000000", "Assurances.", "15 CFR 742.6")));
        return ((Step.Done<CapChange>) step).done();
    }

    private Step<CapChanges.Made> approveAt(Instant time, CapChange change) {
        return at(time, changes -> changes.approve(SECOND, change.id(), change.digest()).orElseThrow());
    }

    private Step<CapChange> withdrawAt(Instant time, CapChange change) {
        return inOneGoAt(time, changes -> changes.withdraw(FIRST, change.id(), "A mistake.").orElseThrow());
    }

    private static Response approve(Object id, Object digest) {
        return Calls.as("regulator-admin-2").body(Map.of("digest", digest))
                .post("/api/v1/caps/changes/" + id + "/approval");
    }

    private static Response withdraw(String user, Object id) {
        return Calls.as(user).body(Map.of("reason", "The citation was another one."))
                .post("/api/v1/caps/changes/" + id + "/withdrawal");
    }

    private static String asked() {
        return Calls.as("regulator-admin").body(REQUEST).post("/api/v1/caps/changes").then().statusCode(201)
                .body("state", equalTo("open")).extract().path("id");
    }

    private static Response read(Object id) {
        return Calls.as("auditor").get("/api/v1/caps/changes/" + id);
    }

    /// In which of the states the list has it.
    private static List<String> listedAs(Object id) {
        return List.of("open", "approved", "lapsed", "withdrawn").stream()
                .filter(state -> Calls.as("auditor").get("/api/v1/caps/changes?limit=500&state=" + state)
                        .then().statusCode(200).extract().jsonPath().getList("items.id").contains(id.toString()))
                .toList();
    }

    @Nested
    class Lapse {

        @Test
        void a_change_may_be_approved_for_72_hours_and_not_for_a_microsecond_more() {
            var first = askedAt(THREE_DAYS_AGO);
            var second = askedAt(THREE_DAYS_AGO.minus(1, ChronoUnit.MICROS));
            assertThat(first.lapsesAt()).isEqualTo(NOW);
            assertThat(approveAt(NOW, first)).isInstanceOf(Step.Done.class);
            assertThat(approveAt(NOW, second)).isEqualTo(new Step.NotNow<>("lapsed", "The change lapsed at "
                    + second.lapsesAt() + ", 72 hours after it was asked for. Ask for it again with POST"
                    + " /api/v1/caps/changes."));
        }

        @Test
        void its_state_is_told_and_listed_by_the_same_border() {
            var change = askedAt(THREE_DAYS_AGO);
            var later = NOW.plus(1, ChronoUnit.MICROS);
            assertThat(foundAt(NOW, change).state()).isEqualTo(State.OPEN);
            assertThat(foundAt(later, change).state()).isEqualTo(State.LAPSED);
            for (var state : List.of(State.OPEN, State.LAPSED)) {
                assertThat(listedAt(NOW, state, change)).isEqualTo(state == State.OPEN);
                assertThat(listedAt(later, state, change)).isEqualTo(state == State.LAPSED);
            }
        }

        private CapChange foundAt(Instant time, CapChange change) {
            return inOneGoAt(time, changes -> changes.find(change.id()).orElseThrow());
        }

        private boolean listedAt(Instant time, State state, CapChange change) {
            return inOneGoAt(time, changes -> changes.list(Set.of(state), null, 500)).stream()
                    .anyMatch(listed -> listed.id().equals(change.id()));
        }

        @Test
        void what_has_lapsed_is_answered_with_a_problem_of_its_own_and_stays_on_record() {
            var change = askedAt(THREE_DAYS_AGO.minusSeconds(1));
            String cap = Calls.as("auditor").get("/api/v1/quotas/" + QUOTA).path("cap");
            approve(change.id(), change.digest()).then().statusCode(409).body("type", equalTo("lapsed"))
                    .body("detail", containsString("lapsed at " + change.lapsesAt()))
                    .body("detail", containsString("Ask for it again"));
            var seen = Calls.as("regulator-admin-2").header("If-Match", '"' + change.digest() + '"');
            seen.body(Map.of("digest", change.digest())).post("/api/v1/caps/changes/" + change.id() + "/approval")
                    .then().statusCode(409).body("type", equalTo("lapsed"));
            read(change.id()).then().statusCode(200).body("state", equalTo("lapsed")).body("posting", nullValue());
            assertThat(listedAs(change.id())).containsExactly("lapsed");
            Calls.as("auditor").get("/api/v1/quotas/" + QUOTA).then().body("cap", equalTo(cap));
        }

        @Test
        void what_has_lapsed_is_not_withdrawn() {
            assertThat(withdrawAt(NOW, askedAt(THREE_DAYS_AGO.minusSeconds(1))))
                    .isInstanceOfSatisfying(Step.NotNow.class, no -> assertThat(no.rule()).isEqualTo("lapsed"));
        }
    }

    @Nested
    class Withdrawal {

        @Test
        void who_asked_takes_it_back_with_a_reason_that_stays() {
            var id = asked();
            withdraw("regulator-admin-2", id).then().statusCode(409).body("type", equalTo("other-person"))
                    .body("detail", containsString("Only regulator-admin,"));
            withdraw("regulator", id).then().statusCode(403);
            assertThat(listedAs(id)).containsExactly("open");
            withdraw("regulator-admin", id).then().statusCode(200).body("state", equalTo("withdrawn"));
            read(id).then().statusCode(200).body("state", equalTo("withdrawn"))
                    .body("withdrawnAt", notNullValue())
                    .body("withdrawalReason", equalTo("The citation was another one."));
            assertThat(listedAs(id)).containsExactly("withdrawn");
        }

        @Test
        void what_was_withdrawn_is_neither_approved_nor_withdrawn_again() {
            var id = asked();
            String digest = read(id).path("digest");
            withdraw("regulator-admin", id).then().statusCode(200);
            approve(id, digest).then().statusCode(409).body("type", equalTo("withdrawn"))
                    .body("detail", containsString("Ask for it again"));
            withdraw("regulator-admin", id).then().statusCode(409).body("type", equalTo("withdrawn"));
        }

        @Test
        void what_was_approved_is_not_withdrawn() {
            var id = asked();
            approve(id, read(id).path("digest")).then().statusCode(200).body("change.state", equalTo("approved"));
            withdraw("regulator-admin", id).then().statusCode(409).body("type", equalTo("already-approved"));
            assertThat(listedAs(id)).containsExactly("approved");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"reason\": \" \"}"})
        void it_needs_a_reason(String body) {
            Calls.as("regulator-admin").body(body).post("/api/v1/caps/changes/" + asked() + "/withdrawal")
                    .then().statusCode(422).body("errors.field", contains("reason"));
        }

        @Test
        void it_names_what_was_seen_and_what_is_there() {
            Calls.as("regulator-admin").header("If-Match", "\"other\"").body(Map.of("reason", "r"))
                    .post("/api/v1/caps/changes/" + asked() + "/withdrawal").then().statusCode(412);
            withdraw("regulator-admin", UUID.randomUUID()).then().statusCode(404);
        }

        @Test
        void of_an_approval_and_a_withdrawal_at_once_one_is_done() throws Exception {
            for (int turn = 0; turn < 10; turn++) {
                var change = askedAt(NOW.minusSeconds(60));
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    var approval = threads.submit(() -> approveAt(NOW, change));
                    var withdrawal = threads.submit(() -> withdrawAt(NOW, change));
                    assertThat(List.of(approval.get(30, SECONDS), withdrawal.get(30, SECONDS)))
                            .hasAtLeastOneElementOfType(Step.Done.class)
                            .hasAtLeastOneElementOfType(Step.NotNow.class);
                }
                var state = read(change.id()).jsonPath();
                assertThat(state.getString("state").equals("approved")).isEqualTo(state.get("posting") != null);
            }
        }
    }

    @Test
    void a_digest_of_another_change_approves_nothing() {
        var id = asked();
        approve(id, read(asked()).path("digest")).then().statusCode(409).body("type", equalTo("digest"));
        read(id).then().body("state", equalTo("open")).body("approvedBy", nullValue());
    }

    @Test
    void an_unknown_state_is_named() {
        Calls.as("auditor").get("/api/v1/caps/changes?state=done").then().statusCode(422)
                .body("errors.field", contains("state")).body("detail", containsString("withdrawn"));
    }

    /// The service stopped between the note of the approval and the posting.
    @Test
    void an_approval_that_was_cut_off_neither_lapses_nor_is_withdrawn_and_is_made_when_it_is_sent_again()
            throws SQLException {
        var change = askedAt(THREE_DAYS_AGO.minusSeconds(60));
        as(TestDatabase.asRegulator(), "update approval set approved_by = 'third', approver = 'third',"
                + " approved_at = requested_at + interval '1 hour' where id = '" + change.id() + "'");
        assertThat(withdrawAt(NOW, change)).isEqualTo(
                new Step.NotNow<>("already-approved", "The change was approved by third at "
                        + change.requestedAt().plus(Duration.ofHours(1)) + "."));
        read(change.id()).then().body("state", equalTo("approved")).body("posting", nullValue());
        approve(change.id(), "other").then().statusCode(409).body("type", equalTo("digest"));
        approve(change.id(), change.digest()).then().statusCode(200)
                .body("change.approvedBy", equalTo("third")).body("change.posting", not(nullValue()));
        approve(change.id(), change.digest()).then().statusCode(409).body("type", equalTo("already-approved"));
    }

    @Test
    void the_database_keeps_how_it_ended() throws SQLException {
        var id = asked();
        var where = " where id = '" + id + "'";
        for (var denied : List.of("delete from approval", "update approval set shown = 'another'",
                "update approval set requested_at = now()")) {
            assertThatThrownBy(() -> as(TestDatabase.asRegulator(), denied + where))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> as(TestDatabase.asOwner(), "delete from approval" + where))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> as(TestDatabase.asRegulator(), "update approval set withdrawn_at = now()" + where))
                .hasMessageContaining("approval_is_withdrawn_as_a_whole");
        assertThatThrownBy(() -> as(TestDatabase.asRegulator(), "update approval set approved_by = 'x',"
                        + " approver = 'x', approved_at = requested_at + interval '73 hours'" + where))
                .hasMessageContaining("approval_is_given_within_72_hours");
        withdraw("regulator-admin", id).then().statusCode(200);
        assertThatThrownBy(() -> as(TestDatabase.asAdministrator(),
                        "update approval set withdrawn_at = null, withdrawal_reason = null" + where))
                .hasMessageContaining("how an approval ended is not changed");
    }

    private static void as(Connection role, String sql) throws SQLException {
        try (role; var statement = role.createStatement()) {
            statement.execute(sql);
        }
    }
}
