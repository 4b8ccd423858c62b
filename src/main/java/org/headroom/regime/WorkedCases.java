package org.headroom.regime;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.CountingEvent;
import org.jspecify.annotations.Nullable;

/// The worked examples beside a regime: what they say must be what the law comes to.
final class WorkedCases {

    static final String FILE = "cases.yaml";

    private final List<Regime> law;
    private final Map<List<Object>, List<Regime>> otherwise = new HashMap<>();

    /// @param law all regimes, as they are read together
    WorkedCases(List<Regime> law) {
        this.law = law;
    }

    /// Reads a file of examples; mistakes go to the findings, and the result must then not be used.
    static List<WorkedCase> read(String regime, String name, String text, Findings findings) {
        return WorkedCase.read(regime, Section.read(name, text, findings));
    }

    /// Reports each example that the law contradicts, at its name.
    void check(List<WorkedCase> cases) {
        for (var one : cases) {
            for (var reason : contradictions(one)) {
                one.at().report("name", "the law contradicts the example '" + one.name() + "': " + reason);
            }
        }
    }

    /// What the law says otherwise, or what the example reads that is not there.
    List<String> contradictions(WorkedCase one) {
        var unknown = unknown(one);
        return unknown.isEmpty() ? contradictions(one, new Regimes(read(one), one.modes(), Map::of)) : unknown;
    }

    private List<String> unknown(WorkedCase one) {
        var reasons = new ArrayList<String>();
        var regime = law.stream().filter(each -> each.id().equals(one.regime())).findFirst().orElseThrow();
        one.otherwise().switches().forEach((name, option) -> {
            var known = regime.switches().get(name);
            if (known == null || !known.options().contains(option)) {
                reasons.add("the regime has no switch '" + name + "' with the option '" + option + "'");
            }
        });
        var named = regime.parties().stream().map(NamedParty::id).toList();
        one.otherwise().named().keySet().stream().filter(id -> !named.contains(id)).forEach(id ->
                reasons.add("the regime names no party '" + id + "'"));
        var ids = law.stream().map(Regime::id).toList();
        one.modes().keySet().stream().filter(id -> !ids.contains(id)).forEach(id ->
                reasons.add("there is no regime '" + id + "' that could have a mode"));
        return reasons;
    }

    private List<Regime> read(WorkedCase one) {
        if (one.otherwise().equals(Otherwise.NOT)) {
            return law;
        }
        return otherwise.computeIfAbsent(List.of(one.regime(), one.otherwise()), key -> law.stream()
                .map(regime -> regime.id().equals(one.regime())
                        ? Shelf.reread(regime.source(), one.otherwise())
                        : regime)
                .toList());
    }

    private static List<String> contradictions(WorkedCase one, Regimes regimes) {
        var reasons = new ArrayList<String>();
        var answer = regimes.determine(one.facts());
        var expected = one.expected();
        var finding = answer.findings().stream()
                .filter(each -> each.regime().equals(one.regime()))
                .findFirst();
        compare(reasons, "verdict", expected.verdict(), answer.verdict().name());
        var authorization = String.valueOf(answer.authorization());
        if (expected.authorization() != null && !authorization.startsWith(expected.authorization())) {
            compare(reasons, "authorization", expected.authorization(), authorization);
        }
        if (expected.because() != null && !answer.because().contains(expected.because())) {
            compare(reasons, "because", expected.because(), answer.because());
        }
        compare(reasons, "review", expected.review(), finding.map(Determination.Finding::reviewPolicy).orElse(null));
        compare(reasons, "posture", expected.posture(), finding.map(Determination.Finding::posture).orElse(null));
        compare(reasons, "charges", expected.charges(), amounts(answer.charges(), one.regime()));
        compare(reasons, "licensed", expected.licensed(),
                amounts(regimes.charges(one.facts(), CountingEvent.LICENSED), one.regime()));
        var notices = answer.notices().stream().map(Determination.Step::rule).toList();
        expected.notices().stream().filter(notice -> !notices.contains(notice)).forEach(notice ->
                reasons.add("it has no notice " + notice));
        expected.noNotices().stream().filter(notices::contains).forEach(notice ->
                reasons.add("it has the notice " + notice));
        return reasons;
    }

    private static void compare(
            List<String> reasons, String what, @Nullable Object expected, @Nullable Object found) {
        if (expected != null && !Objects.equals(expected, found)) {
            reasons.add(what + " is to be " + expected + ", and is " + found);
        }
    }

    private static Map<String, BigDecimal> amounts(List<Charge> charges, String regime) {
        var amounts = new LinkedHashMap<String, BigDecimal>();
        for (var charge : charges) {
            if (charge.quota().regime().equals(regime)) {
                amounts.put(charge.quota().id(), charge.amount().stripTrailingZeros());
            }
        }
        return amounts;
    }
}
