package org.headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.terms.Ids;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer of its own, on the real table.
@QuarkusTest
class AuditWriterTest {

    static final Instant MORNING = Instant.parse("2026-03-02T09:14:07.123456Z");

    @Inject
    @DataSource("writer")
    AgroalDataSource pool;

    private AuditWriter started() {
        var writer = new AuditWriter(pool, 10_000, new SimpleMeterRegistry());
        writer.start(new StartupEvent());
        return writer;
    }

    private static AuditEvent event(String request, @Nullable String subject) {
        return new AuditEvent(Ids.next(MORNING), MORNING, "aurora", subject, "A. Clerk", List.of("exporter-clerk"),
                "headroom-login", "POST", "/api/v1/shipments", "ship", null, "x", null, 201, "done", null, request,
                "192.0.2.1", "a test");
    }

    private static void stop(AuditWriter writer) {
        try {
            writer.stop(new ShutdownEvent());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void what_is_told_is_written_as_it_was() throws Exception {
        var writer = started();
        var event = event(Calls.unique("as-it-was"), "s");
        writer.add(event, false).get(1, TimeUnit.SECONDS);
        assertThat(Told.now(event.request())).containsExactly(event);
        stop(writer);
    }

    /// Events are kept for ever; README says how much that is.
    @Test
    void an_event_takes_less_than_a_kilobyte_with_its_indexes() throws Exception {
        var writer = started();
        long before = bytes();
        for (int i = 0; i < 5_000; i++) {
            writer.add(event(Calls.unique("size"), "01a204a8-3d25-79d8-8c11-ddd663fa82e7"), false);
        }
        stop(writer);
        assertThat((bytes() - before) / 5_000).isBetween(200L, 1_000L);
    }

    private static long bytes() throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var row = connection.createStatement().executeQuery("select pg_total_relation_size('audit_event')")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void what_is_not_written_yet_is_written_when_it_stops() throws Exception {
        var writer = started();
        var request = Calls.unique("flushed");
        for (int i = 0; i < 5_000; i++) {
            writer.add(event(request, "s"), false);
        }
        stop(writer);
        assertThat(Told.now(request)).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(writer.room().taken()).isZero();
    }

    @Test
    void what_comes_after_the_end_goes_to_the_log() throws Exception {
        var writer = started();
        var request = Calls.unique("late");
        stop(writer);
        assertThat(said(() -> writer.add(event(request, "s"), false))).hasSize(1).first().asString().contains(request);
    }

    /// What the writer's log says meanwhile.
    private static List<String> said(Runnable done) {
        var said = new CopyOnWriteArrayList<String>();
        var log = Logger.getLogger(AuditWriter.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(((ExtLogRecord) line).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            done.run();
        } finally {
            log.removeHandler(handler);
        }
        return said;
    }

    @Test
    void one_that_the_database_refuses_goes_to_the_log_and_fails_no_neighbour() throws Exception {
        var writer = started();
        var request = Calls.unique("neighbours");
        var said = said(() -> {
            writer.add(event(request, "s"), false);
            writer.add(event(request, null), false); // an exporter's call without a person
            writer.add(event(request, "t"), false).join();
            stop(writer);
        });
        assertThat(Told.now(request)).extracting(AuditEvent::subject).containsExactlyInAnyOrder("s", "t");
        assertThat(said).hasSize(1).first().asString().contains("could not be written", request, "aurora");
    }

    @Test
    void it_goes_on_when_the_database_is_back() throws Exception {
        var writer = started();
        var request = Calls.unique("away");
        try (var administrator = TestDatabase.asAdministrator();
                var statement = administrator.createStatement()) {
            for (int i = 0; i < 3; i++) {
                statement.execute("alter role headroom_writer connection limit 0");
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = 'headroom_writer'");
                writer.add(event(request, "s"), false);
                Thread.sleep(700);
                statement.execute("alter role headroom_writer connection limit -1");
            }
        }
        stop(writer);
        assertThat(Told.now(request)).hasSize(3);
    }

    /// A commit whose answer was lost is tried again.
    @Test
    void the_same_event_twice_is_one() throws Exception {
        var writer = started();
        var event = event(Calls.unique("twice"), "s");
        writer.add(event, false);
        writer.add(event, false);
        stop(writer);
        assertThat(Told.now(event.request())).hasSize(1);
    }

    interface Way {
        Connection enter() throws SQLException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_event set name = 'Nobody'", "delete from audit_event", "truncate audit_event"})
    void nobody_changes_what_is_written(String sql) throws Exception {
        for (var strong : List.<Way>of(TestDatabase::asOwner, TestDatabase::asAdministrator)) {
            try (var connection = strong.enter()) {
                assertThatThrownBy(() -> connection.createStatement().execute(sql))
                        .hasMessageContaining("audit_event is append-only");
            }
        }
        for (var role : List.<Way>of(TestDatabase::asService, TestDatabase::asRegulator, TestDatabase::asWriter)) {
            try (var connection = role.enter()) {
                assertThatThrownBy(() -> connection.createStatement().execute(sql))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    /// The table does not rely on the code to keep its texts plain.
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u202eb", "a\u001b[1m", "a\u0085b", "a\u2066b", "a\u200fb"})
    void the_table_takes_no_text_that_steers(String agent) throws Exception {
        try (var connection = TestDatabase.asWriter();
                var insert = connection.prepareStatement("insert into audit_event (id, at, roles, method, status,"
                        + " outcome, request, agent) values (gen_random_uuid(), now(), '{}', 'GET', 200, 'done', ?, ?)")) {
            insert.setString(1, "plain");
            insert.setString(2, agent);
            assertThatThrownBy(insert::execute).hasMessageContaining("audit_event_is_plain");
            insert.setString(2, "x".repeat(501));
            assertThatThrownBy(insert::execute).hasMessageContaining("audit_event_is_short");
        }
    }
}
