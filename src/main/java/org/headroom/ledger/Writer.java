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
import java.util.concurrent.LinkedBlockingDeque;
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
    private static final int BATCH_MAX = 512;
    private static final int QUEUE_MAX = 20_000;
    private static final long IDLE_MILLIS = 200;
    private static final int RESOLVE_ATTEMPTS = 20;
    private static final int SURPRISE_BATCHES = 100;
    private static final String INTEGRITY_VIOLATION = "23";

    private final AgroalDataSource writer;
    private final Clock clock;
    private final LinkedBlockingDeque<Event> events = new LinkedBlockingDeque<>();
    private final LedgerMetrics metrics;
    private final Thread thread = Thread.ofPlatform().name("ledger-writer").unstarted(this::work);
    private final ExecutorService committer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ledger-committer").factory());
    private volatile boolean open;

    // What follows belongs to the writer's thread.
    private final Book book = new Book();
    private final List<Pending> decided = new ArrayList<>();
    private final List<Pending> undecided = new ArrayList<>();
    /// Decides the next batch while one is in flight; null until something is decided.
    private @Nullable Batch batch;
    private @Nullable Flight inFlight;
    /// Batches that are still decided under the lock, because another instance posted in between.
    private int surprises;

    /// What wakes the writer.
    sealed interface Event permits Pending, Flight {}

    Writer(@DataSource("writer") AgroalDataSource writer, Clock clock, LedgerMetrics metrics) {
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        metrics.watch(events);
    }

    void start(@Observes StartupEvent started) {
        open = true;
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        thread.join(TimeUnit.SECONDS.toMillis(10));
        committer.shutdown();
    }

    void submit(Pending pending) {
        metrics.count(pending);
        if (!open || events.size() >= QUEUE_MAX) {
            pending.fail(new LedgerUnavailable("The ledger takes no postings just now."));
        } else {
            events.addLast(pending);
        }
    }

    private void work() {
        while (open || !events.isEmpty() || gathered() > 0 || inFlight != null) {
            try {
                turn();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable fault) {
                LOG.error("A batch failed", fault);
                undecide();
                undecided.forEach(pending -> pending.fail(fault));
                undecided.clear();
            }
        }
    }

    private void turn() throws InterruptedException {
        switch (next()) {
            case null -> {}
            case Pending pending -> gather(pending);
            case Flight flight -> land(flight);
        }
        if (inFlight == null && gathered() > 0 && (events.isEmpty() || gathered() >= BATCH_MAX)) {
            if (batch != null && !batch.accepted.isEmpty()) {
                takeOff(batch);
            } else {
                postUnderLock();
            }
        }
    }

    private int gathered() {
        return decided.size() + undecided.size();
    }

    private @Nullable Event next() throws InterruptedException {
        if (inFlight != null && gathered() >= BATCH_MAX) {
            inFlight.landed().join();
            return inFlight;
        }
        return events.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Decides it where the book suffices and nobody before it waits for the lock.
    private void gather(Pending pending) {
        if (undecided.isEmpty() && surprises == 0 && book.suffices(pending.request())) {
            batch = batch == null ? new Batch(book, new HashMap<>(), clock) : batch;
            batch.decide(pending);
            decided.add(pending);
        } else {
            undecided.add(pending);
        }
    }

    /// Writes what was decided from the book, without reading first. The database holds it to two conditions: the
    /// head has not moved, and no name is used.
    private void takeOff(Batch ready) {
        var flight = new Flight(List.copyOf(decided), ready);
        decided.clear();
        batch = null;
        book.turnTo(ready.last());
        inFlight = flight;
        committer.execute(() -> {
            flight.landed().complete(write(flight.batch()));
            events.addFirst(flight);
            if (flight.landed().join() == null) {
                flight.answerPosted();
            }
        });
    }

    /// @return why it failed; null when it is on disk
    private @Nullable SQLException write(Batch ready) {
        long begun = System.nanoTime();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            new BatchSql(connection).writeAndCommit(ready);
            metrics.batch(ready.accepted.size(), System.nanoTime() - begun);
            return null;
        } catch (SQLException failed) {
            return failed;
        } catch (Throwable fault) { // whatever it is, the flight must land
            LOG.error("A batch failed", fault);
            return new SQLException(fault);
        }
    }

    private void land(Flight flight) {
        if (flight != inFlight) {
            return; // it was waited for
        }
        inFlight = null;
        var failed = flight.landed().join();
        if (failed == null) {
            undecided.addAll(0, flight.notPosted());
            return;
        }
        undecide(); // what was decided after it is void
        undecided.addAll(0, flight.pending());
        if (BatchSql.HEAD_MOVED.equals(failed.getSQLState())) {
            surprises = SURPRISE_BATCHES;
        } else if (!isIntegrityViolation(failed)) {
            resolved(flight.pending(), failed);
            undecided.removeIf(each -> each.answer().isDone());
        }
    }

    private void undecide() {
        undecided.addAll(0, decided);
        decided.clear();
        batch = null;
        book.forget();
    }

    private void postUnderLock() {
        undecided.addAll(0, decided); // of which none was accepted
        decided.clear();
        batch = null;
        surprises = Math.max(0, surprises - 1);
        var pending = List.copyOf(undecided); // they stay gathered until each is answered
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
        undecided.clear();
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
                if (attempt == RESOLVE_ATTEMPTS || !open) {
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
