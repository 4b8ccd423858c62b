package org.headroom.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.access.Sql;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Replay.State;
import org.headroom.replay.Replay.Total;
import org.headroom.terms.Actor;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The replays, as their tables have them.
final class ReplaySql {

    private static final String CHANGES = """
            insert into replay_change (replay, number, exporter, verdict, breach, quota, unit, cap, used, asked,
                short_by, level, because)
              select ?, * from unnest(?::bigint[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[],
                ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::smallint[], ?::text[])""";

    private final Connection connection;

    ReplaySql(Connection connection) {
        this.connection = connection;
    }

    void insert(UUID id, Scenario scenario, Actor actor, Instant at) throws SQLException {
        update("insert into replay (id, scenario, asked_by, asked_by_name, asked_at) values (?, ?, ?, ?, ?)",
                id, Json.write(scenario), actor.subject(), actor.name(), Timestamp.from(at));
    }

    Optional<Replay> find(UUID id) throws SQLException {
        return read("select * from replay where id = ?", id).stream().findFirst();
    }

    /// Newest first.
    List<Replay> list(@Nullable UUID before, int limit) throws SQLException {
        return read("""
                select * from replay
                  where ?::uuid is null or (asked_at, id) < (select b.asked_at, b.id from replay b where b.id = ?::uuid)
                  order by asked_at desc, id desc limit ?""", before, before, limit);
    }

    /// Oldest first.
    List<UUID> in(State state) throws SQLException {
        return read("select * from replay where state = ? order by asked_at, id", state.name()).stream()
                .map(Replay::id)
                .toList();
    }

    /// @return whether it waited until now
    boolean begin(UUID id, long upTo, Instant at) throws SQLException {
        return update("""
                update replay set state = 'RUNNING', started_at = ?, up_to = ?
                  where id = ? and state = 'WAITING'""",
                Timestamp.from(at), upTo, id) == 1;
    }

    void done(UUID id, long number) throws SQLException {
        update("update replay set done = ? where id = ?", number, id);
    }

    void end(UUID id, int licensesRefused, int applicationsRefused, long undetermined, Instant at)
            throws SQLException {
        update("""
                update replay set state = 'DONE', done = up_to, ended_at = ?, licenses_refused = ?,
                    applications_refused = ?, undetermined = ? where id = ?""",
                Timestamp.from(at), licensesRefused, applicationsRefused, undetermined, id);
    }

    void endWithout(UUID id, State state, String problem, Instant at) throws SQLException {
        update("update replay set state = ?, problem = ?, ended_at = ? where id = ? and state = 'RUNNING'",
                state.name(), problem, Timestamp.from(at), id);
    }

    void add(UUID id, Total total) throws SQLException {
        update("""
                insert into replay_total (replay, destination, exporter, verdict, shipments, tpp)
                  values (?, ?, ?, ?, ?, ?)""",
                id, total.destination(), total.exporter(), total.verdict().name(), total.shipments(), total.tpp());
    }

    /// A shipment for which something is other.
    record Row(long number, String exporter, boolean breach, Changed change) {}

    void add(UUID id, List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement(CHANGES)) {
            statement.setObject(1, id);
            array(statement, 2, "bigint", rows.stream().map(Row::number).toArray());
            array(statement, 3, "text", rows.stream().map(Row::exporter).toArray());
            array(statement, 4, "text", rows.stream().map(row -> row.change().verdict().name()).toArray());
            array(statement, 5, "boolean", rows.stream().map(Row::breach).toArray());
            array(statement, 6, "text", rows.stream().map(row -> row.change().quota()).toArray());
            array(statement, 7, "text", rows.stream().map(ReplaySql::unit).toArray());
            array(statement, 8, "numeric", rows.stream().map(row -> row.change().cap()).toArray());
            array(statement, 9, "numeric", rows.stream().map(row -> row.change().used()).toArray());
            array(statement, 10, "numeric", rows.stream().map(row -> row.change().asked()).toArray());
            array(statement, 11, "numeric", rows.stream().map(row -> row.change().shortBy()).toArray());
            array(statement, 12, "int4", rows.stream().map(row -> row.change().level()).toArray());
            array(statement, 13, "text", rows.stream().map(row -> row.change().because()).toArray());
            statement.executeUpdate();
        }
    }

    private static @Nullable String unit(Row row) {
        var unit = row.change().unit();
        return unit == null ? null : unit.name();
    }

    private void array(PreparedStatement statement, int at, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(at, connection.createArrayOf(type, values));
    }

    List<Total> totals(UUID id) throws SQLException {
        return Sql.list(
                connection,
                row -> new Total(
                        row.getString("destination"),
                        row.getString("exporter"),
                        Verdict.valueOf(row.getString("verdict")),
                        row.getLong("shipments"),
                        row.getBigDecimal("tpp")),
                "select * from replay_total where replay = ? order by destination, exporter, verdict",
                id);
    }

    /// In the order of the ledger.
    List<ChangedShipment> changes(UUID id, long after, int limit) throws SQLException {
        return Sql.list(connection, ReplaySql::change, """
                select c.*, p.id, p.kind, p.effective_on, p.reference, p.device, p.quantity, p.destination, p.consignee
                  from (select * from replay_change where replay = ? and number > ? order by number limit ?) c
                  join posting p on p.number = c.number order by c.number""", id, after, limit);
    }

    private static ChangedShipment change(ResultSet row) throws SQLException {
        var named = row.getString("unit");
        var unit = named == null ? null : Unit.valueOf(named);
        return new ChangedShipment(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("exporter"),
                row.getObject("effective_on", LocalDate.class),
                row.getString("reference"),
                row.getString("device"),
                row.getObject("quantity", Long.class),
                row.getString("destination"),
                row.getString("consignee"),
                row.getBoolean("breach"),
                new Changed(
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("quota"),
                        unit,
                        Changed.exact(unit, row.getBigDecimal("cap")),
                        Changed.exact(unit, row.getBigDecimal("used")),
                        Changed.exact(unit, row.getBigDecimal("asked")),
                        Changed.exact(unit, row.getBigDecimal("short_by")),
                        row.getObject("level", Integer.class),
                        row.getString("because")));
    }

    private int update(String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.update(connection, sql, parameters);
    }

    private List<Replay> read(String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.list(connection, ReplaySql::replay, sql, parameters);
    }

    private static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                row.getObject("id", UUID.class),
                Json.read(row.getString("scenario"), Scenario.class),
                row.getString("asked_by_name"),
                row.getTimestamp("asked_at").toInstant(),
                State.valueOf(row.getString("state")),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getLong("up_to"),
                row.getLong("done"),
                row.getInt("licenses_refused"),
                row.getInt("applications_refused"),
                row.getLong("undetermined"),
                row.getString("problem"));
    }
}
