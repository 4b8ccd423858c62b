package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.ledger.Books.MARCH_2;
import static org.headroom.ledger.Books.account;
import static org.headroom.ledger.Books.posting;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerMetricsTest {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LedgerMetrics metrics = new LedgerMetrics(registry);

    static Pending pending() {
        return new Pending(posting(PostingKind.SHIPMENT, "a", MARCH_2, "1", account("metrics", null)));
    }

    double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    double postings(String result) {
        return count("ledger.postings", "kind", "shipment", "result", result);
    }

    void answer(PostingOutcome outcome) {
        var pending = pending();
        metrics.count(pending);
        pending.answer().complete(outcome);
    }

    void fail(RuntimeException fault) {
        var pending = pending();
        metrics.count(pending);
        pending.answer().completeExceptionally(fault);
    }

    @Test
    void every_kind_and_result_is_there_from_the_start() {
        assertThat(registry.find("ledger.postings").counters())
                .hasSize(PostingKind.values().length * LedgerMetrics.Result.values().length)
                .allMatch(counter -> counter.count() == 0);
    }

    @Test
    void a_posting_is_counted_once_when_it_is_answered() {
        metrics.count(pending());
        assertThat(postings("posted")).isZero();
        answer(new PostingOutcome.Posted(1, pending().request().id(), Instant.EPOCH, List.of(), List.of()));
        answer(new PostingOutcome.Refused(List.of()));
        answer(new PostingOutcome.NameTaken("a", 1));
        answer(new PostingOutcome.AlreadyPosted(1));
        assertThat(List.of("posted", "refused", "name_taken", "repeated")).allMatch(result -> postings(result) == 1);
        assertThat(postings("failed")).isZero();
        assertThat(count("ledger.idempotency.hits")).isEqualTo(1);
    }

    @Test
    void a_failure_is_told_apart_by_what_failed() {
        fail(new LedgerUnavailable("The ledger takes no postings just now."));
        fail(new LedgerUnavailable(new SQLException("gone")));
        fail(new IllegalStateException("refused", new SQLException("a constraint")));
        fail(new IllegalStateException("less than nothing"));
        assertThat(postings("failed")).isEqualTo(4);
        assertThat(count("ledger.unknown.outcomes")).isEqualTo(1);
        assertThat(count("invariant.failures")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "7"})
    void the_queue_is_as_deep_as_it_is(int depth) {
        var intake = new Intake(Clock.systemUTC());
        metrics.watch(intake);
        for (int n = 0; n < depth; n++) {
            assertThat(intake.take(pending())).isTrue();
        }
        assertThat(registry.get("ledger.queue.depth").gauge().value()).isEqualTo(depth);
    }

    @Test
    void a_batch_has_a_size_and_a_time() {
        metrics.batch(64, 5_000_000);
        assertThat(registry.get("ledger.batch.size").summary().max()).isEqualTo(64);
        assertThat(registry.get("ledger.batch").timer().count()).isEqualTo(1);
    }

    /// The figures go to people who may not read the book.
    @Test
    void no_label_names_an_exporter_or_an_amount() {
        assertThat(registry.getMeters()).flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getKey).containsOnly("kind", "result", "le");
    }
}
