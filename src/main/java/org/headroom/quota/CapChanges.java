package org.headroom.quota;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approval.State;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.ledger.Balance;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to changes of caps. One person asks, another approves what was shown; then the ledger posts it.
@ApplicationScoped
public class CapChanges {

    private static final BigDecimal CAP_MAX = new BigDecimal("10000000000000000");

    private final Approvals approvals;
    private final Quotas quotas;
    private final Ledger ledger;
    private final Clock clock;

    CapChanges(Approvals approvals, Quotas quotas, Ledger ledger, Clock clock) {
        this.approvals = approvals;
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
    public Step<CapChange> request(Actor actor, Request typed) {
        var quota = Approvals.said("quota", typed.quota());
        var reason = Approvals.said("reason", typed.reason());
        var citation = Approvals.said("citation", typed.citation());
        var cap = cap(typed.cap());
        var account = quotas.account(quota)
                .orElseThrow(() -> InvalidInput.of("quota", "unknown-quota",
                        "There is no quota '" + quota + "'. GET /api/v1/quotas lists those in use."));
        var closings = quotas.closingsOf(List.of(quota));
        if (!closings.isEmpty()) {
            return new Step.NotNow<>("period-closed", Closings.refusal(closings));
        }
        var balance = ledger.balance(quota);
        if (balance.map(Balance::ratio).isPresent()) {
            throw InvalidInput.of("quota", "ratio",
                    "The cap of '" + quota + "' follows another quota; change the regime, not the cap.");
        }
        var before = balance.isPresent() ? balance.get().cap() : account.cap();
        var shown = new CapChange.Shown(quota, before, cap, reason, citation);
        return new Step.Done<>(CapChange.of(approvals.ask(actor, Act.CAP_CHANGE, quota, shown)));
    }

    /// A change that was made.
    ///
    /// @param crossings what it caused
    public record Made(CapChange change, List<Crossing> crossings) {}

    /// Approves and makes a change. One that was approved and not made, since the service stopped, is made.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such change
    public Optional<Step<Made>> approve(Actor actor, UUID id, @Nullable String digest) {
        return approvals.approve(actor, Act.CAP_CHANGE, id, digest).map(step -> step.then(this::made));
    }

    private Step<Made> made(Approval approval) {
        var approver = Objects.requireNonNull(approval.approvedBy());
        return switch (ledger.post(posting(CapChange.of(approval), approver))) {
            case PostingOutcome.Posted posted -> made(approval, posted.number());
            case PostingOutcome.AlreadyPosted(var there) -> made(approval, there);
            case PostingOutcome.PeriodClosed(var closings) -> // it stays approved
                new Step.NotNow<>("period-closed", Closings.refusal(closings));
            case PostingOutcome.NameTaken(var name, var there) ->
                throw new IllegalStateException("Posting " + there + " has the name " + name);
            case PostingOutcome.Refused refused ->
                throw new IllegalStateException("A change of a cap cannot lack room");
        };
    }

    private Step<Made> made(Approval approval, long number) {
        var made = approvals.made(Act.CAP_CHANGE, approval.id(), number);
        var posting = ledger.posting(number).orElseThrow();
        return new Step.Done<>(new Made(CapChange.of(made), ledger.outcome(posting.id()).crossings()));
    }

    /// Takes back a change that is open. It stays on record, with the reason.
    ///
    /// @return empty when there is no such change
    public Optional<Step<CapChange>> withdraw(Actor actor, UUID id, @Nullable String reason) {
        return approvals.withdraw(actor, Act.CAP_CHANGE, id, reason)
                .map(step -> step.then(approval -> new Step.Done<>(CapChange.of(approval))));
    }

    private PostingRequest posting(CapChange change, Actor approver) {
        var now = clock.instant();
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

    public Optional<CapChange> find(UUID id) {
        return approvals.find(Act.CAP_CHANGE, id).map(CapChange::of);
    }

    /// Changes asked for, newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    public List<CapChange> list(Set<State> states, @Nullable UUID before, int limit) {
        return approvals.list(Set.of(Act.CAP_CHANGE), states, before, limit).stream().map(CapChange::of).toList();
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
