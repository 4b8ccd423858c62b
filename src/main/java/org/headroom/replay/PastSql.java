package org.headroom.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.PostingKind;
import org.headroom.replay.Past.CapChange;
import org.headroom.replay.Past.Shipped;

/// Reads postings in their order, page by page, and of each no more than a replay looks at.
final class PastSql {

    private static final String PAGE = """
            select p.number, p.id, p.kind, p.exporter, p.effective_on, p.recorded_on, p.subject, p.quantity,
                p.destination, p.license, coalesce(a.body, s.body, p.body) as body, s.number as of_number,
                s.kind as of_kind, s.effective_on as of_day, s.destination as of_destination,
                case p.kind when 'ADJUSTMENT' then p.body end as adjusted, a.body is not null as is_adjusted
              from (select number, id, kind, exporter, effective_on,
                  (recorded_at at time zone 'UTC')::date as recorded_on, subject, quantity, destination, license, body
                from posting where number > ? and number <= ?) p
              left join lateral (select number, kind, effective_on, destination, body from posting
                where id = p.subject and p.kind in ('REVERSAL', 'RETURN', 'RECEIPT', 'ADJUSTMENT') offset 0) s on true
              left join lateral (select body from posting
                where subject = p.subject and kind = 'ADJUSTMENT' and number < p.number and s.number is not null
                order by number desc limit 1) a on true
              order by p.number""";

    private static final String BREACHES = """
            select distinct p.number from posting p cross join moves_of(p.accounts, p.moves, p.bindings) m
              where p.number = any(?) and m.binding and m.reserved_delta + m.charged_delta > 0
                and m.reserved_after + m.charged_after > m.cap_after""";

    private static final String CAP_CHANGES = """
            select p.number, a.key, m.cap_after
              from posting p cross join moves_of(p.accounts, p.moves, p.bindings) m join account a on a.id = m.account
              where p.number = any(?) and a.ratio_of is null""";

    private static final String LEVELS = """
            select a.key || ' ' || c.level from crossing c join account a on a.id = c.account
              where c.number = ? and c.direction = 'UP'""";

    private final Connection connection;

    PastSql(Connection connection) {
        this.connection = connection;
    }

    long head() throws SQLException {
        try (var statement = connection.prepareStatement("select number from ledger_head");
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The postings after one number and up to another.
    List<Past> page(long after, long upTo) throws SQLException {
        var page = new ArrayList<Past>();
        var records = new ArrayList<Long>();
        var changes = new ArrayList<Long>();
        try (var statement = connection.prepareStatement(PAGE)) {
            statement.setLong(1, after);
            statement.setLong(2, upTo);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var past = past(row);
                    page.add(past);
                    if (past.shipment() != null && past.shipment().kind() == PostingKind.RECORD) {
                        records.add(past.shipment().number());
                    } else if (past.kind() == PostingKind.CAP_CHANGE) {
                        changes.add(past.number());
                    }
                }
            }
        }
        return records.isEmpty() && changes.isEmpty() ? page : withDetails(page, records, changes);
    }

    private List<Past> withDetails(List<Past> page, List<Long> records, List<Long> changes) throws SQLException {
        var breaches = breaches(records);
        var caps = capChanges(changes);
        return page.stream()
                .map(past -> past.with(
                        past.shipment() != null && breaches.contains(past.shipment().number()),
                        caps.getOrDefault(past.number(), List.of())))
                .toList();
    }

    private static Past past(ResultSet row) throws SQLException {
        var kind = PostingKind.valueOf(row.getString("kind"));
        long number = row.getLong("number");
        var on = row.getObject("effective_on", LocalDate.class);
        var destination = row.getString("destination");
        var of = row.getString("of_kind");
        var shipped = kind == PostingKind.SHIPMENT || kind == PostingKind.RECORD
                ? new Shipped(number, kind, on, String.valueOf(destination), false)
                : of == null ? null : new Shipped(
                        row.getLong("of_number"),
                        PostingKind.valueOf(of),
                        row.getObject("of_day", LocalDate.class),
                        String.valueOf(row.getString("of_destination")),
                        false);
        return new Past(
                number,
                row.getObject("id", UUID.class),
                kind,
                row.getString("exporter"),
                on,
                row.getObject("recorded_on", LocalDate.class),
                row.getObject("subject", UUID.class),
                row.getObject("quantity", Long.class),
                destination,
                row.getString("license"),
                row.getString("body"),
                row.getString("adjusted"),
                row.getBoolean("is_adjusted"),
                shipped,
                List.of());
    }

    private Set<Long> breaches(List<Long> records) throws SQLException {
        var breaches = new HashSet<Long>();
        try (var statement = connection.prepareStatement(BREACHES)) {
            statement.setArray(1, connection.createArrayOf("bigint", records.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    breaches.add(row.getLong(1));
                }
            }
        }
        return breaches;
    }

    private Map<Long, List<CapChange>> capChanges(List<Long> numbers) throws SQLException {
        var changes = new HashMap<Long, List<CapChange>>();
        try (var statement = connection.prepareStatement(CAP_CHANGES)) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    changes.computeIfAbsent(row.getLong(1), any -> new ArrayList<>(1))
                            .add(new CapChange(row.getString(2), row.getBigDecimal(3)));
                }
            }
        }
        return changes;
    }

    /// The levels that a posting crossed upwards then, as `account percent`.
    Set<String> levels(long number) throws SQLException {
        var levels = new HashSet<String>();
        try (var statement = connection.prepareStatement(LEVELS)) {
            statement.setLong(1, number);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    levels.add(row.getString(1));
                }
            }
        }
        return levels;
    }
}
