package org.headroom.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.access.Access;
import org.headroom.access.Alone;
import org.headroom.access.Connections;
import org.headroom.access.Reader;
import org.headroom.terms.Ids;
import org.jboss.logging.Logger;

/// The door to the third belt: replays the whole book, nightly or on request, and keeps what came of it.
///
/// The first belt is `Admission`, the second the constraints of the tables; this one trusts neither. One instance at a
/// time replays. A finding is logged and counted, and stops nothing: whether to go on is for people to decide.
@ApplicationScoped
public class Verifications {

    private static final Logger LOG = Logger.getLogger(Verifications.class);
    /// What the scheduler takes for never.
    private static final String OFF = "off";
    /// Instances wake up at the same time. One that is late must not do the same night's work again.
    private static final Duration SAME_NIGHT = Duration.ofMinutes(30);

    private final Access access;
    private final Connections connections;
    private final VerificationRows rows;
    private final LedgerMetrics metrics;
    private final Clock clock;
    private final String cron;

    Verifications(
            Access access,
            Connections connections,
            VerificationRows rows,
            LedgerMetrics metrics,
            Clock clock,
            @ConfigProperty(name = "headroom.verification.cron") String cron) {
        this.access = access;
        this.connections = connections;
        this.rows = rows;
        this.metrics = metrics;
        this.clock = clock;
        this.cron = cron;
    }

    /// The last replay that came to its end.
    public Optional<Verification> last() {
        return access.call(Reader.Other.REGULATOR, () ->
                QuarkusTransaction.joiningExisting().call(() -> rows.last().map(VerificationRow::verification)));
    }

    /// Begins a replay in the background; nothing happens where one is under way.
    public void begin() {
        Thread.ofVirtual().name("verification").start(this::attempt);
    }

    @Scheduled(
            cron = "{headroom.verification.cron}",
            timeZone = "UTC",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void nightly() {
        var since = clock.instant().minus(SAME_NIGHT);
        if (last().filter(done -> done.startedAt().isAfter(since)).isEmpty()) {
            attempt();
        }
    }

    /// Another instance may have been the one that replayed.
    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        last().ifPresent(metrics::verified);
    }

    /// A book that was never replayed does not wait for the night: whoever watches wants to see one. Where the nightly
    /// replay is off, nobody is surprised by one.
    void start(@Observes StartupEvent started) {
        last().ifPresentOrElse(metrics::verified, () -> {
            if (!OFF.equals(cron)) {
                begin();
            }
        });
    }

    private void attempt() {
        try {
            run();
        } catch (SQLException | RuntimeException fault) {
            LOG.error("The replay of the ledger did not come to its end", fault);
        }
    }

    /// Replays now.
    ///
    /// @return empty when another replay is under way
    Optional<Verification> run() throws SQLException {
        return access.call(Reader.Other.REGULATOR, this::replayAlone);
    }

    private Optional<Verification> replayAlone() throws SQLException {
        var done = new AtomicReference<Verification>();
        try (var connection = connections.open()) {
            Alone.run(connection, "verification", () -> {
                var verification = replay(connection);
                keep(verification);
                done.set(verification);
            });
        }
        return Optional.ofNullable(done.get());
    }

    /// What was posted is never changed, so most of it is read page by page as it stands. Only the end, and what the
    /// end is compared with, comes from one snapshot: it is short, and postings go on meanwhile.
    private Verification replay(Connection connection) throws SQLException {
        var startedAt = now();
        var sql = new BookSql(connection);
        var replay = new Replay();
        postAll(sql, replay, sql.head().number());
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            finish(sql, replay);
        } finally {
            connection.rollback(); // it has only read
            connection.setAutoCommit(true);
        }
        return replay.result(startedAt, now());
    }

    /// Replays what is left, and compares the end. All of it must be read from one snapshot.
    static void finish(BookSql sql, Replay replay) throws SQLException {
        var head = sql.head();
        postAll(sql, replay, head.number());
        replay.end(head.number(), head.recordedAt(), head.lastPosting());
        sql.accounts(replay::compare);
        replay.noMoreAccounts();
        sql.strays(replay::stray);
        sql.wrongEvidence(replay::lacksEvidence);
        sql.wrongDays(head.number(), replay::differs);
        sql.wrongShares(head.number(), replay::differs);
    }

    private static void postAll(BookSql sql, Replay replay, long upTo) throws SQLException {
        replay.know(sql.periodChanges());
        for (long after = replay.number(); after < upTo; ) {
            var page = sql.page(after, upTo);
            page.postings().forEach(replay::post);
            after = page.end();
        }
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void keep(Verification verification) {
        if (verification.isClean()) {
            LOG.info(verification.text());
        } else {
            LOG.error(verification.text());
            verification.findings().forEach(finding -> LOG.error(finding.text()));
        }
        metrics.invariantFailures(verification.failures());
        metrics.verified(verification);
        QuarkusTransaction.requiringNew()
                .run(() -> rows.persist(new VerificationRow(Ids.next(verification.endedAt()), verification)));
    }
}
