package org.headroom.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/// Reads the book as it stood: at an effective day, as known at a recorded moment.
///
/// Days before the recorded day of the question are summed from the roll-ups; only that day itself, or what the
/// roll-ups do not hold yet, is read one by one. So an answer takes as long as the account has days, not entries.
/// The sums are made by functions of the database: an exporter is told what all hold together, and reads only its own.
@ApplicationScoped
public class History {

    private static final String AT_NUMBER = "select account, reserved, charged, cap from held_at(?, ?)";

    private static final String AT_DAY = "select account, reserved, charged, last from held_on(?, ?, ?, ?, ?)";

    private static final String DAYS = "select effective_on, reserved, charged from gained(?, ?, ?, ?)";

    private static final String CAPS = "select effective_on, cap from capped(?, ?) where cap is not null";

    private static final String MOVEMENTS_FROM = """
            (select p.number, p.id, p.recorded_at, a.key, a.citation, a.unit, e.reserved_delta, e.charged_delta,
                e.reserved_after, e.charged_after, e.cap_after, e.binding, p.kind, p.effective_on,
                p.exporter, p.reference
              from %s e join posting p on p.number = e.number join account a on a.id = e.account
              where e.account = ? and e.number < ? and (?::text is null or p.exporter = ?)
              order by e.number desc limit ?)""";

    private static final String NOT_COPIED = "copied_head d cross join ledger_head h "
            + "cross join moved(d.number, h.number)";

    private static final String MOVEMENTS = MOVEMENTS_FROM.formatted("entry") + " union all "
            + MOVEMENTS_FROM.formatted(NOT_COPIED) + " order by number desc limit ?";

    private static final String MOVED = """
            select a.key, moved.recorded_at, used_up.recorded_at
              from account a
                left join lateral (select p.recorded_at from entry e join posting p on p.number = e.number
                  where e.account = a.id and e.number <= (select number_at(coalesce(?, timestamptz 'infinity')))
                    and e.effective_on <= coalesce(?, date 'infinity')
                  order by e.number desc limit 1) moved on true
                left join lateral (select c.recorded_at from crossing c
                  where c.account = a.id and c.level = 100 and c.direction = 'UP'
                    and c.recorded_at <= coalesce(?, timestamptz 'infinity')
                  order by c.number desc limit 1) used_up on true
              where a.key = any(?)""";

    private static final String CROSSINGS = """
            select c.id, c.number, a.key, a.title, c.level, c.direction, c.used, c.cap, %s as exporter,
                c.recorded_at, a.exporter as owner, a.citation
              from crossing c join account a on a.id = c.account
              where c.number > ? and c.number < ? and (?::uuid is null or c.id = ?) and a.regime <> 'shipment'""";

    /// The warnings of an account are told to those who see it and are told its figures exactly.
    private static final String TOLD = """
            \sand (a.exporter = ? and (a.regime = 'license' or a.regime || ':' || a.rule = any(?))
                or a.exporter is null and (a.regime || ':' || a.rule = any(?)
                  or a.regime || ':' || a.rule = any(?) and a.id in (select own.account from own_use() own)))""";

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private final EntityManager entityManager;

    History(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /// What an account gained on one effective day.
    public record Day(LocalDate effectiveOn, BigDecimal reserved, BigDecimal charged) {}

    /// One movement of an account.
    ///
    /// @param exporter null for a regulator's posting
    public record Movement(
            long number,
            UUID posting,
            PostingKind kind,
            LocalDate effectiveOn,
            Instant recordedAt,
            @Nullable String exporter,
            @Nullable String reference,
            Entry entry) {}

    /// A crossing in the book.
    ///
    /// @param owner the exporter whose own account was crossed; null for a shared one
    /// @param by the exporter whose posting crossed it; null for a regulator's
    public record Crossed(
            long number, Crossing crossing, String citation, @Nullable String owner, @Nullable String by, Instant at) {}

    List<Balance> at(List<AccountRow> rows, @Nullable LocalDate on, @Nullable Instant knownAt) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return with(connection -> {
            var ids = rows.stream().map(AccountRow::id).toArray();
            var known = knownAt == null ? null : (Long) numberAt(connection, knownAt);
            var atDay = on == null ? null : atDay(connection, ids, known, on, knownAt);
            var number = atDay != null ? atDay.number() : known != null ? known : lastNumber(connection);
            var atNumber = atNumber(connection, ids, number);
            var views = new ArrayList<Balance>(rows.size());
            for (var row : rows) {
                var now = row.balance();
                var last = atNumber.getOrDefault(row.id(), new Held(BigDecimal.ZERO, BigDecimal.ZERO, now.cap()));
                var then = atDay == null ? last : atDay.held().getOrDefault(row.id(), last);
                views.add(now.holding(then.reserved(), then.charged(), last.cap(), number));
            }
            return views;
        });
    }

