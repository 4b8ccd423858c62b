package org.headroom.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.headroom.ledger.StoredPosting.Mark;
import org.headroom.ledger.StoredPosting.StoredAccount;
import org.headroom.ledger.StoredPosting.StoredCrossing;
import org.headroom.ledger.StoredPosting.StoredDay;
import org.headroom.ledger.StoredPosting.StoredEntry;
import org.headroom.ledger.StoredPosting.StoredShare;
import org.headroom.ledger.StoredPosting.Sum;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The SQL of a replay: all that knows how the book is stored, and nothing that knows what must be true of it.
final class BookSql {

    private static final int PAGE_POSTINGS = 500;
    private static final int FETCH = 1_000;
    private static final byte[] NONE = {};

    private static final String PAGE_END = """
            select max(number), count(*)
              from (select number from posting where number > ? and number <= ? order by number limit ?) page""";

    /// An entry is a copy of what its posting says; none is due behind the last posting that was copied.
    private static final String PAGE = """
            select p.*, m.*, a.key, a.title, a.citation, a.unit, a.ratio_factor, a.ratio_of,
                p.number > (select number from copied_head)
                  or row(p.effective_on, m.reserved_delta, m.charged_delta, m.reserved_after, m.charged_after,
                    m.cap_after, m.binding)
                  is not distinct from row(e.effective_on, e.reserved_delta, e.charged_delta, e.reserved_after,
                    e.charged_after, e.cap_after, e.binding) as is_copied
              from (select * from posting where number > ? and number <= ?) p
            """ + Lookup.MOVED + """
              left join lateral (select * from entry
                where entry.account = m.account and entry.number = p.number offset 0) e on true
              order by p.number, m.n""";

    private static final String STRAYS = """
            select e.number, a.key from entry e left join posting p on p.number = e.number
                left join account a on a.id = e.account
              where p.number is null or e.account <> all(p.accounts)
                or e.number > (select number from copied_head) order by 1, 2""";

    /// What postings lean on and is not there, or is not what its digest says.
    private static final String WRONG_EVIDENCE = """
            select p.number from posting p
                left join evidence e on e.exporter = p.exporter and e.digest = p.evidence_digest
              where p.evidence_digest is not null
                and (e.digest is null or e.digest <> sha256(convert_to(e.body, 'UTF8'))) order by 1""";

    private static final String CROSSINGS = """
            select c.number, a.key, c.level, c.direction, c.used, c.cap, c.exporter, c.recorded_at
              from crossing c left join account a on a.id = c.account where c.number > ? and c.number <= ?""";

    private static final String ACCOUNTS = """
            select id, key, title, citation, unit, cap, ratio_factor, ratio_of, reserved, charged, breach, last_number
              from account order by id""";

    private static final String DAYS = """
            select a.key, effective_on, recorded_on, coalesce(e.reserved, 0), coalesce(e.charged, 0),
                coalesce(d.reserved, 0), coalesce(d.charged, 0)
              from (select m.account, m.effective_on, m.recorded_on, sum(m.reserved_delta) as reserved,
                  sum(m.charged_delta) as charged
                from copied_head h cross join moved(0, least(?, h.number)) m group by 1, 2, 3) e
              full join account_day d using (account, effective_on, recorded_on)
              left join account a on a.id = account
              where coalesce(e.reserved, 0) <> coalesce(d.reserved, 0)
                or coalesce(e.charged, 0) <> coalesce(d.charged, 0)
              order by a.key, effective_on, recorded_on""";

    private static final String SHARES = """
            select a.key, named.exporter, coalesce(e.reserved, 0), coalesce(e.charged, 0), coalesce(x.reserved, 0),
                coalesce(x.charged, 0)
              from (select m.account, m.exporter, sum(m.reserved_delta) as reserved, sum(m.charged_delta) as charged
                from copied_head h cross join moved(0, least(?, h.number)) m
                where m.exporter is not null group by 1, 2) e
              full join account_exporter x using (account, exporter) as named
              left join account a on a.id = named.account
              where coalesce(e.reserved, 0) <> coalesce(x.reserved, 0)
                or coalesce(e.charged, 0) <> coalesce(x.charged, 0)
              order by a.key, named.exporter""";

    private final Connection connection;

    BookSql(Connection connection) {
        this.connection = connection;
    }

    /// @param lastPosting the greatest number that a posting has
    record Head(long number, Instant recordedAt, long lastPosting) {}

    Head head() throws SQLException {
        try (var statement = connection.prepareStatement("""
                        select number, recorded_at, (select coalesce(max(number), 0) from posting) from ledger_head""");
                var row = statement.executeQuery()) {
            row.next();
            return new Head(row.getLong(1), row.getTimestamp(2).toInstant(), row.getLong(3));
        }
    }

    /// Every closing and reopening so far, in order.
    List<PeriodChange> periodChanges() throws SQLException {
        return new PeriodSql(connection).inOrder();
    }

