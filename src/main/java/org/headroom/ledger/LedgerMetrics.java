package org.headroom.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The ledger in figures for whoever runs it: how much, how fast, how often refused. No label tells whose or how much
/// of what: the figures are read by people who may not read the book.
///
/// All of them are there from the start, at zero, so that the first increase is seen.
@ApplicationScoped
class LedgerMetrics {

    /// What became of a posting.
    enum Result {
        POSTED,
        REPEATED,
        NAME_TAKEN,
        REFUSED,
        PERIOD_CLOSED,
        FAILED;

        static Result of(PostingOutcome outcome) {
            return switch (outcome) {
                case PostingOutcome.Posted posted -> POSTED;
                case PostingOutcome.AlreadyPosted repeated -> REPEATED;
                case PostingOutcome.NameTaken taken -> NAME_TAKEN;
                case PostingOutcome.Refused refused -> REFUSED;
                case PostingOutcome.PeriodClosed closed -> PERIOD_CLOSED;
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration[] BATCH_BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1),
        Duration.ofSeconds(5), Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Asked, Counter> postings = new HashMap<>();
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Counter repeated;
    private final Counter unknown;
    private final Counter invariantFailures;
    private final AtomicLong verifiedAt = new AtomicLong();
    private final AtomicLong verificationFailures = new AtomicLong();

    private record Asked(PostingKind kind, Result result) {}

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var kind : PostingKind.values()) {
            for (var result : Result.values()) {
                postings.put(new Asked(kind, result), Counter.builder("ledger.postings")
                        .description("Postings that were asked for, by what became of them")
                        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                        .tag("result", result.word())
                        .register(registry));
            }
        }
        batchSize = DistributionSummary.builder("ledger.batch.size")
                .description("Postings in a batch")
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 512)
                .register(registry);
        batchTime = Timer.builder("ledger.batch")
                .description("From the first lock of a batch to the end of its commit")
                .serviceLevelObjectives(BATCH_BUCKETS)
                .register(registry);
        repeated = counter("ledger.idempotency.hits", "Requests that had been posted before and got the first answer");
        unknown = counter("ledger.unknown.outcomes", "Postings of which nobody could say whether they were committed");
        invariantFailures = counter("invariant.failures", "Findings of replays, and postings the tables refused");
        registry.gauge("ledger.verification.timestamp.seconds", verifiedAt);
        registry.gauge("ledger.verification.findings", verificationFailures);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /// @param intake where postings wait for the writer
    void watch(Intake intake) {
        registry.gauge("ledger.queue.depth", intake, Intake::depth);
    }

    /// A batch that was decided, written and committed.
    void batch(int size, long nanos) {
        batchSize.record(size);
        batchTime.record(Duration.ofNanos(nanos));
    }

    /// Counts the posting when it is answered.
    void count(Pending pending) {
        var kind = pending.request().kind();
        pending.answer().whenComplete((outcome, fault) -> count(kind, outcome, fault));
    }

    private void count(PostingKind kind, @Nullable PostingOutcome outcome, @Nullable Throwable fault) {
        var result = outcome == null ? Result.FAILED : Result.of(outcome);
        Objects.requireNonNull(postings.get(new Asked(kind, result))).increment();
        if (result == Result.REPEATED) {
            repeated.increment();
        } else if (fault instanceof LedgerUnavailable && fault.getCause() != null) {
            unknown.increment(); // it was under way when the database went
        } else if (fault != null && fault.getCause() instanceof SQLException) {
            invariantFailures(1); // the tables refused what `Admission` had admitted
        }
    }

    void invariantFailures(long failures) {
        invariantFailures.increment(failures);
    }

    /// The last replay, wherever it ran.
    void verified(Verification verification) {
        verifiedAt.set(verification.endedAt().getEpochSecond());
        verificationFailures.set(verification.failures());
    }
}
