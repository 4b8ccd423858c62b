package org.headroom.regime;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.headroom.law.Truth;
import org.headroom.regime.Determination.Reading;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.jspecify.annotations.Nullable;

/// The door to the law: what a shipment needs, which quotas it counts in, and what each text says.
///
/// Pure once loaded: under the same modes, the same facts give the same answer. The files are read when the program
/// starts, and a broken one stops it ([org.headroom.law.BrokenLaw] names file, line and reason).
@Startup
@ApplicationScoped
public class Regimes {

    /// Counts only where a quota counts under any authorization.
    private static final Authorization UNAUTHORIZED = new Authorization("UNAUTHORIZED", null);

    private final List<Regime> regimes;
    private final Map<String, Regime> byId = new LinkedHashMap<>();
    private final Map<String, Mode> configured = new LinkedHashMap<>();
    private final ModesSet set;

    @Inject
    Regimes(RegimesConfig config, ModesSet set) {
        this(Shelf.read(config.folder().orElse(null)), config.mode(), set);
    }

    /// @param modes what the deployment does with a regime, by id; one that is left out has its file's mode
    /// @param folder regimes of the deployment's own; null when there are none
    /// @throws org.headroom.law.BrokenLaw when a file has mistakes
    /// @throws IllegalArgumentException when a mode is set for a regime that does not exist
    public Regimes(Map<String, Mode> modes, @Nullable Path folder) {
        this(Shelf.read(folder), modes, Map::of);
    }

    /// @param set the modes that were set since, by id
    Regimes(List<Regime> regimes, Map<String, Mode> modes, ModesSet set) {
        this.regimes = regimes;
        this.set = set;
        for (var regime : regimes) {
            byId.put(regime.id(), regime);
            configured.put(regime.id(), modes.getOrDefault(regime.id(), regime.defaultMode()));
        }
        for (var id : modes.keySet()) {
            if (!byId.containsKey(id)) {
                throw new IllegalArgumentException("headroom.regimes.mode." + id + " is set, but there is no regime '"
                        + id + "'; there are " + String.join(", ", byId.keySet()));
            }
        }
    }

    /// Answers "may this go?". The charges are those of the export itself, and empty unless it may go.
    public Determination determine(Facts facts) {
        var assessments = new ArrayList<Assessment>(regimes.size());
        var findings = new ArrayList<Determination.Finding>(regimes.size());
        for (var regime : regimes) {
            var mode = mode(regime.id());
            if (mode != Mode.OFF) {
                var steps = new Steps.Told();
                var assessment = Assessment.of(regime, mode, facts, other -> isEnforced(other, facts.on()), steps);
                assessments.add(assessment);
                findings.add(assessment.finding(steps.list()));
            }
        }
        var decision = new Decision(facts, assessments);
        var outcome = decision.outcome();
        var authorization = outcome.authorization();
        List<Charge> charges = List.of();
        if (authorization != null) {
            var unknown = unknownQuotas(facts, authorization);
            if (unknown.isEmpty()) {
                charges = charges(facts, CountingEvent.EXPORTED, authorization);
            } else {
                outcome = decision.indeterminate(unknown);
            }
        }
        return new Determination(facts.on(), outcome.verdict(), outcome.authorization(), outcome.because(),
                outcome.nextStep(), charges, decision.notices(outcome), findings,
                reading(facts, Posture::isCodified), reading(facts, Posture::isEnforced));
    }

    /// What [#determine] comes to, and no more: for who asks of a million facts.
    public Answer answer(Facts facts) {
        var assessments = new ArrayList<Assessment>(regimes.size());
        for (var regime : regimes) {
            var mode = mode(regime.id());
            if (mode != Mode.OFF) {
                assessments.add(Assessment.of(
                        regime, mode, facts, other -> isEnforced(other, facts.on()), Steps.UNTOLD));
            }
        }
        var decision = new Decision(facts, assessments);
        var outcome = decision.outcome();
        var authorization = outcome.authorization();
        var unknown = authorization == null ? List.<String>of() : unknownQuotas(facts, authorization);
        if (!unknown.isEmpty()) {
            outcome = decision.indeterminate(unknown);
        }
        var charges = authorization == null || !unknown.isEmpty()
                ? List.<Charge>of()
                : charges(facts, CountingEvent.EXPORTED, authorization);
        return new Answer(outcome.verdict(), outcome.authorization(), outcome.because(), charges);
    }

    /// As in [Determination].
    public record Answer(
            Determination.Verdict verdict,
            @Nullable Authorization authorization,
            String because,
            List<Charge> charges) {}

    /// How [#determine] comes to its answer.
    public Explanation explain(Facts facts) {
        var explainer = new Explainer(facts);
        for (var regime : regimes) {
            var mode = mode(regime.id());
            if (mode != Mode.OFF) {
                var steps = new Explainer.Paragraphed(facts, new ArrayList<>());
                Assessment.of(regime, mode, facts, other -> isEnforced(other, facts.on()), steps);
                explainer.add(regime, mode, regime.standingOn(facts.on()), steps.list());
            }
        }
        var determination = determine(facts);
        for (var charge : determination.charges()) {
            var quota = byId.get(charge.quota().regime()) instanceof Regime regime
                    ? regime.quota(charge.quota().rule())
                    : null;
            if (quota != null) {
                explainer.add(charge, quota);
            }
        }
        return explainer.of(determination);
    }

