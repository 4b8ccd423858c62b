package org.headroom.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.terms.Unit;

/// Finds what a posting did, from the book.
final class Lookup {

    /// What a posting `p` did, one row `m` for each account `a` that it names.
    static final String MOVED = """
            left join moves_of(p.accounts, p.moves, p.bindings) m on true left join account a on a.id = m.account
            """;

    private static final String ENTRIES = """
            select p.number, p.id, p.recorded_at, a.key, a.citation, a.unit, m.*
              from posting p
            """ + MOVED + "where p.id = any(?) order by p.number, m.n";

    private static final String CROSSINGS = """
            select c.number, c.id, a.key, a.title, c.level, c.direction, c.used, c.cap
              from crossing c join account a on a.id = c.account where c.number = any(?) order by c.level""";

    private final Connection connection;

    Lookup(Connection connection) {
        this.connection = connection;
    }

    /// As [#posted], after the transaction that holds the head has ended.
    Map<UUID, PostingOutcome.Posted> postedUnderLock(List<UUID> ids) throws SQLException {
        try (var lock = connection.prepareStatement("select number from ledger_head for update")) {
            lock.execute();
        }
        return posted(ids);
    }

    /// The outcomes of those of the postings that are in the book.
    Map<UUID, PostingOutcome.Posted> posted(List<UUID> ids) throws SQLException {
        var posted = new HashMap<UUID, PostingOutcome.Posted>();
        try (var statement = connection.prepareStatement(ENTRIES)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var id = row.getObject("id", UUID.class);
                    var number = row.getLong("number");
                    var at = row.getTimestamp("recorded_at").toInstant();
                    var outcome = posted.computeIfAbsent(
                            id,
                            any -> new PostingOutcome.Posted(number, id, at, new ArrayList<>(), new ArrayList<>()));
                    if (row.getString("key") != null) {
                        outcome.entries().add(entry(row));
                    }
                }
            }
        }
        addCrossings(posted);
        return posted;
    }

    private void addCrossings(Map<UUID, PostingOutcome.Posted> posted) throws SQLException {
        var byNumber = new HashMap<Long, PostingOutcome.Posted>();
        posted.values().forEach(outcome -> byNumber.put(outcome.number(), outcome));
        try (var statement = connection.prepareStatement(CROSSINGS)) {
            statement.setArray(1, connection.createArrayOf("bigint", byNumber.keySet().toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var outcome = byNumber.get(row.getLong("number"));
                    if (outcome != null) {
                        outcome.crossings().add(new Crossing(
                                row.getObject("id", UUID.class),
                                row.getString("key"),
                                row.getString("title"),
                                row.getInt("level"),
                                Crossing.Direction.valueOf(row.getString("direction")),
                                row.getBigDecimal("used"),
                                row.getBigDecimal("cap")));
                    }
                }
            }
        }
    }

    static PostingRequest.About about(ResultSet row) throws SQLException {
        return new PostingRequest.About(
                row.getString("reference"),
                row.getString("reason"),
                row.getObject("subject", UUID.class),
                row.getString("device"),
                row.getObject("quantity", Long.class),
                row.getString("destination"),
                row.getString("consignee"),
                row.getString("authorization_type"),
                row.getString("license"));
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("key"),
                row.getString("citation"),
                Unit.valueOf(row.getString("unit")),
                row.getBigDecimal("reserved_delta"),
                row.getBigDecimal("charged_delta"),
                row.getBigDecimal("reserved_after"),
                row.getBigDecimal("charged_after"),
                row.getBigDecimal("cap_after"),
                row.getBoolean("binding"));
    }
}
