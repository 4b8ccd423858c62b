package org.headroom.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plain JDBC in a line: a statement and its parameters, from left to right.
public final class Sql {

    private Sql() {}

    /// What a row of an answer says.
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// @return how many rows it changed
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    public static <T> List<T> list(Connection connection, Row<T> each, String sql, @Nullable Object... parameters)
            throws SQLException {
        var list = new ArrayList<T>();
        try (var statement = prepared(connection, sql, parameters);
                var row = statement.executeQuery()) {
            while (row.next()) {
                list.add(each.of(row));
            }
        }
        return list;
    }

    /// A column of time; null where it has none.
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException fault) {
            statement.close();
            throw fault;
        }
    }
}
