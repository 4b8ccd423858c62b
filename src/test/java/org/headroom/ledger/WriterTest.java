package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.headroom.ledger.Books.MARCH_2;
import static org.headroom.ledger.Books.account;
import static org.headroom.ledger.Books.charge;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.PostingOutcome.AlreadyPosted;
import org.headroom.ledger.PostingOutcome.Posted;
import org.headroom.ledger.PostingOutcome.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two instances over one database: each remembers the accounts it moved, and must never act on what the other changed.
@QuarkusTest
class WriterTest {

    @Inject
    Ledger ledger;

    @Inject
    @DataSource("writer")
    AgroalDataSource connections;

    Writer other;

    @BeforeEach
    void start() {
        other = new Writer(connections, Clock.systemUTC(), new LedgerMetrics(new SimpleMeterRegistry()));
        other.start(new StartupEvent());
    }

    @AfterEach
    void stop() throws InterruptedException {
        other.stop(new ShutdownEvent());
    }

    PostingOutcome post(PostingRequest request) {
        return ledger.post(request);
    }

    PostingOutcome postToOther(PostingRequest request) {
        var pending = new Pending(request);
        other.submit(pending);
        return pending.answer().join();
    }

    Balance balance(AccountSpec account) {
        return Books.read(() -> ledger.balance(account.key())).orElseThrow();
    }

    private Balance then(AccountSpec account) {
        return Books.read(() -> ledger.balanceAt(account.key(), MARCH_2, null)).orElseThrow();
    }

    /// By every way of reading it.
    private void holdsSeven(AccountSpec account) {
        assertThat(then(account).charged()).isEqualByComparingTo("7");
        assertThat(Books.read(() -> ledger.days(account.key(), null)))
                .singleElement().satisfies(day -> assertThat(day.charged()).isEqualByComparingTo("7"));
        assertThat(Books.read(() -> ledger.movements(account.key(), null, null, 10)))
                .singleElement().satisfies(one -> assertThat(one.entry().chargedAfter()).isEqualByComparingTo("7"));
        var known = Clock.systemUTC().instant().plusSeconds(60);
        assertThat(Books.read(() -> ledger.balanceAt(account.key(), null, known)).orElseThrow().charged())
                .isEqualByComparingTo("7");
    }

    @Test
    void refuses_when_the_other_has_filled_the_cap() {
        var account = account("two-fill", "2.00");
        post(charge("two-fill-1", "0.50", account));
        post(charge("two-fill-2", "0.50", account)); // from what it remembers
        assertThat(postToOther(charge("two-fill-3", "1.00", account))).isInstanceOf(Posted.class);
        assertThat(post(charge("two-fill-4", "0.01", account))).isInstanceOf(Refused.class);
        assertThat(balance(account).charged()).isEqualByComparingTo("2");
    }

    @Test
    void posts_when_the_other_has_made_room() {
        var account = account("two-room", "2.00");
        post(charge("two-room-1", "1.00", account));
        post(charge("two-room-2", "1.00", account));
        assertThat(post(charge("two-room-3", "1.00", account))).isInstanceOf(Refused.class);
        assertThat(postToOther(charge("two-room-4", "-1.00", account))).isInstanceOf(Posted.class);
        assertThat(post(charge("two-room-5", "1.00", account))).isInstanceOf(Posted.class);
    }

    @Test
    void answers_a_request_that_the_other_has_posted_with_the_first_answer_also_when_the_cap_is_full() {
        var account = account("two-names", "2.00");
        post(charge("two-names-1", "1.00", account));
        var second = (Posted) postToOther(charge("two-names-2", "1.00", account));
        assertThat(post(charge("two-names-2", "1.00", account))).isEqualTo(new AlreadyPosted(second.number()));
    }

    @Test
    void a_name_of_long_ago_does_not_hurt_its_neighbours() throws Exception {
        var account = account("two-again", "100.00");
        post(charge("two-again-0", "1.00", account));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, 20)
                    .mapToObj(n -> (Callable<PostingOutcome>) () -> post(charge("two-again-" + n, "1.00", account)))
                    .toList();
            for (var answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isNotInstanceOf(Refused.class);
            }
        }
        assertThat(balance(account).charged()).isEqualByComparingTo("20");
    }

    @Test
    void a_writer_that_never_saw_an_account_moves_what_depends_on_it() {
        var base = account("two-base", null);
        var dependent = account("two-dependent", null, new AccountSpec.Ratio(new BigDecimal("0.5"), base));
        post(charge("two-ratio-1", "1000.00", base));
        post(charge("two-ratio-2", "500.00", dependent));
        assertThat(postToOther(charge("two-ratio-3", "1000.00", base))).isInstanceOf(Posted.class);
        assertThat(balance(dependent).cap()).isEqualByComparingTo("1000");
        assertThat(post(charge("two-ratio-4", "500.00", dependent))).isInstanceOf(Posted.class);
        assertThat(postToOther(charge("two-ratio-5", "-1000.00", base))).isInstanceOf(Posted.class);
        assertThat(balance(dependent).breach()).isEqualByComparingTo("500");
    }

    @Test
    void two_at_once_never_pass_a_cap_and_number_without_gaps() throws Exception {
        var account = account("two-race", "500.00");
        var first = ledger.lastNumber();
        long accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, 40)
                    .mapToObj(caller -> (Callable<Long>) () -> IntStream.range(0, 20)
                            .mapToObj(turn -> charge("two-race-" + caller + "-" + turn, "1.00", account))
                            .map(request -> caller % 2 == 0 ? post(request) : postToOther(request))
                            .filter(Posted.class::isInstance)
                            .count())
                    .toList();
            for (var answer : threads.invokeAll(callers)) {
                accepted += answer.get();
            }
        }
        assertThat(accepted).isEqualTo(500);
        assertThat(balance(account).charged()).isEqualByComparingTo("500");
        assertThat(ledger.lastNumber()).isEqualTo(first + 500);
    }

    /// Once decided from what it remembers, and once read first.
    @Test
    void tells_the_caller_of_a_fault_that_is_not_the_databases_and_goes_on() throws Exception {
        var known = account("two-fault-known", "2.00");
        var fresh = account("two-fault-new", "2.00");
        assertThat(postToOther(charge("two-fault-1", "1.00", known))).isInstanceOf(Posted.class);
        try (var connection = TestDatabase.asOwner();
                var sql = connection.createStatement()) {
            sql.execute("create table lost_head as select * from ledger_head; delete from ledger_head");
            try {
                for (var account : List.of(known, fresh)) {
                    assertThatThrownBy(() -> postToOther(charge("two-fault-2", "1.00", account)))
                            .hasRootCauseInstanceOf(IllegalStateException.class)
                            .hasRootCauseMessage("The ledger has no head");
                }
            } finally {
                sql.execute("insert into ledger_head select * from lost_head; drop table lost_head");
            }
        }
        assertThat(postToOther(charge("two-fault-2", "1.00", known))).isInstanceOf(Posted.class);
        assertThat(post(charge("two-fault-3", "1.00", fresh))).isInstanceOf(Posted.class);
    }

    @Test
    void the_copies_follow_and_no_answer_depends_on_how_far_they_are() throws Exception {
        var account = account("two-days", "500.00");
        var last = ((Posted) post(charge("two-days-1", "7.00", account))).number();
        for (boolean copied = false; !copied; copied = Books.copiedUpTo() >= last) {
            holdsSeven(account);
            Thread.sleep(20);
        }
        holdsSeven(account);
    }
}
