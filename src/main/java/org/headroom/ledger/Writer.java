package org.headroom.ledger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Posts for this instance, batch by batch.
///
/// It never waits for a batch to fill: what arrives while one batch is on its way to the disk is the next. It remembers
/// the accounts it moved, so that as a rule a batch is decided while the last one is written, and is one round trip.
/// What the book does not suffice for, and whatever is refused, is decided under the lock of the head. A batch that
/// fails there is posted one by one, so that one bad posting never fails its neighbours. Where a commit's answer is
/// lost, the ids are looked up before anything is tried again.
@ApplicationScoped
class Writer {

    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int RESOLVE_ATTEMPTS = 20;
    private static final String INTEGRITY_VIOLATION = "23";

    private final AgroalDataSource writer;
    private final Clock clock;
    private final LedgerMetrics metrics;
    private final Intake intake;
    private final Book book;
    private final Thread thread = Thread.ofPlatform().name("ledger-writer").unstarted(this::work);
    private final ExecutorService answering =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ledger-answers").factory());
    private volatile boolean stopping;

    Writer(@DataSource("writer") AgroalDataSource writer, Clock clock, LedgerMetrics metrics) {
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        this.intake = new Intake(clock);
        this.book = intake.book;
        metrics.watch(intake);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        intake.close();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        answering.shutdown();
    }

    void submit(Pending pending) {
        metrics.count(pending);
        if (!intake.take(pending)) {
            pending.fail(new LedgerUnavailable("The ledger takes no postings just now."));
        }
    }

    private void work() {
        while (true) {
            try {
                switch (intake.next()) {
                    case null -> {
                        return;
                    }
                    case Flight flight -> fly(flight);
                    case Intake.Undecided undecided -> postUnderLock(undecided.pending());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable fault) {
                LOG.error("A batch failed", fault);
                intake.giveUp().forEach(pending -> pending.fail(fault));
            }
        }
    }

    /// Writes what was decided from the book, without reading first. The database holds it to two conditions: the
    /// head has not moved, and no name is used.
    private void fly(Flight flight) {
        var failed = write(flight.batch());
        if (failed == null) {
            answering.execute(flight::answerPosted); // the next one need not wait for that
            intake.landed(flight);
            return;
        }
        boolean isSurprise = BatchSql.HEAD_MOVED.equals(failed.getSQLState());
        intake.failed(flight, isSurprise);
        if (!isSurprise && !isIntegrityViolation(failed)) {
            resolved(flight.pending(), failed);
            intake.settle();
        }
    }

    /// @return why it failed; null when it is on disk
    private @Nullable SQLException write(Batch ready) {
        long begun = System.nanoTime();
        try (var connection = connect()) {
            connection.setAutoCommit(true);
            new BatchSql(connection).writeAndCommit(ready);
            metrics.batch(ready.accepted.size(), System.nanoTime() - begun);
            return null;
        } catch (SQLException failed) {
            return failed;
        } catch (Throwable fault) { // whatever it is, those that wait must hear of it
            LOG.error("A batch failed", fault);
            return new SQLException(fault);
        }
    }

    private void postUnderLock(List<Pending> pending) {
        try {
            underLock(pending);
        } catch (SQLException failed) {
            book.forget();
            var left = resolved(pending, failed);
            if (left.size() > 1) {
                LOG.warnf("A batch of %d failed and is posted one by one: %s", left.size(), failed.getMessage());
            }
            left.forEach(this::alone);
        }
        intake.settle();
    }

    private void alone(Pending single) {
        try {
            underLock(List.of(single));
        } catch (SQLException again) {
            book.forget();
            single.fail(fault(again));
        }
    }

    /// What the database refuses for good is a fault of ours; asking again would not help.
    private static RuntimeException fault(SQLException refused) {
        return isIntegrityViolation(refused)
                ? new IllegalStateException("The database refused a posting", refused)
                : new LedgerUnavailable(refused);
    }

    private static boolean isIntegrityViolation(SQLException refused) {
        var state = refused.getSQLState();
        return state != null && state.startsWith(INTEGRITY_VIOLATION);
    }

    /// Reads, decides and writes in one transaction, while no other instance can post. On return each is answered; on
    /// an exception none is.
    private void underLock(List<Pending> pending) throws SQLException {
        long begun = System.nanoTime();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            var sql = new BatchSql(connection);
            var locked = decide(sql, pending);
            if (locked.accepted.isEmpty()) {
                connection.rollback();
            } else {
                open(sql, locked);
                sql.writeAndCommit(locked);
                book.turnTo(locked.last());
                metrics.batch(locked.accepted.size(), System.nanoTime() - begun);
            }
            if (!locked.unopened.isEmpty()) {
                book.forget(); // it holds them under ids of its own
            }
            answer(pending, locked);
        }
    }

