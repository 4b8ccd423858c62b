package org.headroom.ledger;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The SQL of one batch: one round trip to lock the head and read, one to write and commit.
///
/// The head's row lock orders all batches of all instances. Every statement is set-based, so its cost hardly
/// depends on the number of postings.
final class BatchSql {

    private static final String LOCK_AND_READ = """
            select number, recorded_at from ledger_head for update;
            select id, key, title, citation, unit, cap, ratio_factor, ratio_of, reserved, charged, breach
              from account where id = any(?) or ratio_of = any(?) or key = any(?);
            select digest, request_digest, number from posting_name where digest = any(?)""";

    private static final String WRITE = """
            insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at, reference,
                reason, subject, device, quantity, destination, consignee, authorization_type, license, body, salt,
                leaf_hash)
              select n, i, k, e, a, an, o, ?, r, w, s, d, q, de, c, au, l, b, sa, h
              from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::date[], ?::text[],
                ?::text[], ?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::bytea[], ?::bytea[]) as p(n, i, k, e, a, an, o, r, w, s, d, q, de, c, au, l, b, sa, h);
            insert into entry (account, number, effective_on, reserved_delta, charged_delta, reserved_after,
                charged_after, cap_after)
              select * from unnest(?::bigint[], ?::bigint[], ?::date[], ?::numeric[], ?::numeric[], ?::numeric[],
                ?::numeric[], ?::numeric[]);
            insert into posting_name (digest, request_digest, number)
              select * from unnest(?::uuid[], ?::bytea[], ?::bigint[]);
            insert into account_day as d (account, effective_on, recorded_on, reserved, charged)
              select a, e, ?, r, c from unnest(?::bigint[], ?::date[], ?::numeric[], ?::numeric[]) as t(a, e, r, c)
              on conflict (account, effective_on, recorded_on)
              do update set reserved = d.reserved + excluded.reserved, charged = d.charged + excluded.charged;
            update account set cap = t.cap, reserved = t.reserved, charged = t.charged, breach = t.breach,
                last_number = ?
              from unnest(?::bigint[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[])
                as t(id, cap, reserved, charged, breach)
              where account.id = t.id;
            insert into crossing (id, number, account, level, direction, used, cap, exporter, recorded_at)
              select i, n, a, l, d, u, c, e, ? from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::smallint[],
                ?::text[], ?::numeric[], ?::numeric[], ?::text[]) as t(i, n, a, l, d, u, c, e);
            update ledger_head set number = ?, recorded_at = ?;
            commit""";

    private static final String OPEN = """
            insert into account (key, exporter, regime, rule, title, citation, scope, destination, unit, counts,
                first_day, last_day, cap, ratio_factor, ratio_of)
              select k, e, re, ru, t, ci, string_to_array(s, chr(31)), d, u, co, f, l, ca, ra, ba
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::date[], ?::date[], ?::numeric[], ?::numeric[], ?::bigint[])
                as t(k, e, re, ru, t, ci, s, d, u, co, f, l, ca, ra, ba)
              returning id, key""";

    /// Between the values of a scope on their way into an array: a character that no value has.
    private static final String SCOPE_SEPARATOR = "\u001f";

    private final Connection connection;

    BatchSql(Connection connection) {
        this.connection = connection;
    }

    /// What was read under the head's lock.
    record Head(
            long number, Instant recordedAt, Map<Long, AccountState> accounts, Map<UUID, Names.Holder> names) {}

