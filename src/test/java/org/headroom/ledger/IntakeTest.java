package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.ledger.Books.account;
import static org.headroom.ledger.Books.charge;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What waits for the writer, without a database: what is decided at once, and what must wait for the lock of the head.
class IntakeTest {

    static final AccountSpec QUOTA = account("intake", "100.00");

    final Intake intake = new Intake(Clock.systemUTC());
    int asked;

    Pending take(String amount) {
        var pending = new Pending(charge("intake-" + asked++, amount, QUOTA));
        assertThat(intake.take(pending)).isTrue();
        return pending;
    }

    /// As the writer reads it under the lock of the head.
    void read() {
        var head = new BatchSql.Head(7, Instant.EPOCH, 0);
        var accounts = List.of(AccountState.opened(1, QUOTA, null));
        intake.book.read(new BatchSql.Read(head, accounts, Map.of(), List.of()), List.of(QUOTA.key()));
    }

    Intake.Work next() throws InterruptedException {
        return Objects.requireNonNull(intake.next());
    }

    static PostingOutcome refused() {
        return new PostingOutcome.Refused(List.of());
    }

    List<Pending> undecided() throws InterruptedException {
        var next = next();
        assertThat(next).isInstanceOf(Intake.Undecided.class);
        return ((Intake.Undecided) next).pending();
    }

    Flight flight() throws InterruptedException {
        var next = next();
        assertThat(next).isInstanceOf(Flight.class);
        return (Flight) next;
    }

    @Test
    void what_comes_while_the_book_is_read_is_decided_from_it_afterwards() throws InterruptedException {
        var first = take("1.00");
        assertThat(undecided()).containsExactly(first);
        var behind = take("2.00"); // the book is the writer's now
        read();
        first.answer().complete(refused());
        intake.settle();
        var flight = flight();
        assertThat(flight.pending()).containsExactly(behind);
        assertThat(flight.batch().decidedOn()).isEqualTo(7);
        assertThat(flight.batch().last().number()).isEqualTo(8);
        assertThat(intake.depth()).isZero();
    }

    @Test
    void what_is_refused_from_the_book_waits_for_the_lock_and_does_not_hold_up_what_was_decided() throws Exception {
        read();
        var posted = take("60.00");
        var refused = take("60.00");
        var flight = flight();
        assertThat(flight.pending()).containsExactly(posted, refused);
        var later = take("1.00");
        intake.landed(flight);
        assertThat(flight().pending()).containsExactly(later);
        assertThat(undecided()).containsExactly(refused);
    }

    @Test
    void a_batch_in_which_nothing_is_accepted_never_flies() throws InterruptedException {
        read();
        var refused = take("100.01");
        assertThat(undecided()).containsExactly(refused);
    }

    @Test
    void when_a_batch_fails_what_was_decided_after_it_is_void_and_keeps_its_place() throws InterruptedException {
        read();
        var first = take("1.00");
        var flight = flight();
        var second = take("1.00");
        intake.failed(flight, false);
        var third = take("1.00");
        assertThat(undecided()).containsExactly(first, second, third);
    }

    @Test
    void after_a_surprise_the_book_is_not_trusted_for_a_while() throws InterruptedException {
        read();
        take("1.00");
        intake.failed(flight(), true);
        for (var pending : undecided()) {
            pending.answer().complete(refused());
        }
        read();
        intake.settle();
        var next = take("1.00");
        assertThat(undecided()).containsExactly(next);
    }

    @Test
    void a_full_batch_is_followed_by_another_on_top_of_it() throws InterruptedException {
        read();
        for (int n = 0; n < 513; n++) {
            take("0.01");
        }
        assertThat(intake.depth()).isEqualTo(513);
        var first = flight();
        var second = flight();
        assertThat(first.pending()).hasSize(512);
        assertThat(second.pending()).hasSize(1);
        assertThat(second.batch().decidedOn()).isEqualTo(first.batch().last().number()).isEqualTo(519);
    }

    @Test
    void more_than_twenty_thousand_do_not_wait() {
        for (int n = 0; n < 20_000; n++) {
            take("0.01");
        }
        assertThat(intake.take(new Pending(charge("intake-over", "0.01", QUOTA)))).isFalse();
    }

    @Test
    void once_closed_it_hands_out_what_is_left_and_takes_no_more() throws InterruptedException {
        read();
        var last = take("1.00");
        intake.close();
        assertThat(intake.take(new Pending(charge("intake-late", "1.00", QUOTA)))).isFalse();
        assertThat(flight().pending()).containsExactly(last);
        assertThat(intake.next()).isNull();
    }

    @Test
    void whoever_waits_when_all_is_given_up_is_told() throws InterruptedException {
        read();
        var decided = take("1.00");
        assertThat(intake.giveUp()).containsExactly(decided);
        assertThat(intake.depth()).isZero();
        var next = take("1.00"); // of a book that was forgotten
        assertThat(undecided()).containsExactly(next);
    }
}