    private Batch decide(BatchSql sql, List<Pending> pending) throws SQLException {
        var keys = new LinkedHashSet<String>();
        var names = new LinkedHashSet<UUID>();
        for (var each : pending) {
            names.addAll(Names.digests(each.request()));
            each.request().lines().forEach(line -> want(line.account(), keys));
        }
        var read = sql.lockAndRead(keys, names, book.periodChanges());
        book.read(read, keys);
        var locked = new Batch(book, read.names(), clock);
        pending.forEach(locked::decide);
        return locked;
    }

    private static void want(AccountSpec account, LinkedHashSet<String> keys) {
        keys.add(account.key());
        if (account.ratio() != null) {
            want(account.ratio().of(), keys);
        }
    }

    /// Opens the accounts that accepted postings touch, bases first; what only a refusal needed stays unopened.
    private static void open(BatchSql sql, Batch batch) throws SQLException {
        var realIds = realIds(batch, sql.open(openings(batch, false, Map.of())));
        realIds.putAll(realIds(batch, sql.open(openings(batch, true, realIds))));
        batch.opened(realIds);
    }

    /// @param withRatio the accounts whose cap follows another one, or those whose cap does not
    private static List<BatchSql.Opening> openings(Batch batch, boolean withRatio, Map<Long, Long> realIds) {
        var openings = new ArrayList<BatchSql.Opening>();
        batch.unopened.forEach((id, spec) -> {
            var state = batch.state(id);
            var base = state.ratioOf();
            if (batch.isNeeded(id) && withRatio == (base != null)) {
                var realBase = base == null ? null : realIds.getOrDefault(base, base);
                openings.add(new BatchSql.Opening(spec, state.cap(), realBase));
            }
        });
        return openings;
    }

    private static Map<Long, Long> realIds(Batch batch, Map<String, Long> opened) {
        var realIds = new HashMap<Long, Long>();
        batch.unopened.forEach((id, spec) -> {
            var real = opened.get(spec.key());
            if (real != null) {
                realIds.put(id, real);
            }
        });
        return realIds;
    }

    private static void answer(List<Pending> pending, Batch batch) {
        for (var each : pending) {
            var fault = batch.faults.get(each);
            if (fault != null) {
                each.answer().completeExceptionally(fault);
            } else {
                each.answer().complete(batch.outcomes.get(each));
            }
        }
    }

    private Connection connect() throws SQLException {
        return writer.getConnection();
    }

    /// After a failure nobody knows whether the commit arrived: answers those that did, and returns the others.
    /// Waits for the head's lock first, so that a transaction of ours that is still under way has ended. Where the
    /// database stays away, all of them hear that nobody can say.
    private List<Pending> resolved(List<Pending> pending, SQLException failed) {
        for (int attempt = 1; ; attempt++) {
            try (var connection = connect()) {
                connection.setAutoCommit(false);
                var posted = new Lookup(connection).postedUnderLock(
                        pending.stream().map(each -> each.request().id()).toList());
                connection.rollback();
                var left = new ArrayList<Pending>();
                for (var each : pending) {
                    var outcome = posted.get(each.request().id());
                    if (outcome == null) {
                        left.add(each);
                    } else {
                        each.answer().complete(outcome);
                    }
                }
                return left;
            } catch (SQLException down) {
                if (attempt == RESOLVE_ATTEMPTS || stopping) {
                    LOG.errorf(failed, "The database did not come back; %d postings are unresolved", pending.size());
                    pending.forEach(each -> each.fail(new LedgerUnavailable(down)));
                    return List.of();
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(Math.min(1_000, 50L * attempt));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
