package org.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.headroom.access.Reader.Exporter;
import org.headroom.access.Reader.Other;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectionsTest {

    static final Exporter AURORA = new Exporter("aurora");
    static final Exporter INJECTION = new Exporter("aurora', true); drop table posting; --");

    @Inject
    Access access;

    @Inject
    Connections connections;

    @Inject
    EntityManager entityManager;

    /// @param server the number of the server's process, of which each connection has its own
    record Told(int server, String role, String exporter) {}

    private static final String WHO =
            "select pg_backend_pid(), session_user::text, coalesce(current_setting('headroom.exporter', true), '')";

    private Told plain(Reader reader) throws SQLException {
        return access.call(reader, () -> {
            try (var connection = connections.open();
                    var row = connection.createStatement().executeQuery(WHO)) {
                row.next();
                return new Told(row.getInt(1), row.getString(2), row.getString(3));
            }
        });
    }

    private Told throughHibernate(Reader reader) {
        return access.call(reader, () -> QuarkusTransaction.requiringNew().call(this::ask));
    }

    private Told ask() {
        var row = (Object[]) entityManager.createNativeQuery(WHO).getSingleResult();
        return new Told((Integer) row[0], (String) row[1], (String) row[2]);
    }

    @Test
    void each_reader_has_its_role_and_its_exporter() throws SQLException {
        for (var reader : new Reader[] {AURORA, new Exporter("borealis"), INJECTION}) {
            assertThat(plain(reader)).extracting(Told::role, Told::exporter)
                    .containsExactly("headroom_service", ((Exporter) reader).id());
            assertThat(throughHibernate(reader)).extracting(Told::role, Told::exporter)
                    .containsExactly("headroom_service", ((Exporter) reader).id());
        }
        assertThat(plain(Other.REGULATOR).role()).isEqualTo("headroom_regulator");
        assertThat(throughHibernate(Other.REGULATOR).role()).isEqualTo("headroom_regulator");
        assertThat(plain(Other.NOBODY).exporter()).isEmpty();
        assertThat(throughHibernate(Other.NOBODY).exporter()).isEmpty();
    }

    /// The same connection, next time, is nobody's: also after a transaction that was rolled back.
    @Test
    void nothing_of_the_last_borrower_is_left() throws SQLException {
        var used = new HashSet<Integer>();
        for (int turn = 0; turn < 20; turn++) {
            used.add(plain(AURORA).server());
            used.add(throughHibernate(AURORA).server());
            access.run(AURORA, () -> assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                used.add(ask().server());
                throw new IllegalStateException("rolled back");
            })).hasMessage("rolled back"));
            for (var next : new Told[] {plain(Other.NOBODY), throughHibernate(Other.NOBODY)}) {
                assertThat(used).contains(next.server());
                assertThat(next.exporter()).isEmpty();
            }
        }
    }

    @Test
    void a_transaction_has_one_reader() {
        access.run(AURORA, () -> QuarkusTransaction.requiringNew().run(() -> {
            assertThat(access.<Told, RuntimeException>call(AURORA, this::ask).exporter()).isEqualTo("aurora");
            assertThatThrownBy(() -> access.call(Other.REGULATOR, this::ask)).hasMessageContaining("one reader");
        }));
    }

    /// A setting of the session stays with the connection, so one place makes it, whenever the connection is lent.
    @Test
    void one_place_names_the_exporter() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(ConnectionsTest::setsSomething))
                    .containsExactly(Path.of("src/main/java/org/headroom/access/ExporterOfConnection.java"));
        }
    }

    private static boolean setsSomething(Path source) {
        try {
            return Pattern.compile("set_config|(?<!org\\.)headroom\\.exporter|set session|set role",
                            Pattern.CASE_INSENSITIVE)
                    .matcher(Files.readString(source))
                    .find();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Test
    void outside_of_a_request_nobody_is_named() throws InterruptedException {
        var seen = new Reader[1];
        Thread.ofVirtual().start(() -> seen[0] = access.now()).join();
        assertThat(seen[0]).isEqualTo(Other.NOBODY);
    }
}
