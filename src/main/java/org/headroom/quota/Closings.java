package org.headroom.quota;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.ledger.Closing;
import org.headroom.ledger.PeriodChange;
import org.headroom.ledger.Periods;
import org.headroom.ledger.Periods.Holder;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.RulePeriod;
import org.jspecify.annotations.Nullable;

/// The door to closings of periods. One person closes a period of a quota rule that has ended, which only takes away;
/// one person asks for a reopening and another approves it.
@ApplicationScoped
public class Closings {

    private static final int TOLD_MAX = 10;

    private final Periods periods;
    private final Approvals approvals;
    private final Regimes regimes;
    private final Clock clock;

    Closings(Periods periods, Approvals approvals, Regimes regimes, Clock clock) {
        this.periods = periods;
        this.approvals = approvals;
        this.regimes = regimes;
        this.clock = clock;
    }

    /// A period to close or to reopen, as typed.
    ///
    /// @param period its first day, as the ids of its quotas have it
    public record PeriodRequest(
            @Nullable String regime, @Nullable String rule, @Nullable String period, @Nullable String reason) {}

    /// What both persons see of a reopening.
    record Shown(
            String regime, String rule, LocalDate first, LocalDate last, Instant closedSince, String closedBecause,
            String reason) {}

    /// Why nothing was posted, and what to do.
    ///
    /// @param closings at least one
    public static String refusal(List<Closing> closings) {
        return closings.stream().map(Closing::text).collect(Collectors.joining(" ")) + " Nothing is posted in it:"
                + " ask a regulator to reopen it; goods that have left are recorded with"
                + " POST /api/v1/shipments/record.";
    }

    /// Closes a period from the next posting on.
    ///
    /// @throws InvalidInput when there is no such period, or the reason is missing
    public Step<PeriodChange> close(Actor actor, PeriodRequest typed) {
        var period = period(typed);
        var reason = Approvals.said("reason", typed.reason());
        var now = now();
        var last = lastDay(period);
        if (last == null || !LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(last)) {
            return new Step.NotNow<>("period-not-over", last == null
                    ? "The period " + period.id() + " has no last day, so it is never closed."
                    : "The period " + period.id() + " ends on " + last + ". Close it from the day after on.");
        }
        Step<PeriodChange> step = QuarkusTransaction.requiringNew().call(() -> {
            periods.lock();
            var closing = periods.find(period);
            if (closing.isPresent()) {
                return new Step.NotNow<>("period-closed", closing.get().text());
            }
            var holders = periods.holders(period);
            return holders.isEmpty()
                    ? new Step.Done<>(periods.add(new PeriodChange(Ids.next(now), PeriodChange.Act.CLOSED, period,
                            last, 0, reason, actor, now, null)))
                    : new Step.NotNow<>("period-held", held(holders));
        });
        periods.changed();
        return step;
    }

    private static String held(List<Holder> holders) {
        var told = holders.stream().limit(TOLD_MAX).map(holder -> holder.quota() + (holder.application() == null
                ? ""
                : " for the application " + holder.application() + " of " + holder.exporter()));
        return "Quota of the period is reserved: " + told.collect(Collectors.joining(", "))
                + (holders.size() > TOLD_MAX ? ", and more" : "") + ". Have those applications decided, and let"
                + " imports that are being posted come to their end; then close it.";
    }

    /// Asks for a reopening. Nothing changes until another person approves it.
    ///
    /// @throws InvalidInput when there is no such period, or the reason is missing
    public Step<Approval> request(Actor actor, PeriodRequest typed) {
        var period = period(typed);
        var reason = Approvals.said("reason", typed.reason());
        return QuarkusTransaction.joiningExisting().call(() -> {
            var closing = periods.find(period).orElse(null);
            return closing == null
                    ? new Step.NotNow<>("period-open", "The period " + period.id() + " is not closed.")
                    : new Step.Done<>(approvals.ask(actor, Act.REOPENING, period.id(),
                            new Shown(period.regime(), period.rule(), period.first(), closing.last(), closing.since(),
                                    closing.reason(), reason)));
        });
    }

    /// Approves a reopening, which holds from the next posting on.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such reopening
    public Optional<Step<Approval>> approve(Actor actor, UUID id, @Nullable String digest) {
        Optional<Step<Approval>> step = QuarkusTransaction.requiringNew()
                .call(() -> approvals.find(Act.REOPENING, id).flatMap(asked -> reopened(actor, asked, digest)));
        periods.changed();
        return step;
    }

    private Optional<Step<Approval>> reopened(Actor actor, Approval asked, @Nullable String digest) {
        var shown = Json.read(asked.shown(), Shown.class);
        var period = new RulePeriod(shown.regime(), shown.rule(), shown.first());
        periods.lock();
        if (asked.state() == Approval.State.OPEN
                && periods.find(period).filter(now -> now.since().equals(shown.closedSince())).isEmpty()) {
            return Optional.of(new Step.NotNow<>("period-open", "The period " + period.id()
                    + " was reopened since. Where it is closed again, ask again with "
                    + "POST /api/v1/periods/reopenings."));
        }
        return approvals.approve(actor, Act.REOPENING, asked.id(), digest).map(step -> step.then(approval -> {
            periods.add(new PeriodChange(approval.id(), PeriodChange.Act.REOPENED, period, shown.last(), 0,
                    shown.reason(), approval.requestedBy(), Objects.requireNonNull(approval.approvedAt()),
                    approval.approvedBy()));
            return step;
        }));
    }

    /// Takes back a reopening that is open. It stays on record, with the reason.
    ///
    /// @return empty when there is no such reopening
    public Optional<Step<Approval>> withdraw(Actor actor, UUID id, @Nullable String reason) {
        return approvals.withdraw(actor, Act.REOPENING, id, reason);
    }

    /// Closings and reopenings, newest first.
    ///
    /// @param before only those before this one; null begins at the newest
    public List<PeriodChange> list(@Nullable UUID before, int limit) {
        return periods.changes(before, limit);
    }

    private RulePeriod period(PeriodRequest typed) {
        var regime = Approvals.said("regime", typed.regime());
        var rule = Approvals.said("rule", typed.rule());
        if (regimes.rule(regime, rule).isEmpty()) {
            throw InvalidInput.of("rule", "unknown-rule", "There is no quota rule '" + regime + ":" + rule
                    + "'. GET /api/v1/regimes lists them.");
        }
        try {
            var period = new RulePeriod(regime, rule, LocalDate.parse(String.valueOf(typed.period())));
            if (known(period).isPresent()) {
                return period;
            }
        } catch (DateTimeException notADay) {
            // told below, with the days on which no period begins
        }
        throw InvalidInput.of("period", "unknown-period", "No period of " + regime + ":" + rule + " begins on '"
                + typed.period() + "'. Give the first day of one, as the ids of its quotas end with it.");
    }

    private Optional<Period> known(RulePeriod period) {
        return regimes.period(new QuotaKey(period.regime(), period.rule(), List.of(), period.first().toString()));
    }

    private @Nullable LocalDate lastDay(RulePeriod period) {
        return known(period).orElseThrow().last();
    }

    /// As exact as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