    /// @param ids the accounts whose id is known
    /// @param keys the accounts whose id is not; those that do not exist yet are not in the answer
    Head lockAndRead(List<Long> ids, List<String> keys, List<UUID> names) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_AND_READ)) {
            var known = connection.createArrayOf("bigint", ids.toArray());
            statement.setArray(1, known);
            statement.setArray(2, known);
            statement.setArray(3, connection.createArrayOf("text", keys.toArray()));
            statement.setArray(4, connection.createArrayOf("uuid", names.toArray()));
            statement.execute();
            var head = head(statement);
            var accounts = new HashMap<Long, AccountState>();
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    var account = account(rows);
                    accounts.put(account.id(), account);
                }
            }
            var taken = new HashMap<UUID, Names.Holder>();
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    taken.put(rows.getObject(1, UUID.class), new Names.Holder(rows.getBytes(2), rows.getLong(3)));
                }
            }
            return new Head(head.number(), head.recordedAt(), accounts, taken);
        }
    }

    private record HeadRow(long number, Instant recordedAt) {}

    private static HeadRow head(PreparedStatement statement) throws SQLException {
        try (var rows = statement.getResultSet()) {
            if (!rows.next()) {
                throw new IllegalStateException("The ledger has no head");
            }
            return new HeadRow(rows.getLong(1), rows.getTimestamp(2).toInstant());
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
            binder.array("text", all, o -> o.spec().key());
            binder.array("text", all, o -> o.spec().exporter());
            binder.array("text", all, o -> o.spec().regime());
            binder.array("text", all, o -> o.spec().rule());
            binder.array("text", all, o -> o.spec().title());
            binder.array("text", all, o -> o.spec().citation());
            binder.array("text", all, o -> String.join(SCOPE_SEPARATOR, o.spec().scope()));
            binder.array("text", all, o -> o.spec().destination());
            binder.array("text", all, o -> o.spec().unit().name());
            binder.array("text", all, o -> o.spec().counts().name());
            binder.array("date", all, o -> o.spec().period() == null ? null : o.spec().period().first());
            binder.array("date", all, o -> o.spec().period() == null ? null : o.spec().period().last());
            binder.array("numeric", all, Opening::cap);
            binder.array("numeric", all, o -> o.spec().ratio() == null ? null : o.spec().ratio().factor());
            binder.array("bigint", all, Opening::base);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(2), rows.getLong(1));
                }
            }
        }
        return ids;
    }

    /// Writes what the batch accepted and commits.
    void writeAndCommit(Batch batch) throws SQLException {
        try (var statement = connection.prepareStatement(WRITE)) {
            var binder = new Binder(statement);
            var at = Timestamp.from(batch.recordedAt());
            bindPostings(binder, at, batch.accepted);
            bindEntries(binder, batch.accepted);
            bindNames(binder, batch.accepted);
            bindDays(binder, batch.recordedAt().atOffset(ZoneOffset.UTC).toLocalDate(), batch.accepted);
            bindAccounts(binder, batch.lastNumber(), List.copyOf(batch.touched.values()));
            bindCrossings(binder, at, batch.accepted);
            binder.one(batch.lastNumber());
            binder.one(at);
            statement.execute();
        }
    }

    private void bindPostings(Binder binder, Timestamp at, List<Batch.Accepted> all) throws SQLException {
        binder.one(at);
        binder.array("bigint", all, Batch.Accepted::number);
        binder.array("uuid", all, a -> a.request().id());
        binder.array("text", all, a -> a.request().kind().name());
        binder.array("text", all, a -> a.request().actor().exporter());
        binder.array("text", all, a -> a.request().actor().subject());
        binder.array("text", all, a -> a.request().actor().name());
        binder.array("date", all, a -> a.request().effectiveOn());
        binder.array("text", all, a -> a.request().about().reference());
        binder.array("text", all, a -> a.request().about().reason());
        binder.array("uuid", all, a -> a.request().about().subject());
        binder.array("text", all, a -> a.request().about().device());
        binder.array("bigint", all, a -> a.request().about().quantity());
        binder.array("text", all, a -> a.request().about().destination());
        binder.array("text", all, a -> a.request().about().consignee());
        binder.array("text", all, a -> a.request().about().authorizationType());
        binder.array("text", all, a -> a.request().about().license());
        binder.array("text", all, a -> a.request().body());
        binder.bytes(all, Batch.Accepted::salt);
        binder.bytes(all, Batch.Accepted::leafHash);
    }

    private record EntryRow(long account, long number, LocalDate effectiveOn, Entry entry) {}

    private static List<EntryRow> entryRows(List<Batch.Accepted> all) {
        var rows = new ArrayList<EntryRow>(all.size() * 4);
        for (var accepted : all) {
            for (int i = 0; i < accepted.entries().size(); i++) {
                rows.add(new EntryRow(
                        accepted.accounts().get(i),
                        accepted.number(),
                        accepted.request().effectiveOn(),
                        accepted.entries().get(i)));
            }
        }
        return rows;
    }

    private void bindEntries(Binder binder, List<Batch.Accepted> all) throws SQLException {
        var rows = entryRows(all);
        binder.array("bigint", rows, EntryRow::account);
        binder.array("bigint", rows, EntryRow::number);
        binder.array("date", rows, EntryRow::effectiveOn);
        binder.array("numeric", rows, r -> r.entry().reserved());
        binder.array("numeric", rows, r -> r.entry().charged());
        binder.array("numeric", rows, r -> r.entry().reservedAfter());
        binder.array("numeric", rows, r -> r.entry().chargedAfter());
        binder.array("numeric", rows, r -> r.entry().capAfter());
    }

    private record NameRow(UUID digest, byte[] requestDigest, long number) {}

    private void bindNames(Binder binder, List<Batch.Accepted> all) throws SQLException {
        var rows = new ArrayList<NameRow>(all.size() * 2);
        for (var accepted : all) {
            for (var digest : new LinkedHashSet<>(accepted.names())) {
                rows.add(new NameRow(digest, accepted.request().requestDigest(), accepted.number()));
            }
        }
        binder.array("uuid", rows, NameRow::digest);
        binder.bytes(rows, NameRow::requestDigest);
        binder.array("bigint", rows, NameRow::number);
    }

    private record Day(long account, LocalDate effectiveOn) {}

    private record Sum(BigDecimal reserved, BigDecimal charged) {
        Sum plus(Sum other) {
            return new Sum(reserved.add(other.reserved), charged.add(other.charged));
        }
    }

    private void bindDays(Binder binder, LocalDate recordedOn, List<Batch.Accepted> all) throws SQLException {
        var days = new LinkedHashMap<Day, Sum>();
        for (var row : entryRows(all)) {
            days.merge(
                    new Day(row.account(), row.effectiveOn()),
                    new Sum(row.entry().reserved(), row.entry().charged()),
                    Sum::plus);
        }
        var rows = List.copyOf(days.entrySet());
        binder.one(recordedOn);
        binder.array("bigint", rows, r -> r.getKey().account());
        binder.array("date", rows, r -> r.getKey().effectiveOn());
        binder.array("numeric", rows, r -> r.getValue().reserved());
        binder.array("numeric", rows, r -> r.getValue().charged());
    }

    private void bindAccounts(Binder binder, long number, List<AccountState> touched) throws SQLException {
        binder.one(number);
        binder.array("bigint", touched, AccountState::id);
        binder.array("numeric", touched, AccountState::cap);
        binder.array("numeric", touched, AccountState::reserved);
        binder.array("numeric", touched, AccountState::charged);
        binder.array("numeric", touched, AccountState::breach);
    }

    private record CrossingRow(Batch.Accepted by, Batch.CrossingRow row) {}

    private void bindCrossings(Binder binder, Timestamp at, List<Batch.Accepted> all) throws SQLException {
        var rows = new ArrayList<CrossingRow>(0);
        for (var accepted : all) {
            accepted.crossings().forEach(row -> rows.add(new CrossingRow(accepted, row)));
        }
        binder.one(at);
        binder.array("uuid", rows, r -> r.row().crossing().id());
        binder.array("bigint", rows, r -> r.by().number());
        binder.array("bigint", rows, r -> r.row().account());
        binder.array("smallint", rows, r -> (short) r.row().crossing().level());
        binder.array("text", rows, r -> r.row().crossing().direction().name());
        binder.array("numeric", rows, r -> r.row().crossing().used());
        binder.array("numeric", rows, r -> r.row().crossing().cap());
        binder.array("text", rows, r -> r.by().request().actor().exporter());
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

        <T> void bytes(List<T> rows, Function<T, byte[]> column) throws SQLException {
            var values = new byte[rows.size()][];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.apply(rows.get(i));
            }
            statement.setArray(++index, connection.createArrayOf("bytea", values));
        }

        <T> void array(String type, List<T> rows, Function<T, @Nullable Object> column) throws SQLException {
            var values = new @Nullable Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.apply(rows.get(i));
            }
            Array array = connection.createArrayOf(type, values);
            statement.setArray(++index, array);
        }
    }
}