    /// The texts that were read, in the order of the files.
    public List<RegimeSource> sources() {
        return regimes.stream().map(Regime::source).toList();
    }

    /// Reads texts that were read once before, and only those.
    ///
    /// @param modes by id; one that is left out has its file's mode
    /// @throws org.headroom.law.BrokenLaw when the format has changed since
    public static Regimes of(List<RegimeSource> sources, Map<String, Mode> modes) {
        return new Regimes(Shelf.reread(sources), modes, Map::of);
    }

    /// What the regimes of a kind of posture say together, whatever this deployment does with them.
    private Reading reading(Facts facts, Predicate<Posture> counts) {
        var unclaimed = facts.unclaimed();
        var assessments = new ArrayList<Assessment>(regimes.size());
        for (var regime : regimes) {
            if (counts.test(regime.standingOn(facts.on()))) {
                assessments.add(Assessment.of(regime, Mode.ENFORCE, unclaimed, other -> other != null
                        && byId.get(other) instanceof Regime known && counts.test(known.standingOn(facts.on())),
                        Steps.UNTOLD));
            }
        }
        var outcome = new Decision(unclaimed, assessments).outcome();
        return new Reading(outcome.verdict(), outcome.authorization(), outcome.because());
    }

    /// The quotas that an event counts in, whether or not it was allowed: for granting a license
    /// ([CountingEvent#LICENSED]) and for recording what has happened already.
    ///
    /// The authorization is the claimed one. Where none is claimed, a license is taken for `LICENSED`, and for
    /// any other event what [#determine] would have found. Where a missing figure leaves it open whether a quota
    /// counts the event, it does: a quota must never be undercharged.
    public List<Charge> charges(Facts facts, CountingEvent event) {
        var claimed = facts.claimed();
        if (claimed != null) {
            return charges(facts, event, claimed);
        }
        if (event == CountingEvent.LICENSED) {
            return charges(facts, event, new Authorization(Authorization.LICENSE, null));
        }
        var found = answer(facts).authorization();
        return charges(facts, event, found == null ? UNAUTHORIZED : found);
    }

    /// The quantities, in order and from 1 on, at which what is said of an item may change, all else being equal.
    ///
    /// @param most no quantity above it is asked about
    public SortedSet<Long> steps(Facts.Item item, long most) {
        var steps = new QuantitySteps(item, most);
        for (var regime : regimes) {
            if (mode(regime.id()) != Mode.OFF) {
                regime.requirements().forEach(paragraph -> steps.add(paragraph.when()));
                regime.exceptions().forEach(paragraph -> steps.add(paragraph.when()));
                regime.quotas().forEach(paragraph -> steps.add(paragraph.when()));
            }
        }
        return steps.steps();
    }

    /// All quota rules, in the order of the files; those of regimes that are off too.
    public List<QuotaRule> rules() {
        var rules = new ArrayList<QuotaRule>();
        for (var regime : regimes) {
            regime.quotas().forEach(quota -> rules.add(ruleOf(regime, quota)));
        }
        return List.copyOf(rules);
    }

    public Optional<QuotaRule> rule(String regime, String id) {
        var known = byId.get(regime);
        var quota = known == null ? null : known.quota(id);
        return known == null || quota == null ? Optional.empty() : Optional.of(ruleOf(known, quota));
    }

    /// The cap that the law sets for a quota on the first day of its period on which it counts; empty for a quota no
    /// regime knows.
    public Optional<Cap> cap(QuotaKey key) {
        var first = key.firstDay();
        var quota = quota(key);
        return first == null || quota == null ? Optional.empty() : cap(key, quota.periods().countsFrom(first));
    }

    /// The cap that the law sets for a quota on a day. Only a level has a cap that changes within its period.
    /// Whether the rule counts for that scope at all (for a destination with an exemption, say) is not asked.
    public Optional<Cap> cap(QuotaKey key, LocalDate on) {
        var regime = byId.get(key.regime());
        var quota = quota(key);
        if (regime == null || quota == null || key.scope().size() != quota.dimensions().size()) {
            return Optional.empty();
        }
        var slot = quota.periods().on(on);
        return slot == null || !slot.period().first().equals(key.firstDay())
                ? Optional.empty()
                : Optional.of(Caps.of(regime, quota, slot, key.scope(), on));
    }

    /// The cap that the law sets for a quota on a day, and since when in its period it has been that one. Empty for a
    /// quota no regime knows, and on a day outside its period.
    public Optional<LawfulCap> lawfulCap(QuotaKey key, LocalDate on) {
        var quota = quota(key);
        var period = period(key).orElse(null);
        if (quota == null || period == null || !period.contains(on)) {
            return Optional.empty();
        }
        var since = quota.periods().countsFrom(period.first());
        var cap = cap(key, since);
        for (var day : quota.capDays()) {
            if (day.isAfter(since) && !day.isAfter(on)) {
                var then = cap(key, day);
                since = then.equals(cap) ? since : day;
                cap = then;
            }
        }
        var from = since;
        return cap.map(found -> new LawfulCap(found, from));
    }

