package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.access.Sql;
import org.headroom.terms.Actor;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The imports, as their table has them.
@ApplicationScoped
class ImportJobs {

    private final Database database;

    ImportJobs(Database database) {
        this.database = database;
    }

    static void insert(Connection connection, Import job) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into import_job (id, exporter, actor, actor_name, file_name, size, sha256, mode, state,
                        received_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setObject(1, job.id());
            statement.setString(2, job.exporter());
            statement.setString(3, job.actor().subject());
            statement.setString(4, job.actor().name());
            statement.setString(5, job.fileName());
            statement.setLong(6, job.size());
            statement.setBytes(7, HexFormat.of().parseHex(job.sha256()));
            statement.setString(8, job.mode().name());
            statement.setString(9, job.state().name());
            statement.setTimestamp(10, Timestamp.from(job.receivedAt()));
            statement.executeUpdate();
        }
    }

    Optional<Import> find(UUID id) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select * from import_job where id = ?")) {
                statement.setObject(1, id);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(job(row)) : Optional.empty();
                }
            }
        });
    }

    /// The exporter's, newest first.
    ///
    /// @param before only those received before this one; null begins at the newest
    List<Import> list(String exporter, @Nullable UUID before, int limit) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select * from import_job where exporter = ?
                        and (?::uuid is null
                            or (received_at, id) < (select received_at, id from import_job where id = ?))
                      order by received_at desc, id desc limit ?""")) {
                statement.setString(1, exporter);
                statement.setObject(2, before);
                statement.setObject(3, before);
                statement.setInt(4, limit);
                var jobs = new ArrayList<Import>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        jobs.add(job(row));
                    }
                }
                return jobs;
            }
        });
    }

    Import get(UUID id) {
        return find(id).orElseThrow();
    }

    /// An import that somebody must go on with.
    record Unfinished(String exporter, UUID id) {}

    /// Every exporter's, oldest first; only the regulator may ask.
    List<Unfinished> unfinished() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                            select exporter, id from import_job where state in ('RECEIVED', 'CHECKING', 'POSTING')
                              order by received_at""");
                    var row = statement.executeQuery()) {
                var unfinished = new ArrayList<Unfinished>();
                while (row.next()) {
                    unfinished.add(new Unfinished(row.getString(1), row.getObject(2, UUID.class)));
                }
                return unfinished;
            }
        });
    }

    void checking(UUID id) {
        database.write(connection -> Sql.update(connection, """
                update import_job set state = 'CHECKING', percent = 0, rows = 0, good = 0, bad = 0, already = 0,
                        first_day = null
                  where id = ?""", id));
    }

    /// Adds a batch of rows that were checked.
    static void checked(Connection connection, UUID id, Import.Counts more, int percent, @Nullable LocalDate firstDay)
            throws SQLException {
        Sql.update(connection, """
                update import_job set rows = rows + ?, good = good + ?, bad = bad + ?, already = already + ?,
                        percent = ?,
                    first_day = least(first_day, ?::date) where id = ?""",
                more.rows(), more.good(), more.bad(), more.already(), percent, firstDay, id);
    }

    void allChecked(UUID id, Instant at) {
        database.write(connection -> Sql.update(connection,
                "update import_job set state = 'CHECKED', percent = 100, checked_at = ? where id = ?",
                Timestamp.from(at), id));
    }

    void refused(UUID id, List<RowError> problem, Instant at) {
        database.write(connection -> Sql.update(connection,
                "update import_job set state = 'REFUSED', problem = ?, checked_at = ? where id = ?",
                Json.write(problem), Timestamp.from(at), id));
    }

    /// @return whether it was checked and nobody else has begun
    boolean beginPosting(UUID id, Actor poster) {
        var begun = new int[1];
        database.write(connection -> begun[0] = Sql.update(connection, """
                update import_job set state = 'POSTING', percent = 0, poster = ?, poster_name = ?, problem = null
                  where id = ? and state = 'CHECKED'""", poster.subject(), poster.name(), id));
        return begun[0] == 1;
    }

    /// The caps had no room after all: it can be tried again.
    void backToChecked(UUID id) {
        database.write(connection ->
                Sql.update(connection, "update import_job set state = 'CHECKED', percent = 100 where id = ?", id));
    }

    /// A chunk has its outcome.
    ///
    /// @param already rows that somebody else posted meanwhile; they are good rows no more
    static void settled(Connection connection, UUID id, int doneTo, int posted, int failed, int already)
            throws SQLException {
        Sql.update(connection, """
                update import_job set done_to = ?, posted = posted + ?, failed = failed + ?, already = already + ?,
                    good = good - ?, percent = 100 * (posted + failed + already + ?) / greatest(1,
                            rows) where id = ?""",
                doneTo, posted, failed, already, already, posted + failed, id);
    }

    void allPosted(UUID id, Instant at) {
        database.write(connection -> Sql.update(connection,
                "update import_job set state = 'POSTED', percent = 100, posted_at = ? where id = ?",
                Timestamp.from(at), id));
    }

    private static Import job(ResultSet row) throws SQLException {
        var exporter = row.getString("exporter");
        var poster = row.getString("poster");
        var problem = row.getString("problem");
        return new Import(
                row.getObject("id", UUID.class),
                new Actor(row.getString("actor"), row.getString("actor_name"), exporter),
                row.getString("file_name"),
                row.getLong("size"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                Import.Mode.valueOf(row.getString("mode")),
                Import.State.valueOf(row.getString("state")),
                row.getInt("percent"),
                new Import.Counts(
                        row.getInt("rows"),
                        row.getInt("good"),
                        row.getInt("bad"),
                        row.getInt("already"),
                        row.getInt("posted"),
                        row.getInt("failed")),
                row.getInt("done_to"),
                row.getObject("first_day", LocalDate.class),
                problem == null ? List.of() : errors(problem),
                poster == null ? null : new Actor(poster, row.getString("poster_name"), exporter),
                row.getTimestamp("received_at").toInstant(),
                Sql.instant(row, "checked_at"),
                Sql.instant(row, "posted_at"));
    }

    static List<RowError> errors(String json) {
        return Arrays.asList(Json.read(json, RowError[].class));
    }
}
