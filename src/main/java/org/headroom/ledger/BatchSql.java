package org.headroom.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The SQL of one batch: one round trip to write and commit, and before it one to lock the head and read, where the
/// writer's book does not suffice.
///
/// The head's row orders all batches of all instances: each moves it from the posting it was decided on, or writes
/// nothing. All of a batch is one statement, as each costs the database much more than one posting does.
final class BatchSql {

    private static final String LOCK_AND_READ = """
            select number, recorded_at, period_changes from ledger_head for update;
            select id, key, title, citation, unit, cap, ratio_factor, ratio_of, reserved, charged, breach
              from account where key = any(?)
              union all
              select d.id, d.key, d.title, d.citation, d.unit, d.cap, d.ratio_factor, d.ratio_of, d.reserved,
                d.charged, d.breach
              from account b join account d on d.ratio_of = b.id where b.key = any(?);
            select digest, request_digest, number from posting_name where digest = any(?);
            select c.* from closed_periods() c where (select period_changes from ledger_head) <> ?""";

    /// All of a batch hangs on this: where the head has moved, nothing of it is written.
    private static final String MOVE_HEAD = """
            with moved as (update ledger_head set number = ?, recorded_at = ?
              where number = ? and period_changes = ? returning number)""";

    private static final String IF_MOVED = "\n  where exists (select from moved)";

    private static final String WRITE_EVIDENCE = """
            ,
            kept as (insert into evidence select * from unnest(?::evidence_row[])"""
            + IF_MOVED + " on conflict do nothing)";

    private static final String WRITE = """
            ,
            posted as (insert into posting select * from unnest(?::posting_row[])"""
            + IF_MOVED + """
            ),
            named as (insert into posting_name select * from unnest(?::posting_name_row[])"""
            + IF_MOVED + """
            ),
            stands as (update account set cap = t.cap, reserved = t.reserved, charged = t.charged, breach = t.breach,
                last_number = ?
              from (select * from unnest(?::account_state[])"""
            + IF_MOVED + """
            ) t
              where account.id = t.id)""";

    private static final String WRITE_CROSSINGS = """
            ,
            crossed as (insert into crossing select * from unnest(?::crossing_row[])"""
            + IF_MOVED + ")";

    private static final String TELL = "\nselect number from moved";

    private static final String COMMIT = ";\ncommit";

    private static final String OPEN = """
            insert into account (key, exporter, regime, rule, title, citation, scope, destination, unit, counts,
                first_day, last_day, cap, ratio_factor, ratio_of)
              select key, exporter, regime, rule, title, citation, scope, destination, unit, counts,
                first_day, last_day, cap, ratio_factor, ratio_of from unnest(?::opened_account[])
              returning id, key""";

    /// Another instance has posted since, or a period was closed or reopened: `serialization_failure`.
    static final String HEAD_MOVED = "40001";

    private final Connection connection;

    BatchSql(Connection connection) {
        this.connection = connection;
    }

    /// The last posting of the book.
    ///
    /// @param periodChanges how many times a period was closed or reopened by then
    record Head(long number, Instant recordedAt, long periodChanges) {}

    /// What was read under the head's lock.
    ///
    /// @param accounts those asked for that exist, and all whose cap follows one of them
    /// @param names those asked for that are used
    /// @param closings the closed periods, unless the head says that they are as known
    record Read(
            Head head, List<AccountState> accounts, Map<UUID, Names.Holder> names, List<Closing> closings) {}

