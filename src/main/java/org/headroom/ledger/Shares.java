package org.headroom.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Reads the reader's share of accounts, in one question for all of them.
@ApplicationScoped
class Shares {

    private static final String OWN = """
            select a.key, own.account is not null, coalesce(own.reserved, 0), coalesce(own.charged, 0),
                held.reserved + held.charged, held.cap
              from account a left join %s own on own.account = a.id
                left join held_at(array(select id from account where key = any(?)), number_at(?)) held
                  on held.account = a.id
              where a.key = any(?)""";

    private static final String NOW = OWN.formatted("own_use()");

    private static final String PAST =
            OWN.formatted("own_use_at(number_at(coalesce(?, timestamptz 'infinity')), coalesce(?, date 'infinity'))");

    private static final String STOOD = """
            with moment as (select number_at(?) as before, number_at(?) as after),
              moved as materialized (select a.id, a.key, a.title, a.citation, a.cap from account a, moment m
                where a.exporter is null and a.regime || ':' || a.rule = any(?) and a.last_number > m.before)
            select a.key, a.title, a.citation, a.cap, b.reserved + b.charged, b.cap, n.reserved + n.charged, n.cap,
                array(select x.exporter from account_exporter x where x.account = a.id order by 1)
              from moved a
                left join held_at(array(select id from moved), (select before from moment)) b on b.account = a.id
                left join held_at(array(select id from moved), (select after from moment)) n on n.account = a.id""";

    private static final String COPIED = "select number >= number_at(?) from copied_head";

    private static final String HOLDERS = """
            select part.exporter, part.reserved, part.charged
              from account_exporter part join account on account.id = part.account
              where account.key = ? order by part.reserved + part.charged desc, part.exporter""";

    private final EntityManager entityManager;

    Shares(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /// @param standing those of which is asked how they stood
    /// @param then the moment of which that is asked
    Map<String, Share> now(Collection<String> keys, Collection<String> standing, Instant then) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(NOW)) {
                return shares(statement, 1, keys, standing, then);
            }
        });
    }

    /// @param on only own use that took effect on this day or before; null for all
    /// @param knownAt only own use that was recorded by this moment; null for all
    Map<String, Share> past(
            Collection<String> keys,
            Collection<String> standing,
            Instant then,
            @Nullable LocalDate on,
            @Nullable Instant knownAt) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(PAST)) {
                statement.setTimestamp(1, knownAt == null ? null : Timestamp.from(knownAt));
                statement.setObject(2, on, java.sql.Types.DATE);
                return shares(statement, 3, keys, standing, then);
            }
        });
    }

    /// Who holds and has used how much of an account, the most first, as far as it has been copied.
    List<Holder> holders(String key) {
        return entityManager.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(HOLDERS)) {
                statement.setString(1, key);
                var holders = new ArrayList<Holder>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        holders.add(new Holder(row.getString(1), row.getBigDecimal(2), row.getBigDecimal(3)));
                    }
                }
                return holders;
            }
        });
    }

    private static Map<String, Share> shares(
            PreparedStatement statement, int first, Collection<String> keys, Collection<String> standing, Instant then)
            throws SQLException {
        var connection = statement.getConnection();
        statement.setArray(first, connection.createArrayOf("text", standing.toArray()));
        statement.setTimestamp(first + 1, Timestamp.from(then));
        statement.setArray(first + 2, connection.createArrayOf("text", keys.toArray()));
        var shares = new HashMap<String, Share>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                shares.put(row.getString(1), new Share(row.getBoolean(2), row.getBigDecimal(3), row.getBigDecimal(4),
                        row.getBigDecimal(5), row.getBigDecimal(6)));
            }
        }
        return shares;
    }

    /// The shared accounts of some rules that were moved since a moment, as they stood then and at a later one.
    ///
    /// @param rules each as `regime:rule`
    List<Stood> stood(Collection<String> rules, Instant before, Instant after) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(STOOD)) {
                statement.setTimestamp(1, Timestamp.from(before));
                statement.setTimestamp(2, Timestamp.from(after));
                statement.setArray(3, connection.createArrayOf("text", rules.toArray()));
                var stood = new ArrayList<Stood>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        stood.add(new Stood(row.getString(1), row.getString(2), row.getString(3), row.getBigDecimal(4),
                                new Stood.Standing(row.getBigDecimal(5), row.getBigDecimal(6)),
                                new Stood.Standing(row.getBigDecimal(7), row.getBigDecimal(8)),
                                List.of((String[]) row.getArray(9).getArray())));
                    }
                }
                return stood;
            }
        });
    }

    /// Whether who counts in what is copied as far as the moment.
    boolean isCopied(Instant moment) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(COPIED)) {
                statement.setTimestamp(1, Timestamp.from(moment));
                try (var row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T read(Question<T> question) {
        return entityManager.unwrap(Session.class).doReturningWork(question::ask);
    }
}
