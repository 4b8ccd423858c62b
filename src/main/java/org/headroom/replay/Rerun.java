package org.headroom.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.ledger.Trial;
import org.headroom.ledger.Trial.Reached;
import org.headroom.ledger.Trial.Tried;
import org.headroom.license.License;
import org.headroom.license.LicenseUse;
import org.headroom.license.Licensing;
import org.headroom.regime.Cap;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.replay.Past.Shipped;
import org.headroom.shipment.Frozen;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Posts the book once more under another law, in its order, on accounts in memory.
///
/// What lies outside of the stretch is determined anew too, and charges as a fact, for those goods have left. So does a
/// record. A shipment of the stretch that is stopped charges nothing, nor does what followed it. An import's hold is
/// left out: its rows charge by themselves.
///
/// It keeps what each account holds, the licenses, and a bit for each posting.
final class Rerun {

    private static final String LICENSE = "license";

    private final Scenario scenario;
    private final OtherLaw law;
    private final Regimes regimes;
    private final Bodies bodies;
    private final Trial trial = new Trial(this::opened);
    private final Cases cases;
    private final BitSet stopped = new BitSet();
    private final Map<String, Granted> licenses = new HashMap<>();
    private final Map<UUID, List<Line>> held = new HashMap<>();
    private final Map<String, BigDecimal> capsSet = new HashMap<>();
    private final Set<String> moving = new HashSet<>();
    private LocalDate today = LocalDate.MIN;
    private int licensesRefused;
    private int applicationsRefused;

    /// A license, recorded by the posting with this number.
    private record Granted(License license, long number, boolean isRefused) {}

    /// Where a shipment goes.
    ///
    /// @param lines what it charges; as a fact, where it is stopped
    /// @param stop why it is stopped; null where it may go, as far as the law and the license say
    private record Course(List<Line> lines, @Nullable Changed stop) {}

    /// A shipment of the stretch.
    ///
    /// @param isBreach whether it was recorded over a cap or without an authorization
    /// @param change null where nothing is other
    /// @param reached the levels that it takes quotas to, where it may go
    record Judged(
            String exporter,
            String destination,
            BigDecimal tpp,
            boolean isBreach,
            @Nullable Changed change,
            List<Reached> reached) {}

    Rerun(Scenario scenario, OtherLaw law, Bodies bodies) {
        this.scenario = scenario;
        this.law = law;
        this.regimes = law.regimes();
        this.bodies = bodies;
        this.cases = new Cases(regimes);
    }

    int licensesRefused() {
        return licensesRefused;
    }

    int applicationsRefused() {
        return applicationsRefused;
    }

    /// The next posting in order.
    ///
    /// @return null for what is no shipment of the stretch
    /// @throws Bodies.Unreadable when it cannot be determined anew; it then charges nothing
    @Nullable Judged post(Past past) {
        if (past.recordedOn().isAfter(today)) {
            today = past.recordedOn();
            followMovingCaps();
        }
        switch (past.kind()) {
            case SHIPMENT, RECORD -> {
                return ship(past);
            }
            case REVERSAL, RETURN -> giveBack(past);
            case RECEIPT -> receive(past);
            case ADJUSTMENT -> adjust(past);
            case LICENSE -> grant(past);
            case APPLICATION -> apply(past);
            case DECISION -> trial.post(heldFor(past), true);
            case CAP_CHANGE -> past.capChanges().forEach(this::changeCap);
            case IMPORT, RELEASE -> {
                // its rows charge by themselves
            }
        }
        return null;
    }

    private boolean isAsked(@Nullable String exporter, @Nullable String destination, LocalDate on) {
        return (scenario.exporter() == null || scenario.exporter().equals(exporter))
                && (scenario.destination() == null || scenario.destination().equals(destination))
                && (scenario.from() == null || !on.isBefore(scenario.from()))
                && (scenario.to() == null || !on.isAfter(scenario.to()));
    }

    private boolean isFact(String exporter, Shipped shipped) {
        return shipped.kind() == PostingKind.RECORD
                || !isAsked(exporter, shipped.destination(), shipped.effectiveOn());
    }

