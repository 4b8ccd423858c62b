package org.headroom.web;

import org.headroom.regime.Mode;

/// How a regime stands, in words.
final class LawText {

    private LawText() {}

    /// @param word as in [org.headroom.regime.Posture]
    static String posture(String word) {
        return switch (word) {
            case "codified" -> "Codified";
            case "enforced" -> "Codified and enforced";
            case "announced-unenforced" -> "Codified; announced that it is not enforced";
            case "proposed" -> "Proposed: a draft, not law";
            case "house-rule" -> "A rule of this deployment, not law";
            case "withdrawn" -> "Withdrawn";
            case "not-in-force" -> "Not in force on this day";
            default -> word;
        };
    }

    static String mode(Mode mode) {
        return switch (mode) {
            case ENFORCE -> "Enforced here: it decides, and refuses";
            case MONITOR -> "Monitored here: counted and told, refuses nothing";
            case OFF -> "Off here: for questions only";
        };
    }
}
