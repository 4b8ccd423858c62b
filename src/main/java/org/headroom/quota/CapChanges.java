package org.headroom.quota;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.Balance;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.quota.CapChange.State;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to changes of caps. One person asks, another approves what was shown; then the ledger posts it.
@ApplicationScoped
public class CapChanges {

    private static final int TEXT_MAX = 1_000;
    private static final BigDecimal CAP_MAX = new BigDecimal("10000000000000000");
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final CapChangeRows rows;
    private final Quotas quotas;
    private final Ledger ledger;
    private final Clock clock;

    CapChanges(CapChangeRows rows, Quotas quotas, Ledger ledger, Clock clock) {
        this.rows = rows;
        this.quotas = quotas;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What is asked for, as typed.
    ///
    /// @param cap the new cap, an exact decimal in the quota's unit
    /// @param citation the decision or document that changes it
    public record Request(
            @Nullable String quota, @Nullable String cap, @Nullable String reason, @Nullable String citation) {}

    /// Asks for a change. Nothing changes until another person approves it.
    ///
    /// @throws InvalidInput when the quota is not known, or the cap is not one
    @Transactional
    public CapChange request(Actor actor, Request typed) {
        var quota = text("quota", typed.quota());
        var reason = text("reason", typed.reason());
        var citation = text("citation", typed.citation());
        var cap = cap(typed.cap());
        var account = quotas.account(quota)
                .orElseThrow(() -> InvalidInput.of("quota", "unknown-quota",
                        "There is no quota '" + quota + "'. GET /api/v1/quotas lists those in use."));
        var balance = ledger.balance(quota);
        if (balance.map(Balance::ratio).isPresent()) {
            throw InvalidInput.of("quota", "ratio",
                    "The cap of '" + quota + "' follows another quota; change the regime, not the cap.");
        }
        var before = balance.isPresent() ? balance.get().cap() : account.cap();
        var now = now();
        var id = Ids.next(now);
        var shown = List.of(id, quota, before == null ? "none" : before, cap, reason, citation);
        var row = new CapChangeRow(id, quota, before, cap, reason, citation,
                HexFormat.of().formatHex(Json.digest(shown)), actor, now);
        rows.persist(row);
        return row.facts(now);
    }

    /// What became of an approval or a withdrawal.
    public sealed interface Step {
        /// @param crossings what it caused
        record Done(CapChange change, List<Crossing> crossings) implements Step {}

        /// @param rule a stable word, for example `same-person`
        record NotNow(String rule, String because) implements Step {}
    }

    /// Approves and makes a change. One that was approved and not made, since the service stopped, is made.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such change
    public Optional<Step> approve(Actor actor, UUID id, @Nullable String digest) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> rows.locked(id).map(row -> approved(row, actor, digest)))
                .map(step -> step instanceof Step.Done ? made(id) : step);
    }

    /// Notes the approval before anything is posted, so that what was posted was never withdrawn and has not lapsed.
    private Step approved(CapChangeRow row, Actor actor, @Nullable String digest) {
        var now = now();
        var change = row.facts(now);
        if (row.wasRequestedBy(actor)) {
            return new Step.NotNow("same-person", "You asked for this change; another person approves it.");
        }
        var over = over(change);
        if (over != null && (change.state() != State.APPROVED || change.posting() != null)) {
            return over;
        }
        if (!change.digest().equals(digest)) {
            return new Step.NotNow("digest",
                    "Send the digest of the change that you were shown; GET /api/v1/caps/changes shows it.");
        }
        if (over == null) {
            row.approve(actor, now);
        }
        return new Step.Done(change, List.of());
    }

    /// Why nothing more can be done; null for a change that is open.
    private static Step.@Nullable NotNow over(CapChange change) {
        return switch (change.state()) {
            case OPEN -> null;
            case APPROVED -> new Step.NotNow("already-approved", change.posting() == null
                    ? "The change was approved by " + change.approvedBy() + "."
                    : "The change was made by posting " + change.posting() + ".");
            case LAPSED -> new Step.NotNow("lapsed", "The change lapsed at " + change.lapsesAt()
                    + ", 72 hours after it was asked for. Ask for it again with POST /api/v1/caps/changes.");
            case WITHDRAWN -> new Step.NotNow("withdrawn", "The change was withdrawn at " + change.withdrawnAt()
                    + ". Ask for it again with POST /api/v1/caps/changes.");
        };
    }

    private Step made(UUID id) {
        var approved = QuarkusTransaction.joiningExisting().call(() -> rows.findById(id));
        var number = switch (ledger.post(posting(approved.facts(now()), approved.approver()))) {
            case PostingOutcome.Posted posted -> posted.number();
            case PostingOutcome.AlreadyPosted(var there) -> there;
            case PostingOutcome.NameTaken(var name, var there) ->
                throw new IllegalStateException("Posting " + there + " has the name " + name);
            case PostingOutcome.Refused refused ->
                throw new IllegalStateException("A change of a cap cannot lack room");
        };
        var made = QuarkusTransaction.joiningExisting().call(() -> {
            var row = rows.locked(id).orElseThrow();
            row.make(number);
            return row.facts(now());
        });
        var posting = ledger.posting(number).orElseThrow();
        return new Step.Done(made, ledger.outcome(posting.id()).crossings());
    }

    /// Takes back a change that is open. It stays on record, with the reason.
    ///
    /// @return empty when there is no such change
    @Transactional
    public Optional<Step> withdraw(Actor actor, UUID id, @Nullable String because) {
        var reason = text("reason", because);
        return rows.locked(id).map(row -> {
            var now = now();
            var change = row.facts(now);
            if (!row.wasRequestedBy(actor)) {
                return new Step.NotNow("other-person", "Only " + change.requestedBy()
                        + ", who asked for this change, withdraws it. What nobody approves lapses at "
                        + change.lapsesAt() + ".");
            }
            var over = over(change);
            if (over != null) {
                return over;
            }
            row.withdraw(reason, now);
            return new Step.Done(row.facts(now), List.of());
        });
    }

    private PostingRequest posting(CapChange change, Actor approver) {
        var now = now();
        var account = quotas.account(change.quota()).orElseThrow();
        var line = new PostingRequest.Line(account, BigDecimal.ZERO, BigDecimal.ZERO, true, change.capAfter());
        return new PostingRequest(
                Ids.next(now),
                PostingKind.CAP_CHANGE,
                approver,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                List.of("cap-change:" + change.id()),
                Json.digest(change.digest()),
                new PostingRequest.About(
                        null, change.reason(), change.id(), null, null, account.destination(), null, null, null),
                Json.write(change),
                List.of(line));
    }

    @Transactional
    public Optional<CapChange> find(UUID id) {
        return rows.findByIdOptional(id).map(row -> row.facts(now()));
    }

    /// Changes asked for, newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    @Transactional
    public List<CapChange> list(Set<State> states, @Nullable UUID before, int limit) {
        var now = now();
        return rows.newestFirst(states, now, before == null ? LAST_ID : before, limit).stream()
                .map(row -> row.facts(now))
                .toList();
    }

    /// As exact as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String text(String field, @Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > TEXT_MAX) {
            throw InvalidInput.of(field, "required", "Give the " + field + " in 1 to 1,000 characters.");
        }
        return typed.strip();
    }

    private static BigDecimal cap(@Nullable String typed) {
        try {
            var cap = new BigDecimal(typed == null ? "" : typed);
            if (cap.signum() >= 0 && cap.stripTrailingZeros().scale() <= 2 && cap.compareTo(CAP_MAX) <= 0) {
                return cap.setScale(2);
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the other reasons
        }
        throw InvalidInput.of("cap", "range", "'" + typed
                + "' is not a cap. Give a decimal of 0 or more, with at most two decimals, as a string.");
    }
}
