package org.headroom.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.headroom.ledger.Books.MARCH_2;
import static org.headroom.ledger.Books.account;
import static org.headroom.ledger.Books.charge;
import static org.headroom.ledger.Books.posting;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.headroom.access.Access;
import org.headroom.access.Connections;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Finding.Rule;
import org.headroom.ledger.PostingOutcome.Posted;
import org.headroom.ledger.PostingRequest.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class VerificationTest {

    static final String ADDRESS = "/api/v1/ledger/verification";

    @TestHTTPResource(management = true)
    URI management;

    @Inject
    Ledger ledger;

    @Inject
    Verifications verifications;

    @Inject
    MeterRegistry registry;

    @Inject
    Access access;

    @Inject
    Connections connections;

    @Inject
    VerificationRows rows;

    @Inject
    LedgerMetrics metrics;

    private Verification verify() throws SQLException, InterruptedException {
        for (int turn = 0; turn < 100; turn++) {
            var done = verifications.run();
            if (done.isPresent()) {
                return done.get();
            }
            Thread.sleep(100); // the one that begins with the service is under way
        }
        throw new IllegalStateException("Another replay does not end");
    }

    @Test
    void a_book_with_every_kind_of_posting_is_whole() throws Exception {
        var name = Calls.unique("kinds");
        var account = account(name, "1000.00");
        for (var kind : PostingKind.values()) {
            ledger.post(posting(kind, name + kind, MARCH_2, "10", account));
        }
        ledger.post(posting(PostingKind.APPLICATION, name + "-held", MARCH_2,
                List.of(Line.reserve(account, new BigDecimal("5.5"), true)), "held"));
        ledger.post(posting(PostingKind.LICENSE, name + "-taken", MARCH_2,
                List.of(Line.chargeReserved(account, new BigDecimal("5.50"))), "taken"));
        ledger.post(posting(PostingKind.CAP_CHANGE, name + "-cap", MARCH_2,
                List.of(capChange(account, "100")), "cap"));
        ledger.post(posting(PostingKind.RECORD, name + "-fact", MARCH_2, "0.01", account));
        ledger.post(posting(PostingKind.REVERSAL, name + "-back", MARCH_2, "-60", account));
        var base = account(name + "-base", null);
        var ratio = account(name + "-ratio", null, new AccountSpec.Ratio(new BigDecimal("0.5"), base));
        ledger.post(charge(name + "-refused", "1", ratio));
        ledger.post(charge(name + "-base", "200.01", base));
        ledger.post(charge(name + "-ratio", "100", base, ratio));
        ledger.post(charge(name + "-fallen", "-250", base));
        ledger.post(posting(PostingKind.IMPORT, name + "-nothing", MARCH_2, List.of(), "nothing"));
        ledger.post(posting(PostingKind.CAP_CHANGE, name + "-first", MARCH_2,
                List.of(capChange(account(name + "-opened", "7"), "9")), "first"));

        var verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.isClean()).isTrue();
        assertThat(verification.upTo()).isEqualTo(ledger.lastNumber());
        assertThat(verification.postings()).isEqualTo(ledger.lastNumber());
        assertThat(verification.entries()).isGreaterThan(PostingKind.values().length);
        assertThat(verifications.last()).contains(verification);
    }

    private static Line capChange(AccountSpec account, String cap) {
        return new Line(account, BigDecimal.ZERO, BigDecimal.ZERO, true, new BigDecimal(cap));
    }

    @Test
    void it_stands_while_postings_go_on() throws Exception {
        var name = Calls.unique("meanwhile");
        var account = account(name, null);
        var writing = Thread.ofVirtual().start(() -> {
            for (int turn = 0; turn < 2_000; turn++) {
                ledger.post(charge(name + turn, "1", account));
            }
        });
        while (writing.isAlive()) {
            assertThat(verify().findings()).isEmpty();
        }
        assertThat(verify().findings()).isEmpty();
    }

    /// One change, as somebody makes it who owns the tables and switches their guards off, and how it is undone.
    ///
    /// `$n` is the number of a posting that charged 80 of a cap of 100, `$a` the account's id.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "an amount | LEAF_HASH BALANCE DAY SHARE ENTRY | update posting set moves[1][2] = moves[1][2] + 1 where number = $n",
        "an amount and its balance | LEAF_HASH BALANCE CROSSING DAY SHARE ENTRY "
                + "| update posting set moves[1][2] = 79, moves[1][4] = 79 where number = $n",
        "an entry | ENTRY | update entry set charged_delta = charged_delta + 1 where number = $n",
        "a body | LEAF_HASH | update posting set body = '{\"quantity\": 1}' where number = $n",
        "a destination | LEAF_HASH | update posting set destination = 'US' where number = $n",
        "a time | TIMES LEAF_HASH CROSSING "
                + "| update posting set recorded_at = recorded_at - interval '1 minute' where number = $n",
        "the day of an entry | ENTRY | update entry set effective_on = effective_on - 1 where number = $n",
        "a balance | ACCOUNT | update account set charged = charged - 1 where id = $a",
        "a lowered cap | ACCOUNT | update account set cap = 90 where id = $a",
        "a cap | LEAF_HASH CAP CROSSING ACCOUNT ENTRY | update posting set moves[1][5] = 90 where number = $n + 1",
        "what was binding | LEAF_HASH ENTRY | update posting set bindings[1] = false where number = $n",
        "a day | DAY | update account_day set charged = charged + 1 where account = $a",
        "a day too many | DAY | insert into account_day values ($a, '2020-01-01', '2020-01-01', 0, 1)",
        "a deleted day | DAY | delete from account_day where account = $a",
        "own use | SHARE | update account_exporter set charged = charged + 1 where account = $a",
        "own use of another | SHARE | insert into account_exporter values ('borealis', $a, 0, 1)",
        "deleted own use | SHARE | delete from account_exporter where account = $a",
        "a deleted posting | NUMBERS BALANCE DAY SHARE ENTRY CROSSING | delete from posting where number = $n",
        "a deleted posting and its entries | NUMBERS BALANCE DAY SHARE CROSSING "
                + "| with gone as (delete from posting where number = $n) delete from entry where number = $n",
        "a deleted last posting | NUMBERS ACCOUNT DAY SHARE ENTRY "
                + "| delete from posting where number = (select number from ledger_head)",
        "a deleted entry | ENTRY | delete from entry where number = $n",
        "an entry too many | ENTRY | insert into entry (account, number, reserved_delta, charged_delta, "
                + "reserved_after, charged_after, effective_on, binding) "
                + "values ($a, $n - 1, 0, 5, 0, 5, '2026-03-02', true)",
        "swapped numbers | LEAF_HASH TIMES CROSSING BALANCE ADMISSION ENTRY ACCOUNT "
                + "| update posting set number = case number when $n then 900000000 else $n end "
                + "where number in ($n, $n + 1); update posting set number = $n + 1 where number = 900000000",
        "a deleted crossing | CROSSING | delete from crossing where number = $n",
        "a changed crossing | CROSSING | update crossing set level = 90 where number = $n",
        "a crossing too many | CROSSING | insert into crossing values (gen_random_uuid(), $n + 1, $a, 75, 'UP', 81, "
                + "100, 'aurora', now())",
        "a posting with no room | LEAF_HASH ADMISSION BALANCE CROSSING ACCOUNT DAY SHARE ENTRY "
                + "| update posting set moves[1][2] = 41, moves[1][4] = 121 where number = $n + 1",
        "less than nothing | LEAF_HASH ADMISSION BALANCE CROSSING ACCOUNT DAY SHARE ENTRY "
                + "| update posting set moves[1][2] = -81, moves[1][4] = -1 where number = $n + 1",
        "the head | NUMBERS ACCOUNT DAY SHARE | update ledger_head set number = number - 1",
        "a deleted account | ACCOUNT LEAF_HASH BALANCE DAY SHARE CROSSING | delete from account where id = $a",
    })
    void finds_what_was_changed(String what, String rules, String tampering) throws Exception {
        var name = Calls.unique("tampered");
        var account = account(name, "100.00");
        var posted = (Posted) ledger.post(charge(name + "-1", "80.00", account));
        ledger.post(charge(name + "-2", "1.00", account));
        assertThat(verify().findings()).isEmpty();
        Books.awaitCopies();
        var allowed = List.of(rules.split(" ")).stream().map(Rule::valueOf).toList();

        var found = verifyWith(tampering, account, posted.number());

        assertThat(found.findings()).extracting(Finding::rule).contains(allowed.getFirst()).isSubsetOf(allowed);
        assertThat(found.findings()).allSatisfy(finding -> assertThat(finding.text())
                .contains(finding.rule().sentence(), "expected", "found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EVIDENCE | update evidence set body = 'it was forbidden' where digest = (select evidence_digest from posting "
                + "where number = $n)",
        "EVIDENCE | delete from evidence where digest = (select evidence_digest from posting where number = $n)",
        "LEAF_HASH | update posting set evidence_digest = null where number = $n",
        "EVIDENCE LEAF_HASH | update posting set evidence_digest = sha256('x') where number = $n",
    })
    void finds_other_evidence(String rules, String tampering) throws Exception {
        var name = Calls.unique("evidence");
        var account = account(name, "100.00");
        var posted = (Posted) ledger.post(Books.evidenced(charge(name, "80.00", account), "it was allowed: " + name));
        assertThat(verify().findings()).isEmpty();

        var found = verifyWith(tampering, account, posted.number());

        assertThat(found.findings())
                .filteredOn(finding -> Objects.equals(finding.number(), posted.number()))
                .extracting(finding -> finding.rule().name())
                .containsExactlyInAnyOrder(rules.split(" "));
    }

    /// Nobody else sees the change, and it is taken back.
    private static Verification verifyWith(String tampering, AccountSpec account, long number) throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            sql.execute("alter table crossing drop constraint crossing_is_of_an_account");
            sql.execute("alter table evidence drop constraint evidence_is_named_by_its_digest");
            for (var guarded : List.of("account", "posting", "entry", "evidence", "crossing")) {
                sql.execute("alter table " + guarded + " disable trigger user");
            }
            var id = "(select id from account where key = '" + account.key() + "')";
            sql.execute(tampering.replace("$a", id).replace("$n", String.valueOf(number)));
            var replay = new Replay();
            Verifications.finish(new BookSql(connection), replay);
            connection.rollback();
            return replay.result(Instant.EPOCH, Instant.EPOCH);
        }
    }

    @Test
    void a_cap_that_is_only_monitored_may_be_passed() throws Exception {
        var name = Calls.unique("monitored");
        var account = account(name, "100.00");
        var monitored = List.of(Line.charge(account, new BigDecimal("101.00"), false));
        var posted = (Posted) ledger.post(posting(PostingKind.SHIPMENT, name, MARCH_2, monitored, "monitored"));
        assertThat(posted.entries()).extracting(Entry::binding).containsExactly(false);
        var stored = Books.read(() -> ledger.outcome(posted.id()));
        assertThat(stored.entries()).extracting(Entry::binding).containsExactly(false);
        assertThat(verify().findings()).isEmpty();

        var found = verifyWith("update posting set bindings[1] = true where number = $n", account, posted.number());

        assertThat(found.findings()).extracting(Finding::rule)
                .contains(Rule.LEAF_HASH, Rule.ADMISSION)
                .isSubsetOf(Rule.LEAF_HASH, Rule.ADMISSION, Rule.ENTRY);
    }

    @Test
    void a_cap_is_judged_by_what_was_binding_when_it_was_posted() throws Exception {
        var name = Calls.unique("enforced-later");
        var account = account(name, "100.00");
        var monitored = List.of(Line.charge(account, new BigDecimal("101.00"), false));
        ledger.post(posting(PostingKind.SHIPMENT, name + "-1", MARCH_2, monitored, "monitored"));
        assertThat(ledger.post(charge(name + "-2", "0.01", account))).isInstanceOf(PostingOutcome.Refused.class);
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void a_finding_is_logged_counted_and_kept_and_readiness_stays() throws Exception {
        var name = Calls.unique("kept");
        var account = account(name, "100.00");
        ledger.post(charge(name, "80.00", account));
        var before = failures();
        run("update account set charged = charged - 1 where key = '" + account.key() + "'");
        try {
            var found = verify();
            assertThat(found.findings()).containsExactly(new Finding(Rule.ACCOUNT, null, account.key(),
                    "reserved 0.00, charged 80.00, breach 0.00, cap 100.00",
                    "reserved 0.00, charged 79.00, breach 0.00, cap 100.00"));
            assertThat(verifications.last()).contains(found);
            assertThat(failures()).isEqualTo(before + 1);
            given().get(management.resolve("/q/health/ready")).then().statusCode(200);
            Calls.as("auditor").get(ADDRESS).then().statusCode(200)
                    .body("clean", is(false))
                    .body("failures", is(1))
                    .body("findings[0].rule", is("account"))
                    .body("findings[0].quota", is(account.key()));
        } finally {
            run("update account set charged = charged + 1 where key = '" + account.key() + "'");
        }
        assertThat(verify().findings()).isEmpty();
    }

    private double failures() {
        return registry.get("invariant.failures").counter().count();
    }

    private static void run(String statement) throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void a_regulator_asks_for_a_replay_and_reads_what_came_of_it() throws Exception {
        var before = verify().startedAt();
        Calls.as("regulator").post(ADDRESS).then().statusCode(202).header("Location", endsWith(ADDRESS));
        await().until(() -> verifications.last().orElseThrow().startedAt().isAfter(before));
        Calls.as("regulator-admin").get(ADDRESS).then().statusCode(200)
                .body("clean", is(true))
                .body("summary", startsWith("The book is whole: "));
    }

    @Test
    void nobody_else_may_ask() {
        for (var user : List.of("aurora-clerk", "aurora-licensing", "aurora-approver")) {
            Calls.as(user).get(ADDRESS).then().statusCode(403);
            Calls.as(user).post(ADDRESS).then().statusCode(403);
        }
        Calls.as("auditor").post(ADDRESS).then().statusCode(403);
        given().get(ADDRESS).then().statusCode(401);
    }

    @Test
    void a_book_that_was_never_replayed_is_replayed_at_the_start_unless_that_is_off() throws Exception {
        verify();
        run("alter table verification disable trigger user; delete from verification;"
                + " alter table verification enable trigger user");
        started("off");
        Thread.sleep(1_000); // a replay of this book takes less
        assertThat(verifications.last()).isEmpty();
        started("0 0 3 * * ?");
        await().until(() -> verifications.last().isPresent());
    }

    private void started(String cron) {
        new Verifications(access, connections, rows, metrics, Clock.systemUTC(), cron).start(new StartupEvent());
    }

    @Test
    void what_it_found_may_not_be_changed() throws Exception {
        verify();
        assertThatThrownBy(() -> run("delete from verification")).hasMessageContaining("append-only");
    }
}
