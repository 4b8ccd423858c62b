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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The one thread of this instance that writes postings.
///
/// It never waits for a batch to fill: it takes what is queued while the last batch was committed. A batch that
/// fails as a whole is posted one by one, so that one bad posting never fails its neighbours. Where a commit's
/// answer is lost, the ids are looked up before anything is tried again.
@ApplicationScoped
class Writer {

    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int BATCH_MAX = 512;
    private static final int QUEUE_MAX = 20_000;
    private static final int RESOLVE_ATTEMPTS = 20;
    private static final String INTEGRITY_VIOLATION = "23";

    private final AgroalDataSource writer;
    private final Clock clock;
    private final LedgerMetrics metrics;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Map<String, Long> accountIds = new HashMap<>();
    private volatile boolean open;
    private final Thread thread = Thread.ofPlatform().name("ledger-writer").unstarted(this::work);

    Writer(@DataSource("writer") AgroalDataSource writer, Clock clock, LedgerMetrics metrics) {
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        metrics.watch(queue);
    }

    void start(@Observes StartupEvent started) {
        open = true;
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    void submit(Pending pending) {
        metrics.count(pending);
        if (!open || !queue.offer(pending)) {
            pending.answer().completeExceptionally(new LedgerUnavailable("The ledger takes no postings just now."));
        }
    }

    private void work() {
        var batch = new ArrayList<Pending>(BATCH_MAX);
        while (open || !queue.isEmpty()) {
            try {
                var first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, BATCH_MAX - 1);
                post(batch);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable fault) {
                LOG.error("A batch failed", fault);
                batch.forEach(pending -> pending.answer().completeExceptionally(fault));
            } finally {
                batch.clear();
            }
        }
    }

    private void post(List<Pending> pending) {
        try {
            attempt(pending);
        } catch (SQLException failed) {
            var left = resolved(pending, failed);
            if (left.size() > 1) {
                LOG.warnf("A batch of %d failed and is posted one by one: %s", left.size(), failed.getMessage());
            }
            for (var single : left) {
                try {
                    attempt(List.of(single));
                } catch (SQLException again) {
                    single.answer().completeExceptionally(fault(again));
                }
            }
        }
    }

    /// What the database refuses for good is a fault of ours; asking again would not help.
    private static RuntimeException fault(SQLException refused) {
        var state = refused.getSQLState();
        return state != null && state.startsWith(INTEGRITY_VIOLATION)
                ? new IllegalStateException("The database refused a posting", refused)
                : new LedgerUnavailable(refused);
    }

    /// One transaction for all of them. On return each is answered; on an exception none is.
    private void attempt(List<Pending> pending) throws SQLException {
        long begun = System.nanoTime();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            var sql = new BatchSql(connection);
            var batch = decide(sql, pending);
            if (batch.accepted.isEmpty()) {
                connection.rollback();
            } else {
                var opened = open(sql, batch);
                sql.writeAndCommit(batch);
                accountIds.putAll(opened);
                metrics.batch(batch.accepted.size(), System.nanoTime() - begun);
            }
            answer(pending, batch);
        }
    }

    private Batch decide(BatchSql sql, List<Pending> pending) throws SQLException {
        var ids = new LinkedHashSet<Long>();
        var keys = new LinkedHashSet<String>();
        var names = new LinkedHashSet<UUID>();
        for (var each : pending) {
            names.addAll(Names.digests(each.request()));
            for (var line : each.request().lines()) {
                want(line.account(), ids, keys);
            }
        }
        var head = sql.lockAndRead(List.copyOf(ids), List.copyOf(keys), List.copyOf(names));
        head.accounts().values().forEach(account -> accountIds.put(account.key(), account.id()));
        var batch = new Batch(head.accounts(), head.names(), head.number(), after(head.recordedAt()));
        pending.forEach(batch::decide);
        return batch;
    }

    private void want(AccountSpec account, LinkedHashSet<Long> ids, LinkedHashSet<String> keys) {
        var id = accountIds.get(account.key());
        if (id == null) {
            keys.add(account.key());
        } else {
            ids.add(id);
        }
        if (account.ratio() != null) {
            want(account.ratio().of(), ids, keys);
        }
    }

    /// The recorded time never runs backwards, whatever the clock does.
    private Instant after(Instant last) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(last) ? last : now;
    }

    /// Opens the accounts that accepted postings touch, bases first; what only a refusal needed stays unopened.
    private static Map<String, Long> open(BatchSql sql, Batch batch) throws SQLException {
        var opened = sql.open(openings(batch, false, Map.of()));
        var realIds = realIds(batch, opened);
        var dependents = sql.open(openings(batch, true, realIds));
        opened.putAll(dependents);
        realIds.putAll(realIds(batch, dependents));
        batch.opened(realIds);
        return opened;
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
    /// Waits for the head's lock first, so that a transaction of ours that is still under way has ended.
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
                    throw new LedgerUnavailable(down);
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