    /// @param keys the accounts
    /// @param known how many changes of periods are known
    Read lockAndRead(Collection<String> keys, Collection<UUID> names, long known) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_AND_READ)) {
            var asked = connection.createArrayOf("text", keys.toArray(String[]::new));
            statement.setArray(1, asked);
            statement.setArray(2, asked);
            statement.setArray(3, connection.createArrayOf("uuid", names.toArray()));
            statement.setLong(4, known);
            statement.execute();
            var head = head(statement);
            var accounts = new ArrayList<AccountState>();
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    accounts.add(account(rows));
                }
            }
            var taken = new HashMap<UUID, Names.Holder>();
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    taken.put(rows.getObject(1, UUID.class), new Names.Holder(rows.getBytes(2), rows.getLong(3)));
                }
            }
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                return new Read(head, accounts, taken, PeriodSql.closings(rows));
            }
        }
    }

    private static Head head(PreparedStatement statement) throws SQLException {
        try (var rows = statement.getResultSet()) {
            if (!rows.next()) {
                throw new IllegalStateException("The ledger has no head");
            }
            return new Head(rows.getLong(1), rows.getTimestamp(2).toInstant(), rows.getLong(3));
        }
    }

    static AccountState account(ResultSet row) throws SQLException {
        return new AccountState(
                row.getLong("id"),
                row.getString("key"),
                row.getString("title"),
                row.getString("citation"),
                Unit.valueOf(row.getString("unit")),
                row.getBigDecimal("cap"),
                row.getBigDecimal("ratio_factor"),
                row.getObject("ratio_of", Long.class),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("charged"),
                row.getBigDecimal("breach"));
    }

    /// An account to be opened.
    ///
    /// @param base the id of the account whose charge its cap follows; null without a ratio
    record Opening(AccountSpec spec, @Nullable BigDecimal cap, @Nullable Long base) {}

    /// Opens the accounts that their first postings need.
    ///
    /// @return the ids by key
    Map<String, Long> open(List<Opening> all) throws SQLException {
        var ids = new HashMap<String, Long>();
        if (all.isEmpty()) {
            return ids;
        }
        var opened = new Rows();
        all.forEach(opening -> opened.add(row -> tell(row, opening)));
        try (var statement = connection.prepareStatement(OPEN)) {
            statement.setObject(1, opened.of("opened_account", connection));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(2), rows.getLong(1));
                }
            }
        }
        return ids;
    }

    private static void tell(Rows row, Opening opening) {
        var spec = opening.spec();
        var period = spec.period();
        var ratio = spec.ratio();
        row.text(spec.key())
                .text(spec.exporter())
                .text(spec.regime())
                .text(spec.rule())
                .text(spec.title())
                .text(spec.citation())
                .texts(spec.scope())
                .text(spec.destination())
                .text(spec.unit().name())
                .text(spec.counts().name())
                .date(period == null ? null : period.first())
                .date(period == null ? null : period.last())
                .numeric(opening.cap())
                .numeric(ratio == null ? null : ratio.factor())
                .bigint(opening.base());
    }

    /// Writes what the batch accepted and commits.
    ///
    /// @throws SQLException with [#HEAD_MOVED] when the batch was decided on a head that is no longer the last
    void writeAndCommit(Batch batch) throws SQLException {
        var rows = batch.rows();
        var parameters = new ArrayList<Object>(List.of(
                batch.last().number(),
                Timestamp.from(batch.last().recordedAt()),
                batch.decidedOn(),
                batch.last().periodChanges()));
        var sql = new StringBuilder(MOVE_HEAD);
        if (!rows.evidence.isEmpty()) {
            sql.append(WRITE_EVIDENCE);
            parameters.add(rows.evidence.of("evidence_row", connection));
        }
        sql.append(WRITE);
        parameters.add(rows.postings.of("posting_row", connection));
        parameters.add(rows.names.of("posting_name_row", connection));
        parameters.add(batch.last().number());
        parameters.add(standing(batch.touched.values()).of("account_state", connection));
        if (!rows.crossings.isEmpty()) {
            sql.append(WRITE_CROSSINGS);
            parameters.add(rows.crossings.of("crossing_row", connection));
        }
        sql.append(TELL).append(connection.getAutoCommit() ? "" : COMMIT);
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.execute();
            try (var moved = statement.getResultSet()) {
                if (!moved.next()) {
                    throw new SQLException("The head of the ledger is elsewhere", HEAD_MOVED);
                }
            }
        }
    }

    private static Rows standing(Collection<AccountState> touched) {
        var rows = new Rows();
        for (var account : touched) {
            rows.add(row -> row.bigint(account.id())
                    .numeric(account.cap())
                    .numeric(account.reserved())
                    .numeric(account.charged())
                    .numeric(account.breach()));
        }
        return rows;
    }
}
