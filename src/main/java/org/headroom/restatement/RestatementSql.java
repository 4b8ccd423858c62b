package org.headroom.restatement;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.access.Sql;
import org.headroom.ledger.PostingKind;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.State;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.shipment.Came;
import org.headroom.terms.Actor;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The restatements, as their tables have them; and the shipments and licenses that one may touch.
final class RestatementSql {

    private static final int PAGE = 500;

    private static final String READ = """
            select r.*, (select count(*) from restatement_shipment s
                where s.restatement = r.id and s.adjustment is not null) as adjusted
              from restatement r\s""";

    private static final String CANDIDATES = """
            select number, id, kind, exporter from posting p
              where number > ? and number <= ?
                and (kind in ('SHIPMENT', 'RECORD') and device is not null and (?::text[] is null or device = any(?))
                  or kind = 'LICENSE' and (?::text[] is null
                    or exists (select from unnest(?::text[]) d where p.body like '%"device":"' || d || '"%')))
                and (?::text is null or exporter = ? and (consignee = any(?)
                  or substring(p.body from '"operator":"([a-z0-9-]+)"') = any(?)))
                and (?::date is null or effective_on >= ?) and (?::date is null or effective_on <= ?)
              order by number limit\s""" + PAGE;

    private static final String FOLLOWED = """
            select exists (select from posting p join restatement_shipment s on s.shipment = p.subject
              where s.restatement = ? and p.number > ? and p.kind in ('REVERSAL', 'RETURN', 'ADJUSTMENT'))""";

    private static final String POSTINGS = """
            select s.*, p.id, p.kind, p.effective_on, p.reference, p.device, p.quantity, p.destination, p.consignee,
                p.license
              from (select * from restatement_shipment
                where restatement = ? and number > ? and (not ? or adjustment is null) order by number limit ?) s
              join posting p on p.number = s.number order by s.number""";

    private final Connection connection;

    RestatementSql(Connection connection) {
        this.connection = connection;
    }

    void insert(UUID id, RestatementRequest request, Actor actor, Instant at) throws SQLException {
        update("insert into restatement (id, request, asked_by, asked_by_name, asked_at) values (?, ?, ?, ?, ?)",
                id, Json.write(request), actor.subject(), actor.name(), Timestamp.from(at));
    }

    Optional<Restatement> find(UUID id) throws SQLException {
        return read(READ + "where r.id = ?", id).stream().findFirst();
    }

    /// Newest first.
    List<Restatement> list(@Nullable UUID before, int limit) throws SQLException {
        return read(READ + """
                where ?::uuid is null
                    or (r.asked_at, r.id) < (select b.asked_at, b.id from restatement b where b.id = ?::uuid)
                  order by r.asked_at desc, r.id desc limit ?""", before, before, limit);
    }

    /// Oldest first.
    List<UUID> in(State state) throws SQLException {
        return read(READ + "where r.state = ? order by r.asked_at, r.id", state.name()).stream()
                .map(Restatement::id)
                .toList();
    }