    /// The next postings after this number, with what hangs on them. Crossings of a number that has no posting come in
    /// its place.
    Page page(long after, long upTo) throws SQLException {
        long end = pageEnd(after, upTo);
        var page = new TreeMap<Long, StoredPosting>();
        try (var statement = connection.prepareStatement(PAGE)) {
            statement.setLong(1, after);
            statement.setLong(2, end);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    add(page, row);
                }
            }
        }
        addCrossings(page, after, end);
        return new Page(end, List.copyOf(page.values()));
    }

    record Page(long end, List<StoredPosting> postings) {}

    private long pageEnd(long after, long upTo) throws SQLException {
        try (var statement = connection.prepareStatement(PAGE_END)) {
            statement.setLong(1, after);
            statement.setLong(2, upTo);
            statement.setInt(3, PAGE_POSTINGS);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(2) == PAGE_POSTINGS ? row.getLong(1) : upTo;
            }
        }
    }

    private static void add(Map<Long, StoredPosting> page, ResultSet row) throws SQLException {
        long number = row.getLong("number");
        var stored = page.get(number);
        if (stored == null) {
            stored = new StoredPosting(number, posting(row), row.getBytes("evidence_digest"), row.getBytes("salt"),
                    row.getBytes("leaf_hash"), new ArrayList<>(), new ArrayList<>(0));
            page.put(number, stored);
        }
        if (row.getObject("account") != null) {
            stored.entries().add(entry(row));
        }
    }

    private static StoredPosting empty(long number) {
        return new StoredPosting(number, null, null, NONE, NONE, new ArrayList<>(), new ArrayList<>(0));
    }

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                PostingKind.valueOf(row.getString("kind")),
                row.getString("exporter"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getObject("effective_on", LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                Lookup.about(row),
                row.getString("body"),
                null);
    }

    private static StoredEntry entry(ResultSet row) throws SQLException {
        var key = row.getString("key");
        long id = row.getLong("account");
        var known = new AccountState(
                id,
                key == null ? "number " + id : key,
                key == null ? "" : row.getString("title"),
                key == null ? "" : row.getString("citation"),
                key == null ? Unit.TPP : Unit.valueOf(row.getString("unit")),
                null,
                row.getBigDecimal("ratio_factor"),
                row.getObject("ratio_of", Long.class),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
        return new StoredEntry(
                known.with(
                        row.getBigDecimal("reserved_after"),
                        row.getBigDecimal("charged_after"),
                        row.getBigDecimal("cap_after")),
                row.getBigDecimal("reserved_delta"),
                row.getBigDecimal("charged_delta"),
                row.getBoolean("binding"),
                row.getBoolean("is_copied"));
    }

    private void addCrossings(Map<Long, StoredPosting> page, long after, long end) throws SQLException {
        try (var statement = connection.prepareStatement(CROSSINGS)) {
            statement.setLong(1, after);
            statement.setLong(2, end);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var mark = new Mark(
                            String.valueOf(row.getString("key")),
                            row.getInt("level"),
                            Crossing.Direction.valueOf(row.getString("direction")),
                            row.getBigDecimal("used"),
                            row.getBigDecimal("cap"));
                    page.computeIfAbsent(row.getLong("number"), BookSql::empty)
                            .crossings()
                            .add(new StoredCrossing(
                                    mark, row.getString("exporter"), row.getTimestamp("recorded_at").toInstant()));
                }
            }
        }
    }

    /// Every account's row. Inside a transaction it is read through a cursor.
    void accounts(Consumer<StoredAccount> each) throws SQLException {
        try (var statement = connection.prepareStatement(ACCOUNTS)) {
            statement.setFetchSize(FETCH);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(new StoredAccount(BatchSql.account(row), row.getLong("last_number")));
                }
            }
        }
    }

    /// Entries that no posting asks for.
    void strays(BiConsumer<Long, String> each) throws SQLException {
        try (var statement = connection.prepareStatement(STRAYS)) {
            statement.setFetchSize(FETCH);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(row.getLong(1), text(row.getString(2)));
                }
            }
        }
    }

    /// Postings whose evidence is gone, or says something else.
    void wrongEvidence(LongConsumer each) throws SQLException {
        try (var statement = connection.prepareStatement(WRONG_EVIDENCE)) {
            statement.setFetchSize(FETCH);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(row.getLong(1));
                }
            }
        }
    }

    /// The days whose sum is not that of what postings did, as far as the copies reach. PostgreSQL adds them
    /// up, on its disk where memory does not do.
    void wrongDays(long upTo, Consumer<StoredDay> each) throws SQLException {
        try (var statement = connection.prepareStatement(DAYS)) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, upTo);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(new StoredDay(
                            text(row.getString(1)),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            new Sum(row.getBigDecimal(4), row.getBigDecimal(5)),
                            new Sum(row.getBigDecimal(6), row.getBigDecimal(7))));
                }
            }
        }
    }

    /// Exporters' own use that is not the sum of what their postings did, as far as the copies reach.
    void wrongShares(long upTo, Consumer<StoredShare> each) throws SQLException {
        try (var statement = connection.prepareStatement(SHARES)) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, upTo);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(new StoredShare(
                            text(row.getString(1)),
                            row.getString(2),
                            new Sum(row.getBigDecimal(3), row.getBigDecimal(4)),
                            new Sum(row.getBigDecimal(5), row.getBigDecimal(6))));
                }
            }
        }
    }

    private static String text(@Nullable String key) {
        return key == null ? "that does not exist" : key;
    }
}
