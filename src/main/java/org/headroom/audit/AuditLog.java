package org.headroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.access.Connections;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to the audit log. Nothing that is in it is ever changed.
///
/// Every call enters before anything is done for it, and tells its event at the end, if it has one.
@ApplicationScoped
public class AuditLog {

    private static final int PATIENCE_SECONDS = 5;

    private final AuditWriter writer;
    private final Connections connections;

    AuditLog(AuditWriter writer, Connections connections) {
        this.writer = writer;
        this.connections = connections;
    }

    /// @param later runs as soon as there is room for events again, on any thread
    /// @return whether there is room at once; then nothing runs later
    public boolean enter(Runnable later) {
        return writer.room().enter(later);
    }

    /// @param isAwaited whether it is written at once, since an answer waits for it; else it may take a moment
    /// @return done when it is on disk
    public CompletableFuture<Void> tell(AuditEvent event, boolean isAwaited) {
        return writer.add(event, isAwaited);
    }

    /// Waits until it is on disk.
    ///
    /// @throws NotRecorded when that takes too long; it is written as soon as it can be
    public static void await(Future<Void> written) {
        try {
            written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new NotRecorded();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotRecorded();
        }
    }

    /// Events that the reader may see, newest first.
    public List<AuditEvent> list(AuditFilter filter) {
        var wanted = new Wanted();
        wanted.add("exporter = ?", filter.readableBy());
        wanted.add("exporter = ?", filter.exporter());
        wanted.add("subject = ?", filter.subject());
        wanted.add("act = ?", filter.act());
        wanted.add("outcome = ?", filter.outcome());
        wanted.add("? in (object, made)", filter.object());
        wanted.add("id >= ?", first(filter.from()));
        wanted.add("id < ?", filter.to() == null ? null : first(filter.to().plusDays(1)));
        wanted.add("id < ?", filter.before());
        try (var connection = connections.open();
                var query = connection.prepareStatement("select to_json(e) from audit_event e where "
                        + String.join(" and ", wanted.conditions) + " order by id desc limit " + filter.limit())) {
            for (int i = 0; i < wanted.values.size(); i++) {
                query.setObject(i + 1, wanted.values.get(i));
            }
            var events = new ArrayList<AuditEvent>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    events.add(Json.read(row.getString(1), AuditEvent.class));
                }
            }
            return events;
        } catch (SQLException down) {
            throw new IllegalStateException(down);
        }
    }

    private static @Nullable UUID first(@Nullable LocalDate day) {
        return day == null ? null : Ids.first(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static final class Wanted {

        private final List<String> conditions = new ArrayList<>(List.of("true"));
        private final List<Object> values = new ArrayList<>();

        void add(String condition, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                values.add(value);
            }
        }
    }
}
