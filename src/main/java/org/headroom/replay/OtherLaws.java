package org.headroom.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.headroom.law.BrokenLaw;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.Mode;
import org.headroom.regime.RegimeSource;
import org.headroom.regime.Regimes;
import org.headroom.replay.Scenario.OtherCap;
import org.headroom.replay.Scenario.OtherMode;
import org.headroom.replay.Scenario.OtherText;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// Compiles the law of a scenario, and says what is wrong with it.
@ApplicationScoped
class OtherLaws {

    private static final BigDecimal CAP_MAX = new BigDecimal("99999999999999999999");

    private final Regimes regimes;
    private final RegimeTexts texts;

    OtherLaws(Regimes regimes, RegimeTexts texts) {
        this.regimes = regimes;
        this.texts = texts;
    }

    /// @throws InvalidInput naming each field that is not understood
    OtherLaw of(Scenario scenario) {
        var faults = new ArrayList<Fault>();
        var sources = new LinkedHashMap<String, RegimeSource>();
        regimes.sources().forEach(source -> sources.put(source.regime(), source));
        var reworded = reword(sources, Objects.requireNonNull(scenario.texts()), faults);
        var modes = modes(sources.keySet(), Objects.requireNonNull(scenario.modes()), faults);
        refuseIfAny(faults);
        try {
            var law = Regimes.of(List.copyOf(sources.values()), modes);
            var caps = caps(law, Objects.requireNonNull(scenario.caps()), faults);
            refuseIfAny(faults);
            return new OtherLaw(law, reworded, caps);
        } catch (BrokenLaw broken) {
            throw new InvalidInput(broken.findings().stream()
                    .map(finding -> new Fault("texts", "broken-law", finding.toString()))
                    .toList());
        }
    }

    private static void refuseIfAny(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private Set<String> reword(Map<String, RegimeSource> sources, List<OtherText> others, List<Fault> faults) {
        var groupSets = new HashMap<String, String>();
        sources.values().forEach(source -> groupSets.putAll(source.groupSets()));
        var reworded = new LinkedHashMap<String, RegimeSource>();
        for (int i = 0; i < others.size(); i++) {
            var at = "texts[" + i + "]";
            var other = others.get(i);
            var regime = other.regime() == null ? "" : other.regime();
            var source = source(at, regime, other, groupSets, faults);
            if (source != null && reworded.put(regime, source) != null) {
                faults.add(new Fault(at + ".regime", "once", "Give one text of a regime; '" + regime + "' has two."));
            }
        }
        sources.putAll(reworded);
        return Set.copyOf(reworded.keySet());
    }

    private @Nullable RegimeSource source(
            String at, String regime, OtherText other, Map<String, String> groupSets, List<Fault> faults) {
        var revision = other.revision();
        var text = other.text();
        if ((revision == null) == (text == null)) {
            faults.add(new Fault(at, "one-of", "Give the revision of a text that is kept, or the text of a draft."));
            return null;
        }
        if (text != null) {
            return known(at, regime, !regime.isBlank(), faults)
                    ? new RegimeSource(regime, "", text, groupSets)
                    : null;
        }
        if (!known(at, regime, regimes.isKnown(regime), faults)) {
            return null;
        }
        var kept = texts.kept(regime, String.valueOf(revision)).orElse(null);
        if (kept == null) {
            faults.add(new Fault(at + ".revision", "unknown-revision", "No text of " + regime + " has the revision '"
                    + revision + "'. Kept are: " + String.join(", ", texts.revisions(regime)) + "."));
        }
        return kept;
    }

    private static boolean known(String at, String regime, boolean isKnown, List<Fault> faults) {
        if (!isKnown) {
            faults.add(new Fault(at + ".regime", "unknown-regime",
                    "There is no regime '" + regime + "'. GET /api/v1/regimes lists them."));
        }
        return isKnown;
    }

    /// Those of now, with the scenario's; a draft of a regime that is not here has its own.
    private Map<String, Mode> modes(Set<String> known, List<OtherMode> others, List<Fault> faults) {
        var modes = new LinkedHashMap<String, Mode>();
        known.stream().filter(regimes::isKnown).forEach(regime -> modes.put(regime, regimes.mode(regime)));
        for (int i = 0; i < others.size(); i++) {
            var at = "modes[" + i + "]";
            var other = others.get(i);
            var regime = other.regime() == null ? "" : other.regime();
            var mode = Arrays.stream(Mode.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(other.mode()))
                    .findFirst();
            if (mode.isEmpty()) {
                faults.add(new Fault(at + ".mode", "unknown-word", "Say enforce, monitor or off."));
            } else if (known(at, regime, known.contains(regime), faults)) {
                modes.put(regime, mode.get());
            }
        }
        return modes;
    }

    private static Map<String, BigDecimal> caps(Regimes law, List<OtherCap> others, List<Fault> faults) {
        var caps = new HashMap<String, BigDecimal>();
        for (int i = 0; i < others.size(); i++) {
            var at = "caps[" + i + "]";
            var quota = others.get(i).quota() == null ? "" : String.valueOf(others.get(i).quota());
            var cap = others.get(i).cap();
            var parts = quota.split(":");
            if (parts.length < 2 || law.rule(parts[0], parts[1]).isEmpty()) {
                faults.add(new Fault(at + ".quota", "unknown-quota", "There is no quota rule '" + quota + "' in the"
                        + " scenario's law. Give the id of a quota, or a rule as regime:rule."));
            } else if (cap == null || cap.signum() < 0 || cap.compareTo(CAP_MAX) > 0
                    || cap.stripTrailingZeros().scale() > 2) {
                faults.add(new Fault(at + ".cap", "range", "Give the cap with two decimals at most, from 0 on."));
            } else if (caps.put(quota, cap) != null) {
                faults.add(new Fault(at + ".quota", "once", "Give one cap of '" + quota + "'."));
            }
        }
        return caps;
    }
}
