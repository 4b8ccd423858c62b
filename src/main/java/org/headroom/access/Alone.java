package org.headroom.access;

import java.sql.Connection;
import java.sql.SQLException;

/// What one instance does while no other does it.
public final class Alone {

    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended(?, 0))";

    private Alone() {}

    /// A piece of work on the database.
    public interface Task {
        void run() throws SQLException;
    }

    /// Does the task, unless another one of that name is under way anywhere. The lock is the session's: it goes with
    /// the instance that holds it, however that ends.
    ///
    /// @return whether it was done
    public static boolean run(Connection connection, String name, Task task) throws SQLException {
        if (!ask(connection, LOCK, name)) {
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            ask(connection, UNLOCK, name);
        }
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
