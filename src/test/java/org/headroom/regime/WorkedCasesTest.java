package org.headroom.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.headroom.law.Findings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the `cases.yaml` beside each regime.
class WorkedCasesTest {

    static final List<Regime> REGIMES = Shelf.read(null);

    static final WorkedCases LAW = new WorkedCases(REGIMES);

    @TestFactory
    List<DynamicTest> the_law_says_what_its_worked_examples_say() {
        var tests = new ArrayList<DynamicTest>();
        for (var one : cases()) {
            tests.add(dynamicTest(one.regime() + ": " + one.name(), () ->
                    assertThat(LAW.contradictions(one)).isEmpty()));
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
            var name = regime.id() + "/" + WorkedCases.FILE;
            cases.addAll(WorkedCases.read(regime.id(), name, Shelf.resource(name), findings));
        }
        findings.refuseIfAny();
        return cases;
    }
}
