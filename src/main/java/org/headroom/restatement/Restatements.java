package org.headroom.restatement;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.headroom.access.Connections;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.quota.Closings;
import org.headroom.quota.Quotas;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.State;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The door to restatements: asked for and previewed, then posted by two persons. For regulators and auditors: one
/// tells of every exporter.
@ApplicationScoped
public class Restatements {

    private static final String AGAIN = " Preview it again with POST /api/v1/restatements.";

    private final Connections connections;
    private final Corrections corrections;
    private final RestatementWork work;
    private final Approvals approvals;
    private final Quotas quotas;
    private final Clock clock;

    Restatements(
            Connections connections,
            Corrections corrections,
            RestatementWork work,
            Approvals approvals,
            Quotas quotas,
            Clock clock) {
        this.connections = connections;
        this.corrections = corrections;
        this.work = work;
        this.approvals = approvals;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// What both persons see of it.
    ///
    /// @param preview the digest of what each posting had come to, and comes to
    /// @param postings how many it adjusts
    /// @param over the quotas that it takes over their cap, or further over it
    record Shown(UUID restatement, String subject, String reason, String preview, long postings, List<String> over) {}

    /// Asks what a correction touches, which is previewed when those before it are. Nothing changes.
    ///
    /// @throws InvalidInput when the request is not understood
    public Restatement ask(Actor actor, RestatementRequest request) {
        request.validate();
        corrections.named(request);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = Ids.next(now);
        var asked = with(sql -> {
            sql.insert(id, request, actor, now);
            return sql.find(id).orElseThrow();
        });
        work.begin();
        return asked;
    }

    /// Asks that what was previewed be posted. Nothing changes until another person approves it.
    ///
    /// @param digest of the preview
    /// @return empty when there is no such restatement
    public Optional<Step<Approval>> request(Actor actor, UUID id, @Nullable String digest) {
        return find(id).map(restatement -> {
            var hindrance = hindrance(restatement, digest);
            return hindrance != null ? hindrance : new Step.Done<>(asked(actor, restatement));
        });
    }

    private Approval asked(Actor actor, Restatement restatement) {
        var id = restatement.id();
        var pending = approvals.pending(Act.RESTATEMENT, id.toString());
        if (!pending.isEmpty()) {
            return pending.getFirst();
        }
        var request = restatement.request();
        var over = QuotaSum.of(quotas(id)).stream().filter(QuotaSum::isOver).map(QuotaSum::quota).toList();
        var shown = new Shown(id, request.subject(), String.valueOf(request.reason()),
                String.valueOf(restatement.digest()), restatement.touched(), over);
        return QuarkusTransaction.requiringNew().call(() -> {
            var approval = approvals.ask(actor, Act.RESTATEMENT, id.toString(), shown);
            with(sql -> {
                sql.asked(id, approval.id());
                return approval;
            });
            return approval;
        });
    }

    /// Approves one: from then on it is posted, to its end.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such restatement, or nobody has asked for it to be posted
    public Optional<Step<Restatement>> approve(Actor actor, UUID id, @Nullable String digest) {
        var restatement = find(id).filter(found -> found.approval() != null);
        if (restatement.isEmpty()) {
            return Optional.empty();
        }
        var found = restatement.get();
        if (found.state() == State.PREVIEWED) {
            Step<Approval> hindrance = hindrance(found, found.digest());
            if (hindrance instanceof Step.NotNow<Approval>(var rule, var because)) {
                return Optional.of(new Step.NotNow<>(rule, because));
            }
        }
        Optional<Step<Restatement>> step = QuarkusTransaction.requiringNew().call(() -> approvals
                .approve(actor, Act.RESTATEMENT, Objects.requireNonNull(found.approval()), digest)
                .map(approved -> approved.then(approval -> with(sql -> {
                    sql.approved(id, approval.id());
                    return new Step.Done<>(sql.find(id).orElseThrow());
                }))));
        work.begin();
        return step;
    }

    /// Takes back what nobody has approved. It stays on record, with the reason, and can be asked for again.
    ///
    /// @return empty when there is no such restatement, or nobody has asked for it to be posted
    public Optional<Step<Approval>> withdraw(Actor actor, UUID id, @Nullable String reason) {
        return find(id).flatMap(found -> Optional.ofNullable(found.approval()))
                .flatMap(approval -> approvals.withdraw(actor, Act.RESTATEMENT, approval, reason));
    }

    /// Why it is not posted as it was shown; null when it may be.
    private @Nullable Step<Approval> hindrance(Restatement restatement, @Nullable String digest) {
        switch (restatement.state()) {
            case PREVIEWED -> {}
            case WAITING, RUNNING -> {
                return new Step.NotNow<>("not-previewed", "It is being previewed. Ask again when its state is"
                        + " 'previewed'.");
            }
            case POSTING, POSTED, STOPPED -> {
                return new Step.NotNow<>("already-approved", "It was approved, and is "
                        + restatement.state().name().toLowerCase(Locale.ROOT) + ".");
            }
            case FAILED, INTERRUPTED -> {
                return new Step.NotNow<>("preview-again", restatement.problem() + AGAIN);
            }
        }
        if (!String.valueOf(restatement.digest()).equals(digest)) {
            return new Step.NotNow<>("digest", "Send the digest of the preview that you were shown; GET"
                    + " /api/v1/restatements/" + restatement.id() + " shows it.");
        }
        if (restatement.touched() == 0) {
            return new Step.NotNow<>("nothing-to-adjust",
                    "Nothing that was posted comes to anything else by what was corrected.");
        }
        if (isStale(restatement)) {
            return new Step.NotNow<>("preview-again", "What it touches has changed since it was previewed: a shipment"
                    + " was posted, reversed, returned or adjusted, or facts were corrected once more." + AGAIN);
        }
        var closings = this.quotas.closingsOf(quotas(restatement.id()).stream()
                .filter(moved -> moved.difference().signum() != 0)
                .map(MovedQuota::quota)
                .toList());
        return closings.isEmpty() ? null : new Step.NotNow<>("period-closed", Closings.refusal(closings));
    }

    private boolean isStale(Restatement restatement) {
        return !corrections.named(restatement.request()).equals(restatement.correction())
                || with(sql -> sql.isFollowed(restatement) || work.touchesMore(sql, restatement));
    }

    public Optional<Restatement> find(UUID id) {
        return with(sql -> sql.find(id));
    }

    /// Newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    public List<Restatement> list(@Nullable UUID before, int limit) {
        return with(sql -> sql.list(before, limit));
    }

    /// What it moves, by quota and exporter; empty until it is previewed.
    public List<MovedQuota> quotas(UUID id) {
        return with(sql -> sql.quotas(id));
    }

    /// The shipments and licenses that it touches, in the order of the ledger.
    ///
    /// @param after only those with a greater number
    public List<TouchedPosting> postings(UUID id, long after, int limit) {
        return with(sql -> sql.postings(id, after, false, limit));
    }

    private interface Work<T> {
        T with(RestatementSql sql) throws SQLException;
    }

    private <T> T with(Work<T> asked) {
        try (var connection = connections.open()) {
            return asked.with(new RestatementSql(connection));
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
