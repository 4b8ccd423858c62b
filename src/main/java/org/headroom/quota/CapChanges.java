package org.headroom.quota;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.ledger.Balance;
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

    private static final int TEXT_MAX = 1_000;
    private static final BigDecimal CAP_MAX = new BigDecimal("10000000000000000");

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
        var now = clock.instant();
        var id = Ids.next(now);
        var shown = List.of(id, quota, before == null ? "none" : before, cap, reason, citation);
        var row = new CapChangeRow(id, quota, before, cap, reason, citation,
                HexFormat.of().formatHex(Json.digest(shown)), actor, now);
        rows.persist(row);
        return row.facts();
    }

    /// What became of an approval.
    public sealed interface Approval {
        record Approved(CapChange change, PostingOutcome.Posted posted) implements Approval {}

        /// @param rule a stable word, for example `same-person`
        record NotApproved(String rule, String because) implements Approval {}
    }

    /// Approves and makes a change.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such change
    public Optional<Approval> approve(Actor actor, UUID id, @Nullable String digest) {
        var change = QuarkusTransaction.joiningExisting().call(() -> rows.findByIdOptional(id)).orElse(null);
        if (change == null) {
            return Optional.empty();
        }
        var now = clock.instant();
        var refusal = refusal(change, actor, digest, now);
        if (refusal != null) {
            return Optional.of(refusal);
        }
        var outcome = ledger.post(posting(change.facts(), actor, now));
        var number = switch (outcome) {
            case PostingOutcome.Posted posted -> posted.number();
            case PostingOutcome.AlreadyPosted(var there) -> there;
            case PostingOutcome.NameTaken(var name, var there) ->
                throw new IllegalStateException("Posting " + there + " has the name " + name);
            case PostingOutcome.Refused refused ->
                throw new IllegalStateException("A change of a cap cannot lack room");
        };
        var made = QuarkusTransaction.joiningExisting().call(() -> {
            var row = rows.findById(id);
            if (!row.isApproved()) {
                row.approve(actor, now, number);
            }
            return row.facts();
        });
        var posting = ledger.posting(number).orElseThrow();
        return Optional.of(new Approval.Approved(made, ledger.outcome(posting.id())));
    }

    private static Approval.@Nullable NotApproved refusal(
            CapChangeRow change, Actor actor, @Nullable String digest, Instant now) {
        var facts = change.facts();
        if (change.wasRequestedBy(actor)) {
            return new Approval.NotApproved("same-person", "You asked for this change; another person approves it.");
        }
        if (change.hasLapsed(now)) {
            return new Approval.NotApproved("lapsed",
                    "The change was asked for more than 72 hours ago and has lapsed; ask for it again.");
        }
        if (change.isApproved()) {
            return new Approval.NotApproved(
                    "already-approved", "The change was made by posting " + facts.posting() + ".");
        }
        if (!facts.digest().equals(digest)) {
            return new Approval.NotApproved("digest",
                    "Send the digest of the change that you were shown; GET /api/v1/caps/changes shows it.");
        }
        return null;
    }

    private PostingRequest posting(CapChange change, Actor actor, Instant now) {
        var account = quotas.account(change.quota()).orElseThrow();
        var line = new PostingRequest.Line(account, BigDecimal.ZERO, BigDecimal.ZERO, true, change.capAfter());
        return new PostingRequest(
                Ids.next(now),
                PostingKind.CAP_CHANGE,
                actor,
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
        return rows.findByIdOptional(id).map(CapChangeRow::facts);
    }

    /// Changes asked for, newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    @Transactional
    public List<CapChange> list(@Nullable UUID before, int limit) {
        return rows.newestFirst(before, limit).stream().map(CapChangeRow::facts).toList();
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
