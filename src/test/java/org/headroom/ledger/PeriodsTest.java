package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.headroom.ledger.Books.posting;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.api.Calls;
import org.headroom.approval.Act;
import org.headroom.approval.Approvals;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Finding.Rule;
import org.headroom.ledger.PostingOutcome.PeriodClosed;
import org.headroom.ledger.PostingOutcome.Posted;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Actor;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Ids;
import org.headroom.terms.Period;
import org.headroom.terms.RulePeriod;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A closed period stays as it is: at the door, in SQL, and where the book is replayed.
@QuarkusTest
class PeriodsTest {

    static final LocalDate JUNE_2 = LocalDate.of(2025, 6, 2);
    static final Actor FIRST = new Actor("first", "First", null);
    static final Actor SECOND = new Actor("second", "Second", null);

    @Inject
    Ledger ledger;

    @Inject
    Periods periods;

    @Inject
    Approvals approvals;

    @Inject
    @DataSource("writer")
    AgroalDataSource connections;

    private static AccountSpec quota(String rule, AccountSpec.@Nullable Ratio ratio) {
        return new AccountSpec("test:" + rule + ":IN:2025-01-01", null, "test", rule, "A quota", "§ test",
                List.of("IN"), "IN", Unit.TPP, CountingEvent.EXPORTED, Period.calendarYear(2025), null, ratio);
    }

    private static RulePeriod period(AccountSpec quota) {
        return new RulePeriod(quota.regime(), quota.rule(), LocalDate.of(2025, 1, 1));
    }

