package org.headroom.restatement;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.headroom.access.Access;
import org.headroom.access.Background;
import org.headroom.access.Connections;
import org.headroom.approval.Act;
import org.headroom.approval.Approvals;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.quota.Closings;
import org.headroom.restatement.Restatement.State;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.shipment.Adjustments;
import org.headroom.shipment.Adjustments.Step;
import org.headroom.shipment.Comparison;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Actor;
import org.jboss.logging.Logger;

/// Previews restatements and posts what was approved, in the background: each in one instance only, and one is posted
/// at a time. A preview that a stop interrupted says so; a posting goes on where it stopped.
@ApplicationScoped
class RestatementWork {

    private static final Logger LOG = Logger.getLogger(RestatementWork.class);
    private static final String INTERRUPTED = "The service stopped while it was previewed. Ask for it anew.";
    private static final String FAILED = "It failed by a fault of the service, which is in its log. Ask for it anew,"
            + " and tell an operator its id.";
    private static final String WAITS = "A fault of the service, which is in its log, keeps it; it is tried again each"
            + " minute. Tell an operator its id.";
    private static final String POSTING = "posting";
    private static final int PAGE = 100;

    private final Background background;
    private final Corrections corrections;
    private final Shipments shipments;
    private final Adjustments adjustments;
    private final LicenseAdjustments licenses;
    private final Approvals approvals;
    private final Ledger ledger;
    private final Clock clock;

    RestatementWork(
            Access access,
            Connections connections,
            Corrections corrections,
            Shipments shipments,
            Adjustments adjustments,
            LicenseAdjustments licenses,
            Approvals approvals,
            Ledger ledger,
            Clock clock) {
        this.background = new Background("restatement", access, connections, this::work);
        this.corrections = corrections;
        this.shipments = shipments;
        this.adjustments = adjustments;
        this.licenses = licenses;
        this.approvals = approvals;
        this.ledger = ledger;
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
        var sql = new RestatementSql(connection);
        for (var left : sql.in(State.RUNNING)) {
            background.alone(connection, left, () ->
                    sql.end(left, State.RUNNING, State.INTERRUPTED, INTERRUPTED, clock.instant()));
        }
        for (var waiting : sql.in(State.WAITING)) {
            if (background.isOpen()) {
                background.alone(connection, waiting, () -> attemptPreview(sql, waiting));
            }
        }
        for (var approved : sql.in(State.POSTING)) {
            if (background.isOpen()) {
                background.alone(connection, POSTING, () -> attemptPosting(sql, approved));
            }
        }
    }

    private void attemptPreview(RestatementSql sql, UUID id) throws SQLException {
        if (!sql.begin(id, sql.head(), clock.instant())) {
            return; // another instance was faster
        }
        try {
            if (!preview(sql, sql.find(id).orElseThrow())) {
                sql.end(id, State.RUNNING, State.INTERRUPTED, INTERRUPTED, clock.instant());
            }
        } catch (SQLException | RuntimeException fault) {
            LOG.errorf(fault, "The preview of restatement %s failed", id);
            sql.end(id, State.RUNNING, State.FAILED, FAILED, clock.instant());
        }
    }

    /// @return whether it came to its end
    private boolean preview(RestatementSql sql, Restatement restatement) throws SQLException {
        var id = restatement.id();
        var request = restatement.request();
        var correction = corrections.named(request);
        var preview = new Preview(id, request, correction);
        var reach = corrections.reach(request);
        long undetermined = 0;
        long undeterminedLicenses = 0;
        boolean isLast = false;
        for (long after = 0; !isLast; ) {
            var page = sql.candidates(request, reach, after, restatement.upTo());
            isLast = RestatementSql.isLast(page);
            for (var candidate : page) {
                if (!background.isOpen()) {
                    return false;
                }
                switch (compare(request, reach, candidate)) {
                    case Comparison.Same same -> {}
                    case Comparison.Undetermined unknown -> {
                        undetermined += candidate.isLicense() ? 0 : 1;
                        undeterminedLicenses += candidate.isLicense() ? 1 : 0;
                    }
                    case Comparison.Touched touched -> {
                        preview.add(candidate, touched);
                        sql.add(id, candidate, touched.before(), touched.after());
                    }
                }
                after = candidate.number();
            }
            sql.done(id, after);
        }
        for (var moved : preview.moved(ledger.balances(preview.accounts()))) {
            sql.add(id, moved);
        }
        sql.previewed(id, preview.touched(), undetermined, undeterminedLicenses, correction, preview.digest());
        return true;
    }

