package org.headroom.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            kept as (insert into evidence (exporter, digest, body)
              select unnest(?::text[]), unnest(?::bytea[]), unnest(?::text[])"""
            + IF_MOVED + " on conflict do nothing)";

    private static final String WRITE = """
            ,
            posted as (insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at,
                reference, reason, subject, device, quantity, destination, consignee, authorization_type, license, body,
                salt, leaf_hash, evidence_digest, accounts, moves, bindings)
              select unnest(?::bigint[]), unnest(?::uuid[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
                unnest(?::text[]), unnest(?::date[]), unnest(?::timestamptz[]), unnest(?::text[]), unnest(?::text[]),
                unnest(?::uuid[]), unnest(?::text[]), unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]),
                unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::bytea[]),
                unnest(?::bytea[]), unnest(?::text[])::bigint[], unnest(?::text[])::numeric[],
                unnest(?::text[])::boolean[]"""
            + IF_MOVED + """
            ),
            named as (insert into posting_name (digest, request_digest, number)
              select unnest(?::uuid[]), unnest(?::bytea[]), unnest(?::bigint[])"""
            + IF_MOVED + """
            ),
            stands as (update account set cap = t.cap, reserved = t.reserved, charged = t.charged, breach = t.breach,
                last_number = ?
              from (select unnest(?::bigint[]) as id, unnest(?::numeric[]) as cap, unnest(?::numeric[]) as reserved,
                  unnest(?::numeric[]) as charged, unnest(?::numeric[]) as breach"""
            + IF_MOVED + """
            ) t
              where account.id = t.id)""";

    private static final String WRITE_CROSSINGS = """
            ,
            crossed as (insert into crossing (id, number, account, level, direction, used, cap, exporter, recorded_at)
              select unnest(?::uuid[]), unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::smallint[]),
                unnest(?::text[]), unnest(?::numeric[]), unnest(?::numeric[]), unnest(?::text[]),
                unnest(?::timestamptz[])"""
            + IF_MOVED + ")";

    private static final String TELL = "\nselect number from moved";

    private static final String COMMIT = ";\ncommit";

    private static final String OPEN = """
            insert into account (key, exporter, regime, rule, title, citation, scope, destination, unit, counts,
                first_day, last_day, cap, ratio_factor, ratio_of)
              select k, e, re, ru, t, ci, string_to_array(s, chr(31)), d, u, co, f, l, ca, ra, ba
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::date[], ?::date[], ?::numeric[], ?::numeric[], ?::bigint[])
                as t(k, e, re, ru, t, ci, s, d, u, co, f, l, ca, ra, ba)
              returning id, key""";

    /// Another instance has posted since, or a period was closed or reopened: `serialization_failure`.
    static final String HEAD_MOVED = "40001";

    /// Between the values of a scope on their way into an array: a character that no value has.
    private static final String SCOPE_SEPARATOR = "\u001f";

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
        try (var statement = connection.prepareStatement(OPEN)) {
            var binder = new Binder(statement);
            binder.texts(all, o -> o.spec().key());
            binder.texts(all, o -> o.spec().exporter());
            binder.texts(all, o -> o.spec().regime());
            binder.texts(all, o -> o.spec().rule());
            binder.texts(all, o -> o.spec().title());
            binder.texts(all, o -> o.spec().citation());
            binder.texts(all, o -> String.join(SCOPE_SEPARATOR, o.spec().scope()));
            binder.texts(all, o -> o.spec().destination());
            binder.texts(all, o -> o.spec().unit().name());
            binder.texts(all, o -> o.spec().counts().name());
            binder.plain(all, o -> o.spec().period() == null ? null : o.spec().period().first());
            binder.plain(all, o -> o.spec().period() == null ? null : o.spec().period().last());
            binder.plain(all, Opening::cap);
            binder.plain(all, o -> o.spec().ratio() == null ? null : o.spec().ratio().factor());
            binder.longs(all, Opening::base);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(2), rows.getLong(1));
                }
            }
        }
        return ids;
    }

    /// Writes what the batch accepted and commits.
    ///
    /// @throws SQLException with [#HEAD_MOVED] when the batch was decided on a head that is no longer the last
    void writeAndCommit(Batch batch) throws SQLException {
        var crosses = batch.accepted.stream().anyMatch(accepted -> !accepted.crossings().isEmpty());
        var isNew = !batch.evidenced.isEmpty();
        var sql = MOVE_HEAD + (isNew ? WRITE_EVIDENCE : "") + WRITE + (crosses ? WRITE_CROSSINGS : "") + TELL
                + (connection.getAutoCommit() ? "" : COMMIT);
        try (var statement = connection.prepareStatement(sql)) {
            var binder = new Binder(statement);
            binder.one(batch.last().number());
            binder.one(Timestamp.from(batch.last().recordedAt()));
            binder.one(batch.decidedOn());
            binder.one(batch.last().periodChanges());
            if (isNew) {
                bindEvidence(binder, batch.evidenced);
            }
            bindPostings(binder, batch.accepted);
            bindNames(binder, batch.accepted);
            bindAccounts(binder, batch.last().number(), List.copyOf(batch.touched.values()));
            if (crosses) {
                bindCrossings(binder, batch.accepted);
            }
            statement.execute();
            try (var moved = statement.getResultSet()) {
                if (!moved.next()) {
                    throw new SQLException("The head of the ledger is elsewhere", HEAD_MOVED);
                }
            }
        }
    }

    private static void bindEvidence(Binder binder, List<Batch.Accepted> all) throws SQLException {
        binder.texts(all, a -> a.request().actor().exporter());
        binder.bytes(all, a -> evidence(a, Evidence::digestBytes));
        binder.texts(all, a -> evidence(a, Evidence::text));
    }

    private static <T> @Nullable T evidence(Batch.Accepted accepted, Function<Evidence, T> part) {
        var evidence = accepted.request().evidence();
        return evidence == null ? null : part.apply(evidence);
    }

    private void bindPostings(Binder binder, List<Batch.Accepted> all) throws SQLException {
        binder.longs(all, Batch.Accepted::number);
        binder.plain(all, a -> a.request().id());
        binder.texts(all, a -> a.request().kind().name());
        binder.texts(all, a -> a.request().actor().exporter());
        binder.texts(all, a -> a.request().actor().subject());
        binder.texts(all, a -> a.request().actor().name());
        binder.plain(all, a -> a.request().effectiveOn());
        binder.plain(all, Batch.Accepted::recordedAt);
        binder.texts(all, a -> a.request().about().reference());
        binder.texts(all, a -> a.request().about().reason());
        binder.plain(all, a -> a.request().about().subject());
        binder.texts(all, a -> a.request().about().device());
        binder.longs(all, a -> a.request().about().quantity());
        binder.texts(all, a -> a.request().about().destination());
        binder.texts(all, a -> a.request().about().consignee());
        binder.texts(all, a -> a.request().about().authorizationType());
        binder.texts(all, a -> a.request().about().license());
        binder.texts(all, a -> a.request().body());
        binder.bytes(all, Batch.Accepted::salt);
        binder.bytes(all, Batch.Accepted::leafHash);
        binder.bytes(all, a -> evidence(a, Evidence::digestBytes));
        binder.texts(all, a -> literal(a.accounts(), id -> id));
        binder.texts(all, Batch.Accepted::moves);
        binder.texts(all, Batch.Accepted::bindings);
    }

    /// An array of arrays: what each entry moved, in the form that PostgreSQL reads.
    static String moves(List<Entry> entries) {
        return literal(entries, entry -> "{" + entry.reserved() + "," + entry.charged() + "," + entry.reservedAfter()
                + "," + entry.chargedAfter() + "," + entry.capAfter() + "}");
    }

    static String bindings(List<Entry> entries) {
        return literal(entries, Entry::binding);
    }

    private static <T> String literal(List<T> values, Function<T, ?> text) {
        return values.stream().map(text).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private record NameRow(UUID digest, byte[] requestDigest, long number) {}

    private void bindNames(Binder binder, List<Batch.Accepted> all) throws SQLException {
        var rows = new ArrayList<NameRow>(all.size() * 2);
        for (var accepted : all) {
            for (var digest : new LinkedHashSet<>(accepted.names())) {
                rows.add(new NameRow(digest, accepted.request().requestDigest(), accepted.number()));
            }
        }
        binder.plain(rows, NameRow::digest);
        binder.bytes(rows, NameRow::requestDigest);
        binder.longs(rows, NameRow::number);
    }

    private void bindAccounts(Binder binder, long number, List<AccountState> touched) throws SQLException {
        binder.one(number);
        binder.longs(touched, AccountState::id);
        binder.plain(touched, AccountState::cap);
        binder.plain(touched, AccountState::reserved);
        binder.plain(touched, AccountState::charged);
        binder.plain(touched, AccountState::breach);
    }

    private record CrossingRow(Batch.Accepted by, Batch.CrossingRow row) {}

    private void bindCrossings(Binder binder, List<Batch.Accepted> all) throws SQLException {
        var rows = new ArrayList<CrossingRow>(0);
        for (var accepted : all) {
            accepted.crossings().forEach(row -> rows.add(new CrossingRow(accepted, row)));
        }
        binder.plain(rows, r -> r.row().crossing().id());
        binder.longs(rows, r -> r.by().number());
        binder.longs(rows, r -> r.row().account());
        binder.plain(rows, r -> (short) r.row().crossing().level());
        binder.texts(rows, r -> r.row().crossing().direction().name());
        binder.plain(rows, r -> r.row().crossing().used());
        binder.plain(rows, r -> r.row().crossing().cap());
        binder.texts(rows, r -> r.by().request().actor().exporter());
        binder.plain(rows, r -> r.by().recordedAt());
    }

    /// Binds parameters from left to right.
    private final class Binder {

        private final PreparedStatement statement;
        private int index;

        Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        void one(Object value) throws SQLException {
            statement.setObject(++index, value);
        }

        <T> void bytes(List<T> rows, Function<T, byte @Nullable []> column) throws SQLException {
            bind("bytea", filled(new byte[rows.size()][], rows, column));
        }

        <T> void longs(List<T> rows, Function<T, @Nullable Long> column) throws SQLException {
            bind("bigint", filled(new Long[rows.size()], rows, column));
        }

        <T> void texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
            bind("text", filled(new String[rows.size()], rows, column));
        }

        /// An array of values that need no quotes, such as numbers, days and UUIDs. They travel as text.
        <T> void plain(List<T> rows, Function<T, @Nullable Object> column) throws SQLException {
            var literal = new StringBuilder(rows.size() * 16).append('{');
            for (int i = 0; i < rows.size(); i++) {
                literal.append(i == 0 ? "" : ",").append(column.apply(rows.get(i)));
            }
            statement.setObject(++index, literal.append('}').toString(), Types.OTHER);
        }

        private static <T, V> V[] filled(V[] values, List<T> rows, Function<T, ? extends @Nullable V> column) {
            Arrays.setAll(values, i -> column.apply(rows.get(i)));
            return values;
        }

        /// Typed arrays travel in binary form.
        private void bind(String type, @Nullable Object[] values) throws SQLException {
            statement.setArray(++index, connection.createArrayOf(type, values));
        }
    }
}
