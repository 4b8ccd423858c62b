package org.headroom.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the book from the front, page by page, each page by the number of the last posting before it: a page costs
/// the same wherever it begins.
final class Extract {

    private static final String PAGE = """
            select p.number, p.id, p.kind, p.exporter, p.actor_name, p.effective_on, p.recorded_at, p.reference,
                p.reason, p.subject, p.device, p.quantity, p.destination, p.consignee, p.authorization_type, p.license,
                a.key, a.citation, a.unit, m.*
              from (select * from posting where %s order by number limit ?) p
            """ + Lookup.MOVED + "order by p.number, m.n";

    private final StringBuilder where = new StringBuilder("number > ? and number <= ?");
    private final List<Object> values = new ArrayList<>();

    Extract(PostingFilter filter, long after, long upTo) {
        values.add(after);
        values.add(upTo);
        and("exporter = ?", filter.readableBy());
        and("reference = ?", filter.reference());
        and("subject = ?", filter.subject());
        and("destination = ?", filter.destination());
        and("device = ?", filter.device());
        and("authorization_type = ?", filter.authorization());
        and("license = ?", filter.license());
        and("effective_on >= ?", filter.from());
        and("effective_on <= ?", filter.to());
        if (filter.late()) {
            where.append(" and ").append(Lateness.IS_LATE);
        }
        and("number < ?", filter.before());
        if (!filter.kinds().isEmpty()) {
            var kinds = filter.kinds().stream().map(Enum::name).sorted().toList();
            where.append(" and kind in (").append("?, ".repeat(kinds.size() - 1)).append("?)");
            values.addAll(kinds);
        }
        values.add(filter.limit());
    }

    /// @param condition one of the constants above; what the caller typed is always a parameter
    private void and(String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            values.add(value);
        }
    }

    List<LedgerLine> read(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(PAGE.formatted(where))) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            var lines = new ArrayList<LedgerLine>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(line(row));
                }
            }
            return lines;
        }
    }

    private static LedgerLine line(ResultSet row) throws SQLException {
        return new LedgerLine(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                PostingKind.valueOf(row.getString("kind")),
                row.getString("exporter"),
                row.getString("actor_name"),
                row.getObject("effective_on", java.time.LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                Lookup.about(row),
                row.getString("key") == null ? null : Lookup.entry(row));
    }
}