    private Comparison compare(RestatementRequest request, Corrections.Reach reach, Candidate candidate) {
        try {
            if (candidate.isLicense()) {
                return licenses.compare(ledger.posting(candidate.id()).orElseThrow(), request);
            }
            var shipment = shipments.shipment(null, candidate.id()).orElseThrow();
            return adjustments.compare(shipment, corrections.of(request, reach, shipment));
        } catch (PersistenceException away) {
            throw away;
        } catch (RuntimeException unknown) { // whatever it lacks, the others are compared without it
            LOG.debugf(unknown, "Posting %d cannot be determined anew", candidate.number());
            return new Comparison.Undetermined();
        }
    }

    /// Whether something posted since the preview is touched, too.
    boolean touchesMore(RestatementSql sql, Restatement restatement) throws SQLException {
        var request = restatement.request();
        var reach = corrections.reach(request);
        long head = sql.head();
        boolean isLast = false;
        for (long after = restatement.upTo(); !isLast; ) {
            var page = sql.candidates(request, reach, after, head);
            isLast = RestatementSql.isLast(page);
            for (var candidate : page) {
                if (compare(request, reach, candidate) instanceof Comparison.Touched) {
                    return true;
                }
                after = candidate.number();
            }
        }
        return false;
    }

    private void attemptPosting(RestatementSql sql, UUID id) throws SQLException {
        try {
            post(sql, sql.find(id).orElseThrow());
        } catch (SQLException | RuntimeException fault) {
            LOG.errorf(fault, "Restatement %s is posted on in a minute", id);
            sql.hindered(id, WAITS);
        }
    }

    private void post(RestatementSql sql, Restatement restatement) throws SQLException {
        var id = restatement.id();
        if (restatement.state() != State.POSTING) {
            return; // another instance was faster
        }
        var asker = approvals.find(Act.RESTATEMENT, Objects.requireNonNull(restatement.approval()))
                .orElseThrow()
                .requestedBy();
        for (var page = sql.postings(id, 0, true, PAGE); !page.isEmpty(); page = sql.postings(id, 0, true, PAGE)) {
            for (var touched : page) {
                if (!background.isOpen() || !post(sql, restatement, asker, touched)) {
                    return;
                }
            }
        }
        sql.end(id, State.POSTING, State.POSTED, null, clock.instant());
    }

    /// @return whether the next one may follow
    private boolean post(RestatementSql sql, Restatement restatement, Actor asker, TouchedPosting touched)
            throws SQLException {
        var id = restatement.id();
        switch (adjust(restatement, asker, touched)) {
            case Step.Posted(var number) -> sql.adjusted(id, touched.number(), number);
            case Step.NothingLeft none -> sql.adjusted(id, touched.number(), 0);
            case Step.PeriodClosed(var closings) -> {
                sql.hindered(id, Closings.refusal(closings) + " Then this goes on by itself.");
                return false;
            }
            case Step.NotAsShown changed -> {
                sql.end(id, State.POSTING, State.STOPPED, "Facts of posting " + touched.number() + " were corrected"
                        + " again, so it and what follows is not adjusted. Ask for a restatement anew.",
                        clock.instant());
                return false;
            }
        }
        return true;
    }

    private Step adjust(Restatement restatement, Actor asker, TouchedPosting touched) {
        var request = restatement.request();
        var id = touched.id();
        if (touched.kind() == PostingKind.LICENSE) {
            return licenses.adjust(asker, restatement.id(), request, ledger.posting(id).orElseThrow(), touched.after());
        }
        var corrected = corrections.of(request, corrections.reach(request), shipments.shipment(null, id).orElseThrow());
        return adjustments.adjust(asker, restatement.id(), String.valueOf(request.reason()), id, corrected,
                touched.after());
    }
}