    private @Nullable Judged ship(Past past) {
        var exporter = Bodies.needed(past.exporter());
        var shipped = Bodies.needed(past.shipment());
        var frozen = bodies.shipment(exporter, shipped.effectiveOn(), past.body());
        boolean isFact = isFact(exporter, shipped);
        boolean isAsked = isAsked(exporter, shipped.destination(), shipped.effectiveOn());
        var course = course(frozen, shipped, isFact);
        var change = course.stop();
        var reached = List.<Reached>of();
        boolean isPosted = false;
        if (isAsked && change == null) {
            switch (trial.post(course.lines(), false)) {
                case Tried.Admitted(var levels) -> {
                    isPosted = true;
                    reached = levels;
                }
                case Tried.Refused(var shortfalls) -> change = Changed.refused(shortfalls);
            }
        }
        if (!isPosted && isFact) {
            trial.post(course.lines(), true);
        } else if (!isPosted) {
            stopped.set(Math.toIntExact(past.number()));
        }
        boolean isBreach = shipped.kind() == PostingKind.RECORD && (shipped.isBreach() || !frozen.isAuthorized());
        var tpp = frozen.legal().totalTpp().tpp();
        return isAsked ? new Judged(exporter, shipped.destination(), tpp, isBreach, change, reached) : null;
    }

    private Course course(Frozen frozen, Shipped shipped, boolean isFact) {
        var legal = frozen.legal();
        var found = cases.of(legal, today);
        var authorization = found.authorization();
        if (authorization == null) {
            return new Course(isFact ? found.charging() : List.of(), found.stop());
        }
        if (!authorization.isLicense()) {
            return new Course(found.charging(), null);
        }
        var number = String.valueOf(authorization.number());
        var granted = licenses.get(name(legal.exporter(), number));
        if (granted == null || granted.number() > shipped.number()) {
            return new Course(found.charging(), Changed.to(Verdict.NOT_AVAILABLE,
                    legal.exporter() + " held no license " + number + "."));
        }
        if (granted.isRefused()) {
            return new Course(found.charging(), Changed.to(Verdict.LICENSE_REQUIRED,
                    "License " + number + " would not have been granted: a cap has no room for it."));
        }
        var use = Licensing.use(granted.license(), legal.item().device(), legal.quantity(), frozen.valueUsd(),
                legal.destination(), legal.consignee().id(), legal.on());
        return switch (use) {
            case LicenseUse.Unusable(var rule, var because) ->
                new Course(found.charging(), Changed.to(Verdict.NOT_AVAILABLE, because));
            case LicenseUse.Usable(var license, var draws) -> {
                var lines = new ArrayList<>(found.charging());
                lines.addAll(draws);
                yield new Course(lines, null);
            }
        };
    }

    private static String name(@Nullable String exporter, String license) {
        return exporter + "/" + license;
    }

    /// What the shipment charged here, backwards; all of it or the part that came back.
    private void giveBack(Past past) {
        var exporter = Bodies.needed(past.exporter());
        var shipped = Bodies.needed(past.shipment());
        if (stopped.get(Math.toIntExact(shipped.number()))) {
            return;
        }
        var frozen = bodies.shipment(exporter, shipped.effectiveOn(), past.body());
        boolean isAll = past.kind() == PostingKind.REVERSAL;
        var part = BigDecimal.valueOf(Bodies.needed(past.quantity()));
        var whole = BigDecimal.valueOf(frozen.legal().quantity());
        var lines = new ArrayList<Line>();
        for (var line : course(frozen, shipped, past.isAdjusted() || isFact(exporter, shipped)).lines()) {
            if (isAll || comesBack(line.account())) {
                var amount = isAll ? line.charged() : share(line, part, whole);
                lines.add(Line.charge(line.account(), amount.negate(), true));
            }
        }
        trial.post(lines, true);
    }

    private static BigDecimal share(Line line, BigDecimal part, BigDecimal whole) {
        return line.charged().multiply(part).divide(whole, TotalProcessingPerformance.SCALE, RoundingMode.FLOOR);
    }

    /// What is left of the shipment, by corrected facts instead of those before: they are facts here, too.
    private void adjust(Past past) {
        var exporter = Bodies.needed(past.exporter());
        var shipped = Bodies.needed(past.shipment());
        boolean isLicense = shipped.kind() == PostingKind.LICENSE; // which charges by what is known now anyway
        if (isLicense || stopped.get(Math.toIntExact(shipped.number()))) {
            return;
        }
        var before = bodies.shipment(exporter, shipped.effectiveOn(), past.body());
        var after = bodies.shipment(exporter, shipped.effectiveOn(), Bodies.needed(past.adjusted()));
        var left = past.quantity() == null ? BigDecimal.ZERO : BigDecimal.valueOf(past.quantity());
        var whole = BigDecimal.valueOf(before.legal().quantity());
        var lines = new ArrayList<Line>();
        for (var line : course(before, shipped, past.isAdjusted() || isFact(exporter, shipped)).lines()) {
            lines.add(Line.charge(line.account(), left(line, left, whole).negate(), line.binding()));
        }
        for (var line : course(after, shipped, true).lines()) {
            lines.add(Line.charge(line.account(), left(line, left, whole), line.binding()));
        }
        trial.post(lines, true);
    }

