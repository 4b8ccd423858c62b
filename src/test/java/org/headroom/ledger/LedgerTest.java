package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.headroom.ledger.Books.MARCH_2;
import static org.headroom.ledger.Books.account;
import static org.headroom.ledger.Books.charge;
import static org.headroom.ledger.Books.posting;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.PostingOutcome.AlreadyPosted;
import org.headroom.ledger.PostingOutcome.NameTaken;
import org.headroom.ledger.PostingOutcome.Posted;
import org.headroom.ledger.PostingOutcome.Refused;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LedgerTest {

    static final String TPP_10000 = "10000.00";

    @Inject
    Ledger ledger;

    Balance balance(AccountSpec account) {
        return Books.read(() -> ledger.balance(account.key())).orElseThrow();
    }

    @Test
    void opens_an_account_when_its_first_posting_needs_it() {
        var account = account("opens", TPP_10000);
        assertThat(Books.read(() -> ledger.balance(account.key()))).isEmpty();
        assertThat(ledger.post(charge("opens-1", "4000.00", account))).isInstanceOf(Posted.class);
        assertThat(balance(account).charged()).isEqualByComparingTo("4000");
        assertThat(balance(account).headroom()).isEqualByComparingTo("6000");
    }

    @Test
    void numbers_are_dense_and_a_refusal_burns_none() {
        var account = account("dense", "2.00");
        var before = ledger.lastNumber();
        assertThat(ledger.post(charge("dense-1", "1.00", account))).isInstanceOf(Posted.class);
        assertThat(ledger.post(charge("dense-2", "1.01", account))).isInstanceOf(Refused.class);
        var second = (Posted) ledger.post(charge("dense-3", "1.00", account));
        assertThat(second.number()).isEqualTo(before + 2);
    }

    @Test
    void a_refusal_opens_no_account_and_leaves_its_name_free() {
        var account = account("refused", "1.00");
        assertThat(ledger.post(charge("refused-1", "1.01", account))).isInstanceOf(Refused.class);
        assertThat(Books.read(() -> ledger.balance(account.key()))).isEmpty();
        assertThat(ledger.post(charge("refused-1", "1.00", account))).isInstanceOf(Posted.class);
    }

    @Test
    void several_accounts_have_room_or_nothing_changes() {
        var wide = account("wide", TPP_10000);
        var narrow = account("narrow", "1.00");
        ledger.post(charge("several-1", "1.00", wide, narrow));
        assertThat(ledger.post(charge("several-2", "0.01", wide, narrow))).isInstanceOf(Refused.class);
        assertThat(balance(wide).charged()).isEqualByComparingTo("1");
    }

    @Test
    void the_same_request_gets_the_first_answer_and_another_is_refused() {
        var account = account("names", TPP_10000);
        var first = (Posted) ledger.post(charge("names-1", "1.00", account));
        assertThat(ledger.post(charge("names-1", "1.00", account))).isEqualTo(new AlreadyPosted(first.number()));
        assertThat(ledger.post(charge("names-1", "2.00", account)))
                .isEqualTo(new NameTaken("names-1", first.number()));
        assertThat(balance(account).charged()).isEqualByComparingTo("1");
    }

    @Test
    void a_ratio_cap_follows_its_base_from_the_first_posting() {
        var base = account("us-customers", null);
        var dependent = account("china", null, new AccountSpec.Ratio(new BigDecimal("0.5"), base));
        assertThat(ledger.post(charge("ratio-1", "0.01", dependent))).isInstanceOf(Refused.class);
        ledger.post(charge("ratio-2", "1000.00", base));
        assertThat(ledger.post(charge("ratio-3", "500.00", dependent))).isInstanceOf(Posted.class);
        assertThat(ledger.post(charge("ratio-4", "0.01", dependent))).isInstanceOf(Refused.class);
        assertThat(Books.read(() -> ledger.caps(dependent.key(), null))).containsExactly(
                new CapStep(null, new BigDecimal("0.00")), new CapStep(MARCH_2, new BigDecimal("500.00")));
        var back = (Posted) ledger.post(charge("ratio-5", "-200.00", base));
        assertThat(balance(dependent).breach()).isEqualByComparingTo("100");
        assertThat(back.crossings()).extracting(Crossing::direction).contains(Crossing.Direction.BREACH);
    }

    @Test
    void a_fact_posts_over_the_cap_and_says_so() {
        var account = account("fact", "1.00");
        var posted = (Posted) ledger.post(posting(PostingKind.RECORD, "fact-1", MARCH_2, "3.00", account));
        assertThat(balance(account).breach()).isEqualByComparingTo("2");
        assertThat(posted.crossings()).extracting(Crossing::direction).contains(Crossing.Direction.BREACH);
    }

    @Test
    void a_level_is_crossed_once_in_each_direction() {
        var account = account("levels", "100.00");
        assertThat(((Posted) ledger.post(charge("levels-1", "74.99", account))).crossings()).isEmpty();
        assertThat(((Posted) ledger.post(charge("levels-2", "0.01", account))).crossings())
                .extracting(Crossing::level)
                .containsExactly(75);
        assertThat(((Posted) ledger.post(charge("levels-3", "10.00", account))).crossings()).isEmpty();
        assertThat(((Posted) ledger.post(charge("levels-4", "15.00", account))).crossings())
                .extracting(Crossing::level)
                .containsExactly(90, 100);
        var down = ((Posted) ledger.post(charge("levels-5", "-50.00", account))).crossings();
        assertThat(down).extracting(Crossing::direction).containsOnly(Crossing.Direction.DOWN);
        assertThat(down).extracting(Crossing::level).containsExactly(75, 90, 100);
    }

    @Test
    void one_bad_posting_does_not_fail_its_neighbours() throws Exception {
        var account = account("neighbours", TPP_10000);
        Callable<Object> good = () -> ledger.post(charge("good-" + Thread.currentThread().threadId(), "1.00", account));
        Callable<Object> bad = () -> {
            assertThatThrownBy(() -> ledger.post(charge("bad", "-99999.00", account)))
                    .hasMessageContaining("less than nothing");
            return "refused";
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(List.of(good, bad, good, bad, good))) {
                assertThat(answer.get()).isNotNull();
            }
        }
        assertThat(balance(account).charged()).isEqualByComparingTo("3");
    }

    @Test
    void what_the_database_refuses_fails_alone() throws Exception {
        var account = account("poison", TPP_10000);
        var lines = List.of(Line.charge(account, BigDecimal.ONE, true));
        var poison = new PostingRequest(
                charge("poison-1", "1.00", account).id(),
                PostingKind.RECORD,
                charge("x", "1.00", account).actor(),
                MARCH_2,
                List.of("poison-1"),
                new byte[] {1},
                PostingRequest.About.NOTHING, // a record without a reason breaks a constraint of the table
                "{}",
                lines,
                null,
                true);
        Callable<Object> bad = () -> {
            assertThatThrownBy(() -> ledger.post(poison)).isInstanceOf(IllegalStateException.class);
            return "failed";
        };
        Callable<Object> good = () -> ledger.post(charge("beside-" + Thread.currentThread().threadId(), "1.00", account));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(List.of(good, bad, good))) {
                assertThat(answer.get()).isNotNull();
            }
        }
        assertThat(balance(account).charged()).isEqualByComparingTo("2");
    }

    @Nested
    class Sixty_four_callers {

        static final int CALLERS = 64;
        static final int EACH = 25;

        @Test
        void never_pass_a_cap_and_fill_it_to_the_last_hundredth() throws Exception {
            var account = account("race", "500.00");
            var accepted = race((caller, turn) -> charge("race-" + caller + "-" + turn, "1.00", account));
            assertThat(accepted).isEqualTo(500);
            assertThat(balance(account).charged()).isEqualByComparingTo("500");
            assertThat(balance(account).breach()).isZero();
        }

        @Test
        void with_one_name_post_once() throws Exception {
            var account = account("race-names", "500.00");
            var accepted = race((caller, turn) -> charge("race-name-" + turn, "1.00", account));
            assertThat(accepted).isEqualTo(EACH);
            assertThat(balance(account).charged()).isEqualByComparingTo(String.valueOf(EACH));
        }

        interface Request {
            PostingRequest of(int caller, int turn);
        }

        private long race(Request request) throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var callers = IntStream.range(0, CALLERS)
                        .mapToObj(caller -> (Callable<Long>) () -> IntStream.range(0, EACH)
                                .mapToObj(turn -> ledger.post(request.of(caller, turn)))
                                .filter(Posted.class::isInstance)
                                .count())
                        .toList();
                long accepted = 0;
                for (var answer : threads.invokeAll(callers)) {
                    accepted += answer.get();
                }
                return accepted;
            }
        }
    }

    @Nested
    class Two_times {

        @Test
        void a_balance_can_be_asked_for_at_any_pair_of_dates() {
            var account = account("two-times", TPP_10000);
            var january = LocalDate.of(2026, 1, 10);
            var march = LocalDate.of(2026, 3, 10);
            ledger.post(posting(PostingKind.SHIPMENT, "two-1", march, "100.00", account));
            var before = balance(account).asOfNumber();
            var known = Books.read(() -> ledger.posting(before)).orElseThrow().recordedAt();
            var later = (Posted) ledger.post(posting(PostingKind.SHIPMENT, "two-2", january, "7.00", account));
            assertThat(at(account, january, null)).isEqualByComparingTo("7");
            assertThat(at(account, march, null)).isEqualByComparingTo("107");
            assertThat(at(account, january.minusDays(1), null)).isZero();
            assertThat(at(account, march, later.recordedAt())).isEqualByComparingTo("107");
            if (later.recordedAt().isAfter(known)) {
                assertThat(at(account, january, known)).isZero();
                assertThat(at(account, null, known)).isEqualByComparingTo("100");
            }
            assertThat(at(account, null, known.minusSeconds(1))).isZero();
        }

        @Test
        void days_add_up_to_the_balance_at_any_pair_of_dates() throws SQLException {
            var account = account("days", TPP_10000);
            var days = List.of(MARCH_2.minusDays(40), MARCH_2, MARCH_2.plusDays(9));
            var recorded = new ArrayList<Instant>();
            for (int i = 0; i < 6; i++) {
                recorded.add(((Posted) ledger.post(posting(
                        PostingKind.SHIPMENT, "days-" + i, days.get(i % 3), "1" + i + ".00", account))).recordedAt());
            }
            Books.awaitCopies(); // from now on, the roll-ups tell what was recorded before tomorrow
            recorded.add(recorded.getLast().plus(Duration.ofDays(1)));
            ledger.post(posting(PostingKind.SHIPMENT, "days-last", MARCH_2, "1000.00", account));
            recorded.add(recorded.getLast());
            for (var knownAt : recorded) {
                for (var on : days) {
                    assertThat(gained(account, on, knownAt)).as(on + ", " + knownAt)
                            .isEqualByComparingTo(at(account, on, knownAt));
                }
            }
            assertThat(gained(account, MARCH_2, recorded.getFirst().minusSeconds(1))).isZero();
            assertThat(gained(account, MARCH_2, null)).isEqualByComparingTo(at(account, MARCH_2, null));
        }

        private BigDecimal gained(AccountSpec account, LocalDate on, @Nullable Instant knownAt) {
            return Books.read(() -> ledger.days(account.key(), knownAt)).stream()
                    .filter(day -> !day.effectiveOn().isAfter(on)).map(History.Day::charged)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Test
        void caps_are_told_with_the_day_from_which_each_counts() throws SQLException {
            var account = account("caps", "100.00");
            ledger.post(charge("caps-1", "1.00", account));
            var raised = (Posted) ledger.post(capChange("caps-2", MARCH_2, account, "300.00"));
            ledger.post(charge("caps-3", "1.00", account));
            ledger.post(capChange("caps-4", MARCH_2.plusDays(5), account, "200.00"));
            Books.awaitCopies();
            assertThat(Books.read(() -> ledger.caps(account.key(), null))).containsExactly(
                    new CapStep(null, new BigDecimal("100.00")), new CapStep(MARCH_2, new BigDecimal("300.00")),
                    new CapStep(MARCH_2.plusDays(5), new BigDecimal("200.00")));
            assertThat(Books.read(() -> ledger.caps(account.key(), raised.recordedAt()))).hasSize(2);
            assertThat(Books.read(() -> ledger.caps(account.key(), raised.recordedAt().minusSeconds(60)))).hasSize(1);
            var meter = account("caps-meter", null);
            ledger.post(charge("caps-5", "1.00", meter));
            Books.awaitCopies();
            assertThat(Books.read(() -> ledger.caps(meter.key(), null))).isEmpty();
        }

        private PostingRequest capChange(String name, LocalDate on, AccountSpec account, String cap) {
            return posting(PostingKind.CAP_CHANGE, name, on, List.of(new Line(
                    account, BigDecimal.ZERO, BigDecimal.ZERO, true, new BigDecimal(cap))), cap);
        }

        private BigDecimal at(AccountSpec account, @Nullable LocalDate on, @Nullable Instant knownAt) {
            return Books.read(() -> ledger.balanceAt(account.key(), on, knownAt)).orElseThrow().charged();
        }
    }

    @Nested
    class Evidence_that_postings_share {

        @Test
        void is_kept_once_for_each_exporter_and_read_with_each() throws SQLException {
            var text = "allowed, as " + Calls.unique("evidence") + " says";
            var account = account(text, TPP_10000);
            var one = (Posted) ledger.post(Books.evidenced(charge(text + 1, "1.00", account), text));
            var two = (Posted) ledger.post(Books.evidenced(charge(text + 2, "1.00", account), text));
            var none = (Posted) ledger.post(charge(text + 3, "1.00", account));
            assertThat(evidence(one)).isEqualTo(text);
            assertThat(evidence(two)).isEqualTo(text);
            assertThat(evidence(none)).isNull();
            try (var connection = TestDatabase.asRegulator();
                    var count = connection.prepareStatement("select count(*) from evidence where body = ?")) {
                count.setString(1, text);
                try (var row = count.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(1);
                }
            }
        }

        private @Nullable String evidence(Posted posted) {
            return Books.read(() -> ledger.posting(posted.id())).orElseThrow().evidence();
        }

        @Test
        void belongs_to_an_exporter() {
            var request = charge("nobodys", "1.00", account("nobodys", TPP_10000));
            assertThatThrownBy(() -> new PostingRequest(
                            request.id(), request.kind(), new Actor("subject", "A regulator", null),
                            request.effectiveOn(), request.names(), request.requestDigest(), request.about(),
                            request.body(), request.lines(), Evidence.of("text"), false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Nobody {

        @ParameterizedTest
        @ValueSource(strings = {
            "update posting set reason = 'x'", "delete from posting", "truncate posting cascade",
            "update entry set charged_delta = 0", "delete from entry", "delete from posting_name",
            "update evidence set body = 'x'", "delete from evidence", "truncate evidence",
            "delete from crossing", "delete from account"
        })
        void may_change_what_was_posted_not_even_the_owner(String statement) {
            ledger.post(charge("append-only", "1.00", account("append-only", TPP_10000)));
            assertThatThrownBy(() -> run("owner", statement)).hasMessageContaining("append-only");
            assertThatThrownBy(() -> run("writer", statement)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run("service", statement)).isInstanceOf(SQLException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "update account set charged = 0", "insert into ledger_head (number, recorded_at) values (1, now())",
            "update ledger_head set number = 0"
        })
        void of_the_requests_moves_the_ledger(String statement) {
            assertThatThrownBy(() -> run("service", statement)).hasMessageContaining("permission denied");
        }

        @Test
        void passes_a_cap_behind_the_writers_back() {
            ledger.post(charge("constraint", "1.00", account("constraint", "2.00")));
            assertThatThrownBy(() -> run("writer", "update account set charged = 3 where key = 'test:constraint'"))
                    .hasMessageContaining("account_stays_within_its_cap");
        }

        private void run(String role, String statement) throws SQLException {
            try (var connection = switch (role) {
                        case "owner" -> TestDatabase.asOwner();
                        case "writer" -> TestDatabase.asWriter();
                        default -> TestDatabase.asService();
                    };
                    var sql = connection.createStatement()) {
                sql.execute(statement);
            }
        }
    }
}
