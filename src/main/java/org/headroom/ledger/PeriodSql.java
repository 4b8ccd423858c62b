package org.headroom.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.headroom.terms.RulePeriod;
import org.jspecify.annotations.Nullable;

/// The SQL of periods.
final class PeriodSql {

    private static final String LOCK_HEAD = "select lock_head()";

    private static final String CLOSED = "select c.* from closed_periods() c";

    /// Applications hold quota from their submission to their decision; what an import holds has no name here.
    private static final String HOLDERS = """
            select a.key, p.exporter, p.reference
              from account a left join lateral (
                select p.exporter, p.reference from entry e join posting p on p.number = e.number
                  where e.account = a.id and e.reserved_delta > 0 and p.kind = 'APPLICATION'
                    and not exists (select from posting d where d.subject = p.subject and d.number > p.number
                      and d.kind in ('DECISION', 'LICENSE'))) p on true
              where a.regime = ? and a.rule = ? and a.first_day = ? and a.reserved > 0 order by 1, 2, 3 limit 100""";

    private static final String ADD = """
            insert into period_change (id, act, regime, rule, first_day, last_day, reason, changed_by, changer,
                changed_at, approved_by, approver)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *""";

    private static final String NEWEST_FIRST = """
            select * from period_change where ?::uuid is null or nth < (select nth from period_change where id = ?)
              order by nth desc limit ?""";

    private static final String IN_ORDER = "select * from period_change order by nth";

    private final Connection connection;

    PeriodSql(Connection connection) {
        this.connection = connection;
    }

    long lockHead() throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_HEAD);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    List<Closing> closed() throws SQLException {
        try (var statement = connection.prepareStatement(CLOSED);
                var rows = statement.executeQuery()) {
            return closings(rows);
        }
    }

    /// Rows of `closed_periods()`.
    static List<Closing> closings(ResultSet rows) throws SQLException {
        var closings = new ArrayList<Closing>(0);
        while (rows.next()) {
            closings.add(new Closing(
                    period(rows),
                    rows.getObject("last_day", LocalDate.class),
                    rows.getString("reason"),
                    rows.getTimestamp("closed_at").toInstant()));
        }
        return closings;
    }

    List<Periods.Holder> holders(RulePeriod period) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDERS)) {
            statement.setString(1, period.regime());
            statement.setString(2, period.rule());
            statement.setObject(3, period.first());
            var holders = new ArrayList<Periods.Holder>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    holders.add(new Periods.Holder(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
            return holders;
        }
    }

    PeriodChange add(PeriodChange change) throws SQLException {
        var approver = change.approvedBy();
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, change.id());
            statement.setString(2, change.act().name());
            statement.setString(3, change.period().regime());
            statement.setString(4, change.period().rule());
            statement.setObject(5, change.period().first());
            statement.setObject(6, change.last());
            statement.setString(7, change.reason());
            statement.setString(8, change.by().subject());
            statement.setString(9, change.by().name());
            statement.setTimestamp(10, Timestamp.from(change.at()));
            statement.setString(11, approver == null ? null : approver.subject());
            statement.setString(12, approver == null ? null : approver.name());
            return changes(statement).getFirst();
        }
    }

    List<PeriodChange> newestFirst(@Nullable UUID before, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(NEWEST_FIRST)) {
            statement.setObject(1, before, Types.OTHER);
            statement.setObject(2, before, Types.OTHER);
            statement.setInt(3, limit);
            return changes(statement);
        }
    }

    List<PeriodChange> inOrder() throws SQLException {
        try (var statement = connection.prepareStatement(IN_ORDER)) {
            return changes(statement);
        }
    }

    private static List<PeriodChange> changes(PreparedStatement statement) throws SQLException {
        var changes = new ArrayList<PeriodChange>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var approver = row.getString("approved_by");
                changes.add(new PeriodChange(
                        row.getObject("id", UUID.class),
                        PeriodChange.Act.valueOf(row.getString("act")),
                        period(row),
                        row.getObject("last_day", LocalDate.class),
                        row.getLong("number"),
                        row.getString("reason"),
                        new Actor(row.getString("changed_by"), row.getString("changer"), null),
                        row.getTimestamp("changed_at").toInstant(),
                        approver == null ? null : new Actor(approver, row.getString("approver"), null)));
            }
        }
        return changes;
    }

    private static RulePeriod period(ResultSet row) throws SQLException {
        return new RulePeriod(
                row.getString("regime"), row.getString("rule"), row.getObject("first_day", LocalDate.class));
    }
}