    private BigDecimal left(Line line, BigDecimal left, BigDecimal whole) {
        return comesBack(line.account()) ? share(line, left, whole) : line.charged();
    }

    /// What was shipped under a license has used it, whatever comes back.
    private boolean comesBack(AccountSpec account) {
        return regimes.rule(account.regime(), account.rule()).map(rule -> !rule.keepsReturns()).orElse(false);
    }

    private void receive(Past past) {
        var exporter = Bodies.needed(past.exporter());
        var shipped = Bodies.needed(past.shipment());
        if (!stopped.get(Math.toIntExact(shipped.number()))) {
            var legal = bodies.shipment(exporter, shipped.effectiveOn(), past.body()).legal();
            var received = legal.received(past.effectiveOn(), Bodies.needed(past.quantity()),
                    cases.of(legal, today).authorization());
            trial.post(cases.charging(regimes.charges(received, CountingEvent.RECEIVED), today), true);
        }
    }

    private void grant(Past past) {
        var givenBack = heldFor(past);
        var license = bodies.license(past.body());
        var name = name(past.exporter(), license.number());
        licenses.put(name, new Granted(license, past.number(), false));
        var lines = new ArrayList<>(givenBack);
        lines.addAll(cases.charging(bodies.charges(license, past.effectiveOn(), regimes), today));
        boolean isFact = !isAsked(past.exporter(), past.destination(), past.effectiveOn());
        if (trial.post(lines, isFact) instanceof Tried.Refused) {
            licensesRefused++;
            licenses.put(name, new Granted(license, past.number(), true));
            trial.post(givenBack, true);
        }
    }

    private void apply(Past past) {
        var exporter = Bodies.needed(past.exporter());
        var charges = bodies.charges(exporter, past.body(), past.effectiveOn(), regimes);
        var lines = cases.charging(charges, today).stream()
                .map(line -> Line.reserve(line.account(), line.charged(), line.binding()))
                .toList();
        boolean isFact = !isAsked(exporter, past.destination(), past.effectiveOn());
        if (trial.post(lines, isFact) instanceof Tried.Refused) {
            applicationsRefused++;
        } else {
            held.put(Bodies.needed(past.subject()), lines);
        }
    }

    /// What gives back what the application holds here.
    private List<Line> heldFor(Past past) {
        var lines = past.subject() == null ? null : held.remove(past.subject());
        return lines == null ? List.of() : lines.stream()
                .map(line -> Line.reserve(line.account(), line.reserved().negate(), true))
                .toList();
    }

    private void changeCap(Past.CapChange change) {
        if (change.cap() != null && law.keepsCapChanges(change.account())) {
            capsSet.put(change.account(), change.cap());
            trial.cap(change.account(), change.cap());
        }
    }

    private AccountSpec opened(AccountSpec asked) {
        var key = asked.key();
        if (asked.regime().equals(LICENSE)) {
            return asked;
        }
        var other = law.cap(key);
        if (other != null) {
            return OtherLaw.with(asked, other);
        }
        var set = asked.ratio() == null ? capsSet.get(key) : null;
        if (set != null) {
            return OtherLaw.with(asked, set);
        }
        if (law.reworded().contains(asked.regime()) && isMoving(asked)) {
            moving.add(key);
        }
        return asked;
    }

    private boolean isMoving(AccountSpec account) {
        return regimes.rulesWithMovingCaps().stream()
                .map(QuotaRule::id)
                .anyMatch(rule -> rule.equals(account.rule()));
    }

    /// In the ledger, caps that the law moves by the day are moved by postings; a text that was not in force had none.
    private void followMovingCaps() {
        for (var key : moving) {
            if (regimes.cap(QuotaKey.parse(key), today).orElse(null) instanceof Cap.Fixed(var amount)) {
                trial.cap(key, amount);
            }
        }
    }
}
