package org.headroom.approval;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.approval.Approval.State;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to approvals. An exporter sees its own, regulators see all.
@ApplicationScoped
public class Approvals {

    private static final int TEXT_MAX = 1_000;
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final ApprovalRows rows;
    private final Clock clock;

    Approvals(ApprovalRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// Asks for an act. Nothing else happens until another person approves it.
    ///
    /// @param shown the facts of it, as they will be approved
    @Transactional
    public Approval ask(Actor actor, Act act, String subject, Object shown) {
        var now = now();
        var id = Ids.next(now);
        var json = Json.write(shown);
        var digest = HexFormat.of().formatHex(Json.digest(List.of(id, act, json)));
        var row = new ApprovalRow(id, act, subject, json, digest, actor, now);
        rows.persist(row);
        return row.facts(now);
    }

    /// A text that both persons read.
    ///
    /// @throws InvalidInput when there is none, or more than 1,000 characters
    public static String said(String field, @Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > TEXT_MAX) {
            throw InvalidInput.of(field, "required", "Give the " + field + " in 1 to 1,000 characters.");
        }
        return typed.strip();
    }

    /// Notes the approval before anything is done, so that what is done was never withdrawn and has not lapsed. The
    /// caller does it then, and says so by [#made]. Of one that was approved and not made, since the service stopped,
    /// the answer is the same again.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such approval
    public Optional<Step<Approval>> approve(Actor actor, Act act, UUID id, @Nullable String digest) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> rows.locked(act, id).map(row -> approved(row, actor, digest)));
    }

    private Step<Approval> approved(ApprovalRow row, Actor actor, @Nullable String digest) {
        var now = now();
        var approval = row.facts(now);
        var noun = approval.act().noun();
        if (row.wasRequestedBy(actor)) {
            return new Step.NotNow<>("same-person", "You asked for this " + noun + "; another person approves it.");
        }
        var over = over(approval);
        if (over != null && (approval.state() != State.APPROVED || approval.isMade())) {
            return over;
        }
        if (!approval.digest().equals(digest)) {
            return new Step.NotNow<>("digest", "Send the digest of the " + noun + " that you were shown; "
                    + approval.act().showing() + " shows it.");
        }
        if (over == null) {
            row.approve(actor, now);
            rows.flush(); // what the same transaction does then may look at it
        }
        return new Step.Done<>(row.facts(now));
    }

    /// Notes which posting made what was approved.
    public Approval made(Act act, UUID id, long posting) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var row = rows.locked(act, id).orElseThrow();
            row.make(posting);
            return row.facts(now());
        });
    }

    /// Why nothing more can be done; null for what is open.
    private static @Nullable Step<Approval> over(Approval approval) {
        var noun = approval.act().noun();
        var again = " Ask for it again with " + approval.act().asking() + ".";
        return switch (approval.state()) {
            case OPEN -> null;
            case APPROVED -> new Step.NotNow<>("already-approved", approval.approvedBy() == null
                    ? "The " + noun + " was approved."
                    : "The " + noun + " was approved by " + approval.approvedBy().name() + " at "
                            + approval.approvedAt() + ".");
            case LAPSED -> new Step.NotNow<>("lapsed", "The " + noun + " lapsed at " + approval.lapsesAt()
                    + ", 72 hours after it was asked for." + again);
            case WITHDRAWN -> new Step.NotNow<>("withdrawn",
                    "The " + noun + " was withdrawn at " + approval.withdrawnAt() + "." + again);
        };
    }

    /// Takes back what is open. It stays on record, with the reason.
    ///
    /// @return empty when there is no such approval
    @Transactional
    public Optional<Step<Approval>> withdraw(Actor actor, Act act, UUID id, @Nullable String reason) {
        var said = said("reason", reason);
        return rows.locked(act, id).map(row -> {
            var now = now();
            var approval = row.facts(now);
            if (!row.wasRequestedBy(actor)) {
                return new Step.NotNow<>("other-person", "Only " + approval.requestedBy().name()
                        + ", who asked for this " + approval.act().noun()
                        + ", withdraws it. What nobody approves lapses at " + approval.lapsesAt() + ".");
            }
            var over = over(approval);
            if (over != null) {
                return over;
            }
            row.withdraw(said, now);
            return new Step.Done<>(row.facts(now));
        });
    }

    /// Those about a subject that may still be approved, or were and are not made; newest first.
    @Transactional
    public List<Approval> pending(Act act, String subject) {
        var now = now();
        return rows.about(act, subject).stream()
                .map(row -> row.facts(now))
                .filter(approval -> !approval.isMade()
                        && (approval.state() == State.OPEN || approval.state() == State.APPROVED))
                .toList();
    }

    @Transactional
    public Optional<Approval> find(UUID id) {
        return rows.findByIdOptional(id).map(row -> row.facts(now()));
    }

    @Transactional
    public Optional<Approval> find(Act act, UUID id) {
        return rows.with(act, id).map(row -> row.facts(now()));
    }

    /// What was asked for, newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    @Transactional
    public List<Approval> list(Set<Act> acts, Set<State> states, @Nullable UUID before, int limit) {
        var now = now();
        return rows.newestFirst(acts, states, now, before == null ? LAST_ID : before, limit).stream()
                .map(row -> row.facts(now))
                .toList();
    }

    /// As exact as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