    private static PeriodChange change(UUID id, PeriodChange.Act act, RulePeriod period, @Nullable Actor approver) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        return new PeriodChange(
                id, act, period, LocalDate.of(2025, 12, 31), 0, "It is reported.", FIRST, now, approver);
    }

    private PeriodChange close(RulePeriod period) {
        return changed(() -> {
            periods.lock();
            var id = Ids.next(Clock.systemUTC().instant());
            return periods.add(change(id, PeriodChange.Act.CLOSED, period, null));
        });
    }

    private PeriodChange reopen(RulePeriod period) {
        return changed(() -> {
            var asked = approvals.ask(FIRST, Act.REOPENING, period.id(), Map.of("reason", "It is reported."));
            approvals.approve(SECOND, Act.REOPENING, asked.id(), asked.digest());
            periods.lock();
            return periods.add(change(asked.id(), PeriodChange.Act.REOPENED, period, SECOND));
        });
    }

    private PeriodChange changed(Callable<PeriodChange> work) {
        return Books.read(() -> {
            var change = QuarkusTransaction.requiringNew().call(work);
            periods.changed();
            return change;
        });
    }

    private static PostingRequest ship(String name, AccountSpec quota) {
        return posting(PostingKind.SHIPMENT, name, JUNE_2, "1", quota);
    }

    @Test
    void nothing_is_posted_in_a_closed_period_but_a_confirmed_record_which_is_told() {
        var name = Calls.unique("closed");
        var quota = quota(name, null);
        assertThat(ledger.post(ship(name + "-1", quota))).isInstanceOf(Posted.class);
        var closing = close(period(quota));
        assertThat(closing.number()).isEqualTo(ledger.lastNumber());
        assertThat(ledger.post(ship(name + "-2", quota))).isInstanceOfSatisfying(PeriodClosed.class, refused ->
                assertThat(refused.closings()).singleElement().satisfies(told -> {
                    assertThat(told.period()).isEqualTo(period(quota));
                    assertThat(told.text()).contains("2025-01-01/2025-12-31", "test:" + name, "It is reported.");
                }));
        var nothing = posting(PostingKind.REVERSAL, name + "-3", JUNE_2, "-1", quota);
        assertThat(ledger.post(nothing)).isInstanceOf(PeriodClosed.class);
        var record = ledger.post(posting(PostingKind.RECORD, name + "-4", JUNE_2, "1", quota));
        assertThat(record).isInstanceOfSatisfying(Posted.class, posted -> assertThat(posted.crossings())
                .extracting(Crossing::direction).containsExactly(Crossing.Direction.CLOSED));
        assertThat(ledger.post(ship(name + "-1", quota))).isInstanceOf(PostingOutcome.AlreadyPosted.class);
        reopen(period(quota));
        assertThat(ledger.post(ship(name + "-2", quota))).isInstanceOf(Posted.class);
    }

    @Test
    void a_quota_whose_cap_follows_is_not_moved_either() {
        var name = Calls.unique("closed-ratio");
        var base = quota(name + "-base", null);
        var dependent = quota(name, new AccountSpec.Ratio(BigDecimal.ONE, base));
        assertThat(ledger.post(ship(name + "-1", base))).isInstanceOf(Posted.class);
        assertThat(ledger.post(ship(name + "-2", dependent))).isInstanceOf(Posted.class);
        close(period(dependent));
        assertThat(ledger.post(ship(name + "-3", base))).isInstanceOf(PeriodClosed.class);
    }

    /// Two instances post while one person after another closes and reopens: each posting is before or after each.
    @Test
    void a_posting_is_before_or_after_a_closing_in_the_one_order() throws Exception {
        var name = Calls.unique("closed-race");
        var quota = quota(name, null);
        var other = new Writer(connections, Clock.systemUTC(), new LedgerMetrics(new SimpleMeterRegistry()));
        other.start(new StartupEvent());
        var changes = new ArrayList<PeriodChange>();
        var posted = new ArrayList<Long>();
        long refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(caller -> threads.submit(() -> IntStream.range(0, 150)
                            .mapToObj(turn -> ship(name + "-" + caller + "-" + turn, quota))
                            .map(request -> caller % 2 == 0 ? ledger.post(request) : postTo(other, request))
                            .toList()))
                    .toList();
            for (int turn = 0; turn < 6; turn++) {
                Thread.sleep(15);
                changes.add(turn % 2 == 0 ? close(period(quota)) : reopen(period(quota)));
            }
            for (var answer : answers) {
                for (var outcome : answer.get()) {
                    switch (outcome) {
                        case Posted(var number, var id, var at, var entries, var crossings) -> posted.add(number);
                        case PeriodClosed closed -> refused++;
                        default -> throw new AssertionError(outcome);
                    }
                }
            }
        } finally {
            other.stop(new ShutdownEvent());
        }
        assertThat(posted).allSatisfy(number -> assertThat(changes.stream()
                        .filter(change -> change.number() < number)
                        .reduce((one, later) -> later)
                        .filter(change -> change.act() == PeriodChange.Act.CLOSED))
                .isEmpty());
        assertThat(posted.size() + refused).isEqualTo(16 * 150);
        assertThat(findings("")).isEmpty();
    }

    private static PostingOutcome postTo(Writer writer, PostingRequest request) {
        var pending = new Pending(request);
        writer.submit(pending);
        return pending.answer().join();
    }

    /// What a replay finds after a change behind the ledger's back.
    private static List<Finding> findings(String tampering) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            sql.execute("alter table posting disable trigger user; alter table period_change disable trigger user;"
                    + tampering);
            var replay = new Replay();
            Verifications.finish(new BookSql(connection), replay);
            connection.rollback();
            return replay.result(Instant.EPOCH, Instant.EPOCH).findings();
        }
    }

    @Test
    void a_replay_finds_what_was_posted_in_a_closed_period() throws SQLException {
        var name = Calls.unique("closed-replay");
        var quota = quota(name, null);
        ledger.post(ship(name + "-1", quota));
        var record = (Posted) ledger.post(posting(PostingKind.RECORD, name + "-2", JUNE_2, "1", quota));
        var shipment = (Posted) ledger.post(ship(name + "-3", quota));
        close(period(quota));
        assertThat(findings("")).isEmpty();
        var earlier = "update period_change set number = " + (record.number() - 1) + " where rule = '" + name + "'";
        assertThat(findings(earlier)).filteredOn(finding -> finding.rule() == Rule.PERIOD)
                .extracting(Finding::number).containsExactly(shipment.number());
        assertThat(findings("insert into period_change select nth + 1, gen_random_uuid(), act, regime, rule, first_day,"
                        + " last_day, number - 1, reason, changed_by, changer, changed_at from period_change"
                        + " where rule = '" + name + "'"))
                .isEmpty(); // it is told when the next posting comes
        assertThat(findings("update period_change set act = 'REOPENED', approved_by = 'x', approver = 'x', number = "
                        + (shipment.number() - 1) + " where rule = '" + name + "'"))
                .extracting(Finding::rule).containsExactly(Rule.PERIOD);
    }

    @Test
    void no_sql_posts_in_a_closed_period_or_closes_or_reopens_one_alone() throws SQLException {
        var name = Calls.unique("closed-sql");
        var quota = quota(name, null);
        var posted = (Posted) ledger.post(ship(name + "-1", quota));
        var closing = close(period(quota));
        refused("the period is closed", "insert into posting select r.* from posting p, jsonb_populate_record(p,"
                + " jsonb_build_object('number', 900000000, 'id', gen_random_uuid())) r where p.number = "
                + posted.number());
        var again = "insert into period_change (id, act, regime, rule, first_day, last_day, reason, changed_by,"
                + " changer, changed_at, approved_by, approver) select gen_random_uuid(), %s, regime, %s,"
                + " first_day, last_day, reason, 'me', 'I', now(), %s from period_change where"
                + " id = '" + closing.id() + "'";
        refused("by turns", again.formatted("'CLOSED'", "rule", "null, null"));
        refused("two persons", again.formatted("'REOPENED'", "rule", "'you', 'You'"));
        refused("two persons", again.formatted("'REOPENED'", "rule", "null, null"));
        refused("append-only", "delete from period_change");
        var held = quota(name + "-held", null);
        ledger.post(posting(PostingKind.APPLICATION, name + "-2", JUNE_2,
                List.of(Line.reserve(held, BigDecimal.TEN, true)), "held"));
        refused("reservations", again.formatted("'CLOSED'", "'" + held.rule() + "'", "null, null"));
        refused("period_has_ended", again.formatted("'CLOSED'", "'other'", "null, null").replace(
                " first_day, last_day, reason, 'me'", " first_day, current_date, reason, 'me'"));
    }

    private static void refused(String because, String statement) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> sql.execute(statement)).as(statement).hasMessageContaining(because);
            connection.rollback();
        }
    }
}
