package org.headroom.replay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.UUID;
import org.headroom.access.Access;
import org.headroom.access.Background;
import org.headroom.access.Connections;
import org.headroom.ledger.Trial.Reached;
import org.headroom.replay.Replay.State;
import org.jboss.logging.Logger;

/// Replays in the background: one at a time in each instance, and each in one instance only. What an instance left
/// unfinished is told as interrupted by the next one that looks.
@ApplicationScoped
class ReplayWork {

    private static final Logger LOG = Logger.getLogger(ReplayWork.class);
    private static final String STOPPED = "The service stopped while it ran. Ask for it anew.";

    private final Background background;
    private final Connections connections;
    private final OtherLaws laws;
    private final Bodies bodies;
    private final Clock clock;

    ReplayWork(Access access, Connections connections, OtherLaws laws, Bodies bodies, Clock clock) {
        this.background = new Background("replay", access, connections, this::work);
        this.connections = connections;
        this.laws = laws;
        this.bodies = bodies;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        background.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        background.stop();
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void begin() {
        background.begin();
    }

    private void work(Connection connection) throws SQLException {
        var sql = new ReplaySql(connection);
        for (var left : sql.in(State.RUNNING)) {
            background.alone(connection, left, () ->
                    sql.endWithout(left, State.INTERRUPTED, STOPPED, clock.instant()));
        }
        for (var waiting : sql.in(State.WAITING)) {
            if (background.isOpen()) {
                background.alone(connection, waiting, () -> attempt(connection, waiting));
            }
        }
    }

    private void attempt(Connection connection, UUID id) throws SQLException {
        var sql = new ReplaySql(connection);
        var past = new PastSql(connection);
        long upTo = past.head();
        if (!sql.begin(id, upTo, clock.instant())) {
            return; // another instance was faster
        }
        try (var reading = connections.open(); var pages = new Pages(new PastSql(reading), upTo)) {
            if (!replay(sql, past, pages, sql.find(id).orElseThrow())) {
                sql.endWithout(id, State.INTERRUPTED, STOPPED, clock.instant());
            }
        } catch (SQLException | RuntimeException fault) {
            LOG.errorf(fault, "The replay %s failed", id);
            sql.endWithout(id, State.FAILED, "It failed by a fault of the service, which is in its log. Ask for it"
                    + " anew, and tell an operator its id.", clock.instant());
        }
    }

    /// @return whether it came to its end
    private boolean replay(ReplaySql sql, PastSql past, Pages pages, Replay replay) throws SQLException {
        var id = replay.id();
        var scenario = replay.scenario().whole();
        var rerun = new Rerun(scenario, laws.of(scenario), bodies);
        var sums = new Sums();
        long undetermined = 0;
        boolean isSound = true;
        for (var page = pages.next(); page != null; page = pages.next()) {
            if (!background.isOpen()) {
                return false;
            }
            var changes = new ArrayList<ReplaySql.Row>();
            for (var posting : page.postings()) {
                try {
                    var judged = rerun.post(posting);
                    if (judged != null) {
                        var change = change(judged, posting.number(), past);
                        sums.add(judged.destination(), judged.exporter(), change.verdict(), judged.tpp());
                        if (change.verdict() != Verdict.SAME) {
                            changes.add(new ReplaySql.Row(
                                    posting.number(), judged.exporter(), judged.isBreach(), change));
                        }
                    }
                } catch (PersistenceException away) {
                    throw away;
                } catch (Bodies.Unreadable unknown) { // the others are judged without it
                    LOG.debugf(unknown, "Posting %d cannot be determined anew", posting.number());
                    undetermined++;
                } catch (RuntimeException fault) { // told in full once, so that it is seen and floods no log
                    var first = isSound ? fault : null;
                    isSound = false;
                    LOG.warnf(first, "Replay %s cannot determine posting %d anew: %s", id, posting.number(), fault);
                    undetermined++;
                }
            }
            if (!changes.isEmpty()) {
                sql.add(id, changes);
            }
            sql.done(id, page.end());
        }
        for (var total : sums.totals()) {
            sql.add(id, total);
        }
        sql.end(id, rerun.licensesRefused(), rerun.applicationsRefused(), undetermined, clock.instant());
        return true;
    }

    /// Compares with what happened. What was a breach and would be one is no news.
    private static Changed change(Rerun.Judged judged, long number, PastSql past) throws SQLException {
        var change = judged.change();
        if (change != null) {
            return judged.isBreach() ? Changed.to(Verdict.SAME, null) : change;
        }
        if (judged.isBreach()) {
            return Changed.to(Verdict.WITHIN, null);
        }
        if (judged.reached().isEmpty()) {
            return Changed.to(Verdict.SAME, null);
        }
        var then = past.levels(number);
        return judged.reached().stream()
                .filter(reached -> !then.contains(reached.account() + " " + reached.percent()))
                .max(Comparator.comparingInt(Reached::percent))
                .map(Changed::warned)
                .orElseGet(() -> Changed.to(Verdict.SAME, null));
    }
}
