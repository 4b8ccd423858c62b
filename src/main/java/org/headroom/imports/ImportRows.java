package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.headroom.access.Sql;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The checked rows of imports.
@ApplicationScoped
class ImportRows {

    private final Database database;

    ImportRows(Database database) {
        this.database = database;
    }

    void forget(UUID id) {
        database.write(connection -> {
            Sql.update(connection, "delete from import_row where import = ?", id);
            Sql.update(connection, "delete from import_hold where import = ?", id);
        });
    }

    static void insert(Connection connection, UUID id, List<ImportRow> rows) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into import_row (import, number, state, request, posting, effect, errors)
                  select ?, n, s, r, p, f, e
                  from unnest(?::int[], ?::text[], ?::text[], ?::uuid[], ?::bytea[], ?::text[]) as t(n, s, r, p, f,
                          e)""")) {
            statement.setObject(1, id);
            array(statement, 2, "int4", rows, ImportRow::number);
            array(statement, 3, "text", rows, row -> row.state().name());
            array(statement, 4, "text", rows, row -> row.request() == null ? null : Json.write(row.request()));
            array(statement, 5, "uuid", rows, ImportRow::posting);
            var effects = new byte[rows.size()][];
            for (int i = 0; i < effects.length; i++) {
                effects[i] = rows.get(i).effect();
            }
            statement.setArray(6, connection.createArrayOf("bytea", effects));
            array(statement, 7, "text", rows, row -> row.errors().isEmpty() ? null : Json.write(row.errors()));
            statement.executeUpdate();
        }
    }

    /// Puts the outcome of single rows in the place of what they were.
    static void change(Connection connection, UUID id, List<ImportRow> rows) throws SQLException {
        for (var row : rows) {
            Sql.update(connection, "update import_row set state = ?, errors = ? where import = ? and number = ?",
                    row.state().name(), row.errors().isEmpty() ? null : Json.write(row.errors()), id, row.number());
        }
    }

    private static <T> void array(
            java.sql.PreparedStatement statement,
            int index,
            String type,
            List<T> rows,
            Function<T, @Nullable Object> column)
            throws SQLException {
        var values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }

    /// The next good rows after one.
    List<ImportRow> good(UUID id, int after, int limit) {
        return rows(id, after, limit, "state = 'GOOD'");
    }

    /// The next rows after one, whatever they are.
    List<ImportRow> all(UUID id, int after, int limit) {
        return rows(id, after, limit, "true");
    }

    /// The first errors of the rows, at most so many.
    List<RowError> errors(UUID id, int limit) {
        return withErrors(id, 0, limit).stream()
                .flatMap(row -> row.errors().stream())
                .limit(limit)
                .toList();
    }

    /// The next rows after one that have errors.
    List<ImportRow> withErrors(UUID id, int after, int limit) {
        return rows(id, after, limit, "errors is not null");
    }

    private List<ImportRow> rows(UUID id, int after, int limit, String condition) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select number, state, request, posting, effect, errors"
                    + " from import_row where import = ? and number > ? and " + condition
                    + " order by number limit ?")) {
                statement.setObject(1, id);
                statement.setInt(2, after);
                statement.setInt(3, limit);
                var rows = new ArrayList<ImportRow>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.add(row(row));
                    }
                }
                return rows;
            }
        });
    }

    private static ImportRow row(ResultSet row) throws SQLException {
        var request = row.getString("request");
        var errors = row.getString("errors");
        return new ImportRow(
                row.getInt("number"),
                ImportRow.State.valueOf(row.getString("state")),
                request == null ? null : Json.read(request, ShipmentRequest.class),
                row.getObject("posting", UUID.class),
                row.getBytes("effect"),
                errors == null ? List.of() : ImportJobs.errors(errors));
    }
}
