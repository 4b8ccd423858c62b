package org.headroom.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.CountingEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the `cases.yaml` beside each regime.
class WorkedCasesTest {

    static final List<Regime> REGIMES = Shelf.read(null);

    static final Map<List<Object>, List<Regime>> OTHERWISE = new ConcurrentHashMap<>();

    @TestFactory
    List<DynamicTest> the_law_says_what_its_worked_examples_say() {
        var tests = new ArrayList<DynamicTest>();
        for (var one : cases()) {
            tests.add(dynamicTest(one.regime() + ": " + one.name(), () -> check(one)));
        }
        return tests;
    }

    @Test
    void there_are_worked_examples_for_every_regime() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(cases()).extracting(WorkedCase::regime).containsAll(REGIMES.stream().map(Regime::id).toList());
    }

    private static List<WorkedCase> cases() {
        var findings = new Findings();
        var cases = new ArrayList<WorkedCase>();
        for (var regime : REGIMES) {
            var name = regime.id() + "/cases.yaml";
            cases.addAll(WorkedCase.read(regime.id(), Section.read(name, Shelf.resource(name), findings)));
        }
        findings.refuseIfAny();
        return cases;
    }

    /// The shipped law, or with the case's regime read another way, as a deployment would: by a copy of its file.
    private static List<Regime> read(WorkedCase one) {
        if (one.switches().isEmpty() && one.named().isEmpty()) {
            return REGIMES;
        }
        return OTHERWISE.computeIfAbsent(List.of(one.regime(), one.switches(), one.named()), key -> {
            var text = Shelf.resource(one.regime() + "/regime.yaml");
            for (var turned : one.switches().entrySet()) {
                text = replaced(text, "(?m)^(  " + turned.getKey() + ":\\n    options: .*\\n    default: )\\S+$",
                        turned.getValue());
            }
            for (var party : one.named().entrySet()) {
                text = replaced(text, "(?m)^(  " + party.getKey() + ":\\n    title: .*\\n    citation: .*\\n    ids: )"
                        + "\\S.*$", "[" + party.getValue() + "]");
            }
            return copied(one.regime(), text);
        });
    }

    private static String replaced(String text, String place, String by) {
        var changed = text.replaceFirst(place, "$1" + Matcher.quoteReplacement(by));
        assertThat(changed).as(place).isNotEqualTo(text);
        return changed;
    }

    private static List<Regime> copied(String regime, String text) {
        try {
            var folder = Files.createTempDirectory("regimes");
            Files.writeString(Files.createDirectory(folder.resolve(regime)).resolve("regime.yaml"), text);
            return Shelf.read(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void check(WorkedCase one) {
        var regimes = new Regimes(read(one), one.modes(), Map::of);
        var answer = regimes.determine(one.facts());
        var expected = one.expected();

        if (expected.verdict() != null) {
            assertThat(answer.verdict().name()).as(answer.because()).isEqualTo(expected.verdict());
        }
        if (expected.authorization() != null) {
            assertThat(answer.authorization()).as(answer.because()).isNotNull();
            assertThat(String.valueOf(answer.authorization())).startsWith(expected.authorization());
        }
        if (expected.because() != null) {
            assertThat(answer.because()).contains(expected.because());
        }
        var finding = answer.findings().stream()
                .filter(each -> each.regime().equals(one.regime()))
                .findFirst()
                .orElse(null);
        if (expected.review() != null) {
            assertThat(finding).isNotNull().extracting("reviewPolicy").isEqualTo(expected.review());
        }
        if (expected.posture() != null) {
            assertThat(finding).isNotNull().extracting("posture").isEqualTo(expected.posture());
        }
        if (expected.charges() != null) {
            assertThat(amounts(answer.charges(), one.regime())).isEqualTo(expected.charges());
        }
        if (expected.licensed() != null) {
            assertThat(amounts(regimes.charges(one.facts(), CountingEvent.LICENSED), one.regime()))
                    .isEqualTo(expected.licensed());
        }
        var notices = answer.notices().stream().map(Determination.Step::rule).toList();
        assertThat(notices).containsAll(expected.notices()).doesNotContainAnyElementsOf(expected.noNotices().isEmpty()
                ? List.of("none") : expected.noNotices());
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
