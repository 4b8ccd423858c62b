package org.headroom.audit;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.terms.Json;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes the events of this instance in the order they came, several in one statement.
///
/// It gathers for a moment, unless somebody waits for an event. While the database is away it tries again, and who
/// comes when all room is taken waits at the door. What cannot be written at all goes to the log, word by word.
@ApplicationScoped
class AuditWriter {

    private static final Logger LOG = Logger.getLogger(AuditWriter.class);
    private static final int BATCH_MAX = 1_000;
    private static final long GATHER_MILLIS = 100;
    private static final long RETRY_MILLIS = 500;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// After the ledger's writer, whose last answers are events.
    private static final int LAST = 5_000;

    /// A batch whose answer was lost may be there already. The role may not read, so no key is named.
    private static final String INSERT = """
            insert into audit_event select * from json_populate_recordset(null::audit_event, ?::json)
              on conflict do nothing""";

    private record Pending(AuditEvent event, CompletableFuture<Void> written) {}

    private final AgroalDataSource writer;
    private final Room room;
    private final BlockingQueue<Pending> events = new LinkedBlockingQueue<>();
    /// Has a permit while an answer may wait for an event of the queue.
    private final Semaphore awaited = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::work);
    private volatile boolean open = true;
    private volatile long stopAt;
    private volatile boolean ended;

    AuditWriter(
            @DataSource("writer") AgroalDataSource writer,
            @ConfigProperty(name = "headroom.audit.unwritten-max") int unwrittenMax,
            MeterRegistry registry) {
        this.writer = writer;
        this.room = new Room(unwrittenMax);
        registry.gauge("audit.unwritten", room, Room::taken);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent stopping) throws InterruptedException {
        stopAt = System.nanoTime() + STOP_NANOS;
        open = false;
        thread.join(TimeUnit.NANOSECONDS.toMillis(STOP_NANOS) + RETRY_MILLIS);
    }

    Room room() {
        return room;
    }

    /// @param isAwaited whether an answer is held back until it is written
    CompletableFuture<Void> add(AuditEvent event, boolean isAwaited) {
        var pending = new Pending(event, new CompletableFuture<>());
        room.take();
        events.add(pending);
        if (isAwaited) {
            awaited.release();
        }
        if (ended && events.remove(pending)) {
            tell(List.of(pending), null);
        }
        return pending.written();
    }

    private void work() {
        var batch = new ArrayList<Pending>();
        while (open || !events.isEmpty() && !isOverdue()) {
            try {
                gather(batch);
                write(batch);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException fault) {
                tell(batch, fault);
            }
            batch.forEach(pending -> pending.written().complete(null));
            room.leave(batch.size());
            batch.clear();
        }
        ended = true;
        events.drainTo(batch);
        tell(batch, null);
    }

    private boolean isOverdue() {
        return !open && System.nanoTime() - stopAt > 0;
    }

    /// Sleeps through events for which nobody waits: to be woken by each would cost more than to write it.
    private void gather(List<Pending> batch) throws InterruptedException {
        var first = events.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        awaited.tryAcquire(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        awaited.drainPermits();
        events.drainTo(batch, BATCH_MAX - 1);
        if (!events.isEmpty()) {
            awaited.release(); // what is left over may be awaited, and goes at once
        }
    }

    /// Returns when all of it is on disk, or told to the log.
    private void write(List<Pending> batch) throws InterruptedException {
        while (!batch.isEmpty()) {
            try (var connection = writer.getConnection();
                    var insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, Json.write(batch.stream().map(Pending::event).toList()));
                insert.executeUpdate();
                return;
            } catch (SQLException failed) {
                if (isRefused(failed) && batch.size() > 1) {
                    for (var each : batch) {
                        write(List.of(each)); // a bad one does not fail its neighbours
                    }
                    return;
                }
                if (isRefused(failed) || isOverdue()) {
                    tell(batch, failed);
                    return;
                }
                LOG.warnf("%d audit events wait for the database: %s", room.taken(), failed.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /// Whether the database will never take it: a value or a constraint is in the way.
    private static boolean isRefused(SQLException failed) {
        var state = failed.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static void tell(List<Pending> batch, @Nullable Throwable because) {
        if (!batch.isEmpty()) {
            var text = Json.write(batch.stream().map(Pending::event).toList());
            LOG.errorf(because, "Audit events could not be written. Here they are: %s", text);
        }
    }
}