    long head() throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select number from ledger_head").getFirst();
    }

    /// @return whether it waited until now
    boolean begin(UUID id, long upTo, Instant at) throws SQLException {
        return update("""
                update restatement set state = 'RUNNING', started_at = ?, up_to = ?
                  where id = ? and state = 'WAITING'""", Timestamp.from(at), upTo, id) == 1;
    }

    void done(UUID id, long number) throws SQLException {
        update("update restatement set done = ? where id = ?", number, id);
    }

    void previewed(UUID id, long touched, long undetermined, long licenses, String correction, String digest)
            throws SQLException {
        update("""
                update restatement set state = 'PREVIEWED', done = up_to, touched = ?, undetermined = ?, licenses = ?,
                    correction = ?, digest = ? where id = ?""", touched, undetermined, licenses, correction, digest,
                id);
    }

    void asked(UUID id, UUID approval) throws SQLException {
        update("update restatement set approval = ? where id = ?", approval, id);
    }

    /// @return whether it was previewed and not approved until now
    boolean approved(UUID id, UUID approval) throws SQLException {
        return update("update restatement set state = 'POSTING', approval = ? where id = ? and state = 'PREVIEWED'",
                approval, id) == 1;
    }

    /// What keeps it from going on just now; null for nothing.
    void hindered(UUID id, @Nullable String problem) throws SQLException {
        update("update restatement set problem = ? where id = ? and problem is distinct from ?", problem, id, problem);
    }

    void end(UUID id, State from, State state, @Nullable String problem, Instant at) throws SQLException {
        update("update restatement set state = ?, problem = ?, ended_at = ? where id = ? and state = ?",
                state.name(), problem, Timestamp.from(at), id, from.name());
    }

    /// Those after one number and up to another, in their order; the first 500.
    List<Candidate> candidates(RestatementRequest request, Corrections.Reach reach, long after, long upTo)
            throws SQLException {
        var exporter = request.party() == null ? null : request.party().exporter();
        var devices = array(reach.devices());
        var parties = array(reach.parties());
        return Sql.list(
                connection,
                row -> new Candidate(row.getLong(1), row.getObject(2, UUID.class),
                        PostingKind.valueOf(row.getString(3)), row.getString(4)),
                CANDIDATES,
                after, upTo, devices, devices, devices, devices, exporter, exporter, parties, parties,
                request.from(), request.from(), request.to(), request.to());
    }

    private @Nullable Array array(@Nullable Set<String> ids) throws SQLException {
        return ids == null ? null : connection.createArrayOf("text", ids.toArray());
    }

    static boolean isLast(List<Candidate> page) {
        return page.size() < PAGE;
    }

    /// Whether something that it touches was reversed, returned or adjusted since it was previewed.
    boolean isFollowed(Restatement restatement) throws SQLException {
        return Sql.list(connection, row -> row.getBoolean(1), FOLLOWED, restatement.id(), restatement.upTo())
                .getFirst();
    }

    void add(UUID id, Candidate of, Came before, Came after) throws SQLException {
        update("""
                insert into restatement_shipment (restatement, number, exporter, shipment, before, after)
                  values (?, ?, ?, ?, ?, ?)""", id, of.number(), of.exporter(), of.id(),
                Json.write(before), Json.write(after));
    }

    void add(UUID id, MovedQuota moved) throws SQLException {
        update("""
                insert into restatement_quota (restatement, quota, exporter, unit, before, after, used, cap)
                  values (?, ?, ?, ?, ?, ?, ?, ?)""", id, moved.quota(), moved.exporter(), moved.unit().name(),
                moved.before(), moved.after(), moved.used(), moved.cap());
    }

    void adjusted(UUID id, long number, long adjustment) throws SQLException {
        update("update restatement_shipment set adjustment = ? where restatement = ? and number = ?",
                adjustment, id, number);
    }

    /// In the order of the ledger.
    ///
    /// @param waiting only those that are not adjusted yet
    List<TouchedPosting> postings(UUID id, long after, boolean waiting, int limit) throws SQLException {
        return Sql.list(connection, RestatementSql::posting, POSTINGS, id, after, waiting, limit);
    }

    private static TouchedPosting posting(ResultSet row) throws SQLException {
        return new TouchedPosting(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                PostingKind.valueOf(row.getString("kind")),
                row.getString("exporter"),
                row.getObject("effective_on", LocalDate.class),
                row.getString("reference"),
                row.getString("device"),
                row.getObject("quantity", Long.class),
                row.getString("destination"),
                row.getString("consignee"),
                row.getString("license"),
                Json.read(row.getString("before"), Came.class),
                Json.read(row.getString("after"), Came.class),
                row.getObject("adjustment", Long.class));
    }

    /// By quota and exporter.
    List<MovedQuota> quotas(UUID id) throws SQLException {
        return Sql.list(
                connection,
                row -> new MovedQuota(
                        row.getString("quota"),
                        row.getString("exporter"),
                        Unit.valueOf(row.getString("unit")),
                        row.getBigDecimal("before"),
                        row.getBigDecimal("after"),
                        row.getBigDecimal("used"),
                        row.getBigDecimal("cap")),
                "select * from restatement_quota where restatement = ? order by quota, exporter",
                id);
    }

    private int update(String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.update(connection, sql, parameters);
    }

    private List<Restatement> read(String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.list(connection, RestatementSql::restatement, sql, parameters);
    }

    private static Restatement restatement(ResultSet row) throws SQLException {
        return new Restatement(
                row.getObject("id", UUID.class),
                Json.read(row.getString("request"), RestatementRequest.class),
                row.getString("asked_by_name"),
                row.getTimestamp("asked_at").toInstant(),
                State.valueOf(row.getString("state")),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getLong("up_to"),
                row.getLong("done"),
                row.getLong("touched"),
                row.getLong("adjusted"),
                row.getLong("undetermined"),
                row.getLong("licenses"),
                row.getString("correction"),
                row.getString("digest"),
                row.getObject("approval", UUID.class),
                row.getString("problem"));
    }
}
