package org.headroom.web;

import java.util.List;
import org.headroom.regime.Determination;
import org.headroom.regime.Explanation;
import org.headroom.regime.Mode;

/// What one regime said of a shipment, as people read it: each step with its citation.
///
/// @param standing how the regime stood, and what it does here
record Law(String title, String standing, List<Step> steps) {

    /// @param text what came of it
    record Step(String text, String citation) {}

    static List<Law> of(Explanation explanation) {
        return explanation.regimes().stream()
                .filter(regime -> !regime.paragraphs().isEmpty())
                .map(regime -> new Law(regime.title(), standing(regime.posture(), regime.mode()),
                        regime.paragraphs().stream().map(each -> new Step(each.text(), each.citation())).toList()))
                .toList();
    }

    /// As it was kept with the posting, where the text is not.
    static List<Law> of(Determination determination) {
        return determination.findings().stream()
                .filter(finding -> !finding.steps().isEmpty())
                .map(finding -> new Law(finding.regime(), standing(finding.posture(), finding.mode()),
                        steps(finding.steps())))
                .toList();
    }

    static List<Step> steps(List<Determination.Step> steps) {
        return steps.stream().map(step -> new Step(step.text(), step.citation())).toList();
    }

    private static String standing(String posture, Mode mode) {
        var stood = posture.equals("announced-unenforced")
                ? "codified, and announced that it is not enforced"
                : posture.replace('-', ' ');
        return "On that day %s. Here: %s.".formatted(stood, switch (mode) {
            case ENFORCE -> "enforced";
            case MONITOR -> "monitored, so it refuses nothing";
            case OFF -> "off";
        });
    }
}