    /// The quota rules whose caps change within a period, by what the law says itself.
    public List<QuotaRule> rulesWithMovingCaps() {
        return regimes.stream()
                .flatMap(regime -> regime.quotas().stream()
                        .filter(quota -> !quota.capDays().isEmpty())
                        .map(quota -> ruleOf(regime, quota)))
                .toList();
    }

    /// The period of a quota; empty for a quota no regime knows.
    public Optional<Period> period(QuotaKey key) {
        var quota = quota(key);
        var first = key.firstDay();
        var slot = quota == null || first == null ? null : quota.periods().beginningOn(first);
        return slot == null ? Optional.empty() : Optional.of(slot.period());
    }

    /// All regimes as they stand on the day, in the order of the files.
    public List<RegimeView> on(LocalDate day) {
        return regimes.stream().map(regime -> RegimeView.of(regime, mode(regime.id()), day)).toList();
    }

    public Optional<RegimeView> on(LocalDate day, String id) {
        var regime = byId.get(id);
        return regime == null ? Optional.empty() : Optional.of(RegimeView.of(regime, mode(id), day));
    }

    /// What the deployment does with the regime.
    ///
    /// @throws IllegalArgumentException when there is no such regime
    public Mode mode(String regime) {
        return set.now().getOrDefault(regime, configured(regime));
    }

    /// The mode that the deployment gave it, whatever was set since.
    ///
    /// @throws IllegalArgumentException when there is no such regime
    public Mode configured(String regime) {
        var mode = configured.get(regime);
        if (mode == null) {
            throw new IllegalArgumentException("There is no regime '" + regime + "'");
        }
        return mode;
    }

    /// The modes that were set since the service was configured, by regime: two answers under equal ones are equal.
    public Map<String, Mode> modesSet() {
        return set.now();
    }

    public boolean isKnown(String regime) {
        return byId.containsKey(regime);
    }

    /// The option that a regime's switch stands on; empty when there is no such switch.
    public Optional<String> choice(String regime, String name) {
        var known = byId.get(regime);
        var found = known == null ? null : known.switches().get(name);
        return found == null ? Optional.empty() : Optional.of(found.chosen());
    }

    private boolean isEnforced(@Nullable String other, LocalDate day) {
        var regime = other == null ? null : byId.get(other);
        return regime != null && mode(regime.id()) == Mode.ENFORCE && regime.isCodifiedOn(day);
    }

    private List<Charge> charges(Facts facts, CountingEvent event, Authorization authorization) {
        var charges = new ArrayList<Charge>();
        for (var regime : regimes) {
            var mode = mode(regime.id());
            if (mode == Mode.OFF) {
                continue;
            }
            for (var quota : regime.quotas()) {
                if (quota.counts(facts, event, authorization) != Truth.NO) {
                    addCharge(charges, regime, mode, quota, facts);
                }
            }
        }
        return charges;
    }

    private static void addCharge(
            List<Charge> charges, Regime regime, Mode mode, QuotaParagraph quota, Facts facts) {
        var slot = quota.periods().on(facts.on());
        var amount = quota.amount(facts);
        if (slot == null || amount.signum() == 0) {
            return;
        }
        var scope = quota.scope(facts);
        charges.add(new Charge(
                QuotaKey.of(regime.id(), quota.id(), scope, slot.period()),
                quota.title(), quota.citation(), quota.isBinding() ? mode : Mode.MONITOR, quota.counts(),
                quota.unit(), amount, slot.period(),
                Caps.of(regime, quota, slot, scope, facts.on())));
    }

    /// Capped quotas of enforced regimes of which nobody can say whether they count this export.
    private List<String> unknownQuotas(Facts facts, Authorization authorization) {
        var unknown = new ArrayList<String>();
        for (var regime : regimes) {
            if (mode(regime.id()) != Mode.ENFORCE) {
                continue;
            }
            for (var quota : regime.quotas()) {
                var slot = quota.periods().on(facts.on());
                if (slot != null && quota.isBinding() && !(slot.cap() instanceof CapText.None)
                        && quota.counts(facts, CountingEvent.EXPORTED, authorization) == Truth.UNKNOWN) {
                    unknown.add("whether " + quota.title() + " counts it: " + quota.when().tell(facts));
                }
            }
        }
        return unknown;
    }

    private QuotaRule ruleOf(Regime regime, QuotaParagraph quota) {
        return new QuotaRule(regime.id(), quota.id(), quota.title(), quota.citation(), quota.unit(),
                quota.scopeWords(), quota.counts(), mode(regime.id()), quota.disclosure(),
                quota.bases(), quota.kind(), quota.keepsReturns());
    }

    private @Nullable QuotaParagraph quota(QuotaKey key) {
        var regime = byId.get(key.regime());
        return regime == null ? null : regime.quota(key.rule());
    }
}
