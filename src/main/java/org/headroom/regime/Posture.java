package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;

/// How a regime stands from a day on.
///
/// @param is `codified`, `enforced`, `announced-unenforced`, `proposed`, `house-rule` (a deployment's own rule,
///     no law) or `withdrawn`
/// @param source where that is published
/// @param note a sentence to show beside every answer; empty when there is none
public record Posture(LocalDate from, String is, String source, String note) {

    static final List<String> WORDS =
            List.of("codified", "enforced", "announced-unenforced", "proposed", "house-rule", "withdrawn");

    static final String NOT_IN_FORCE = "not-in-force";

    /// Whether the text stands in the code of law, enforced or not.
    boolean isCodified() {
        return is.equals("codified") || is.equals("enforced") || is.equals("announced-unenforced");
    }

    /// Whether those who enforce it say that they do.
    boolean isEnforced() {
        return is.equals("enforced");
    }

    boolean isInForce() {
        return !is.equals("withdrawn") && !is.equals(NOT_IN_FORCE);
    }
}