    long lastNumber(Instant knownAt) {
        return with(connection -> numberAt(connection, knownAt));
    }

    private record Held(BigDecimal reserved, BigDecimal charged, @Nullable BigDecimal cap) {}

    private static Map<Long, Held> atNumber(Connection connection, Object[] ids, long number) throws SQLException {
        var held = new HashMap<Long, Held>();
        try (var statement = connection.prepareStatement(AT_NUMBER)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.setLong(2, number);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    held.put(
                            row.getLong(1), new Held(row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4)));
                }
            }
        }
        return held;
    }

    /// @param number the last posting that was known
    private record AtDay(long number, Map<Long, Held> held) {}

    /// Roll-ups of recorded days before the question's, as far as they reach, and the entries after them.
    ///
    /// @param known the last posting that counts; null for the last of all
    private static AtDay atDay(
            Connection connection, Object[] ids, @Nullable Long known, LocalDate on, @Nullable Instant knownAt)
            throws SQLException {
        var recordedOn = knownAt == null ? NEVER : knownAt.atOffset(ZoneOffset.UTC).toLocalDate();
        var lastOfDayBefore = knownAt == null ? null : (Long) lastBefore(connection, recordedOn);
        try (var statement = connection.prepareStatement(AT_DAY)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.setObject(2, known, Types.BIGINT);
            statement.setObject(3, lastOfDayBefore, Types.BIGINT);
            statement.setObject(4, on);
            statement.setObject(5, recordedOn);
            var held = new HashMap<Long, Held>();
            long number = 0;
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    held.put(row.getLong(1), new Held(row.getBigDecimal(2), row.getBigDecimal(3), null));
                    number = row.getLong(4);
                }
            }
            return new AtDay(number, held);
        }
    }

    private static long numberAt(Connection connection, Instant moment) throws SQLException {
        try (var statement = connection.prepareStatement("select number_at(?)")) {
            statement.setTimestamp(1, Timestamp.from(moment));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long lastNumber(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select number from ledger_head");
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    long lastNumber() {
        return with(History::lastNumber);
    }

    /// @param knownAt only what was recorded by this moment; null for all
    List<Day> days(long account, @Nullable Instant knownAt) {
        return with(connection -> {
            var recordedOn = knownAt == null ? NEVER : knownAt.atOffset(ZoneOffset.UTC).toLocalDate();
            try (var statement = connection.prepareStatement(DAYS)) {
                statement.setLong(1, account);
                statement.setLong(2, knownAt == null ? Long.MAX_VALUE : numberAt(connection, knownAt));
                statement.setLong(3, knownAt == null ? Long.MAX_VALUE : lastBefore(connection, recordedOn));
                statement.setObject(4, recordedOn);
                var days = new ArrayList<Day>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        days.add(new Day(
                                row.getObject(1, LocalDate.class), row.getBigDecimal(2), row.getBigDecimal(3)));
                    }
                }
                return days;
            }
        });
    }

    /// The caps of an account in the order in which they were posted; none where nothing limits it.
    ///
    /// @param knownAt only what was recorded by this moment; null for all
    List<CapStep> caps(long account, @Nullable Instant knownAt) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(CAPS)) {
                statement.setLong(1, account);
                statement.setLong(2, knownAt == null ? Long.MAX_VALUE : numberAt(connection, knownAt));
                var caps = new ArrayList<CapStep>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        caps.add(new CapStep(row.getObject(1, LocalDate.class), row.getBigDecimal(2)));
                    }
                }
                return caps;
            }
        });
    }

    private static long lastBefore(Connection connection, LocalDate recordedOn) throws SQLException {
        return numberAt(connection, recordedOn.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000));
    }

    List<Movement> movements(long account, @Nullable String readableBy, @Nullable Long before, int limit) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(MOVEMENTS)) {
                for (int first = 0; first <= 5; first += 5) {
                    statement.setLong(first + 1, account);
                    statement.setLong(first + 2, before == null ? Long.MAX_VALUE : before);
                    statement.setString(first + 3, readableBy);
                    statement.setString(first + 4, readableBy);
                    statement.setInt(first + 5, limit);
                }
                statement.setInt(11, limit);
                var movements = new ArrayList<Movement>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        movements.add(new Movement(
                                row.getLong("number"),
                                row.getObject("id", UUID.class),
                                PostingKind.valueOf(row.getString("kind")),
                                row.getObject("effective_on", LocalDate.class),
                                row.getTimestamp("recorded_at").toInstant(),
                                row.getString("exporter"),
                                row.getString("reference"),
                                Lookup.entry(row)));
                    }
                }
                return movements;
            }
        });
    }

    Map<String, Moved> moved(Collection<String> keys, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(MOVED)) {
                var known = knownAt == null ? null : Timestamp.from(knownAt);
                statement.setTimestamp(1, known);
                statement.setObject(2, on, Types.DATE);
                statement.setTimestamp(3, known);
                statement.setArray(4, connection.createArrayOf("text", keys.toArray()));
                var moved = new HashMap<String, Moved>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        moved.put(row.getString(1), new Moved(moment(row, 2), moment(row, 3)));
                    }
                }
                return moved;
            }
        });
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /// A whole posting's crossings come together or not at all, so that a page never ends inside one.
    List<Crossed> crossings(CrossingFilter filter) {
        var order = " order by " + (filter.after() == null ? "c.number desc, c.level desc" : "c.number, c.level");
        return with(connection -> {
            // Exporters may not read whose posting it was.
            var sight = filter.sight();
            var sql = CROSSINGS.formatted(sight == null ? "c.exporter" : "null") + (sight == null ? "" : TOLD) + order;
            try (var statement = connection.prepareStatement(sql + " limit 10000")) {
                statement.setLong(1, filter.after() == null ? 0 : filter.after());
                statement.setLong(2, filter.before() == null ? Long.MAX_VALUE : filter.before());
                statement.setObject(3, filter.id(), Types.OTHER);
                statement.setObject(4, filter.id(), Types.OTHER);
                if (sight != null) {
                    statement.setString(5, sight.exporter());
                    statement.setArray(6, connection.createArrayOf("text", sight.exactRules()));
                    statement.setArray(7, connection.createArrayOf("text", sight.openRules()));
                    statement.setArray(8, connection.createArrayOf("text", sight.exactRules()));
                }
                var crossings = new ArrayList<Crossed>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        long number = row.getLong("number");
                        if (crossings.size() >= filter.limit() && crossings.getLast().number() != number) {
                            break;
                        }
                        crossings.add(crossed(row));
                    }
                }
                return crossings;
            }
        });
    }

    private static Crossed crossed(ResultSet row) throws SQLException {
        var crossing = new Crossing(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("title"),
                row.getInt("level"),
                Crossing.Direction.valueOf(row.getString("direction")),
                row.getBigDecimal("used"),
                row.getBigDecimal("cap"));
        return new Crossed(
                row.getLong("number"),
                crossing,
                row.getString("citation"),
                row.getString("owner"),
                row.getString("exporter"),
                row.getTimestamp("recorded_at").toInstant());
    }

    Optional<Long> numberNamed(UUID digest) {
        return with(connection -> {
            try (var statement = connection.prepareStatement("select number from posting_name where digest = ?")) {
                statement.setObject(1, digest);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    boolean wasAskedWith(UUID digest, byte[] requestDigest) {
        return with(connection -> {
            try (var statement =
                    connection.prepareStatement("select request_digest from posting_name where digest = ?")) {
                statement.setObject(1, digest);
                try (var row = statement.executeQuery()) {
                    return row.next() && Arrays.equals(row.getBytes(1), requestDigest);
                }
            }
        });
    }

    Map<UUID, byte[]> requestDigests(Collection<UUID> digests) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(
                    "select digest, request_digest from posting_name where digest = any(?)")) {
                statement.setArray(1, connection.createArrayOf("uuid", digests.toArray()));
                var found = new HashMap<UUID, byte[]>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getObject(1, UUID.class), row.getBytes(2));
                    }
                }
                return found;
            }
        });
    }

    private <T> T with(ReturningWork<T> work) {
        return entityManager.unwrap(Session.class).doReturningWork(work);
    }
}
