package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.headroom.access.Alone;
import org.headroom.access.Connections;

/// Short transactions of this package on behalf of whoever is the reader.
///
/// Rows come by the hundred thousand, so they go through JDBC in sets, as the ledger's do. Their commits do not wait
/// for the disk: what is lost in a crash is checked or posted again, and the ledger knows its postings by name.
@ApplicationScoped
class Database {

    private final Connections connections;

    Database(Connections connections) {
        this.connections = connections;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    interface Step {
        void with(Connection connection) throws SQLException;
    }

    <T> T read(Work<T> work) {
        try (var connection = connections.open()) {
            return work.with(connection);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// All of it or nothing, on disk when this returns.
    void write(Step step) {
        write(step, "");
    }

    /// All of it or nothing, on disk a moment after this returns.
    void writeSoon(Step step) {
        write(step, "set local synchronous_commit = off");
    }

    private void write(Step step, String before) {
        try (var connection = connections.open()) {
            connection.setAutoCommit(false);
            try {
                if (!before.isEmpty()) {
                    execute(connection, before);
                }
                step.with(connection);
                connection.commit();
            } catch (SQLException | RuntimeException fault) {
                connection.rollback();
                throw fault;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// Does the work while no other instance does it; not at all when another one does.
    void alone(String what, Runnable work) {
        try (var connection = connections.open()) {
            Alone.run(connection, what, work::run);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
