package org.headroom.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.headroom.quota.Bands;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The SQL of notices. An exporter is told of bands, those who see all of records that wait.
@ApplicationScoped
class Notices {

    private static final String SELECT = """
            select n.nth, n.id, n.kind, n.exporter, n.number, n.raised_at, n.quota, n.title, n.citation, n.band,
                n.approval, a.subject, a.shown
              from notice n left join approval a on a.id = n.approval
              where n.kind = case when ?::text is null then 'PENDING' else 'BAND' end
            """;

    private static final String ADD = """
            insert into notice (id, kind, exporter, raised_at, quota, title, citation, band, day)
              select gen_random_uuid(), 'BAND', exporter, ?, ?, ?, ?, ?, ? from unnest(?::text[]) exporter""";

    private final EntityManager entityManager;

    Notices(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /// Newest first; those with the number of the last one all come, also over the limit.
    ///
    /// @param before only those with a smaller number
    List<Notice> newestFirst(@Nullable String readableBy, long before, int limit) {
        var sql = SELECT + "and n.number < ? order by n.number desc, n.nth desc limit 10000";
        var found = read(sql, readableBy, before);
        int end = Math.min(limit, found.size());
        while (end > 0 && end < found.size() && found.get(end).number() == found.get(end - 1).number()) {
            end++;
        }
        return found.subList(0, end);
    }

    List<Notice> after(@Nullable String readableBy, long nth, int limit) {
        return read(SELECT + "and n.nth > ? order by n.nth limit " + limit, readableBy, nth);
    }

    Optional<Notice> find(@Nullable String readableBy, UUID id) {
        return read(SELECT + "and n.id = ?", readableBy, id).stream().findFirst();
    }

    /// The last one with a smaller number; 0 when there is none.
    long lastBefore(@Nullable String readableBy, long number) {
        return newestFirst(readableBy, number, 1).stream().mapToLong(Notice::nth).max().orElse(0);
    }

    /// One notice for each exporter that counts in it.
    void add(Bands.Risen risen, LocalDate day, Instant at) {
        entityManager.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(ADD)) {
                statement.setTimestamp(1, Timestamp.from(at));
                statement.setString(2, risen.quota());
                statement.setString(3, risen.title());
                statement.setString(4, risen.citation());
                statement.setString(5, risen.band().name());
                statement.setObject(6, day);
                statement.setArray(7, connection.createArrayOf("text", risen.exporters().toArray()));
                statement.executeUpdate();
            }
        });
    }

    private List<Notice> read(String sql, @Nullable String readableBy, Object value) {
        return entityManager.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, readableBy);
                statement.setObject(2, value);
                var notices = new ArrayList<Notice>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        notices.add(notice(row));
                    }
                }
                return notices;
            }
        });
    }

    private static Notice notice(ResultSet row) throws SQLException {
        var nth = row.getLong("nth");
        var id = row.getObject("id", UUID.class);
        var number = row.getLong("number");
        var at = row.getTimestamp("raised_at").toInstant();
        return row.getString("kind").equals("BAND")
                ? new Notice.Band(nth, id, number, at, row.getString("quota"), row.getString("title"),
                        row.getString("citation"), row.getString("band").toLowerCase(Locale.ROOT))
                : new Notice.Pending(nth, id, number, at, row.getString("exporter"),
                        row.getObject("approval", UUID.class), row.getString("subject"), row.getString("shown"));
    }
}
