package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import org.headroom.law.Truth;
import org.headroom.regime.Determination.Finding;
import org.headroom.regime.Determination.Step;
import org.headroom.regime.Paragraphs.Duty;
import org.headroom.regime.Paragraphs.LicenseException;
import org.headroom.regime.Paragraphs.Requirement;
import org.headroom.regime.Paragraphs.Review;
import org.headroom.terms.Authorization;
import org.jspecify.annotations.Nullable;

/// What one regime says by itself of the facts.
///
/// @param required whether it asks for a license; unknown when a figure that decides is missing
/// @param requirement the first paragraph that asks for one; null when none does
/// @param review how an application would be reviewed; null when no license is required
/// @param usable the exceptions whose conditions hold, in the order of the file
/// @param missing what is missing when `required` is unknown; else empty
record Assessment(
        Regime regime,
        Mode mode,
        Posture posture,
        Truth required,
        @Nullable Requirement requirement,
        @Nullable Review review,
        List<LicenseException> usable,
        List<String> missing) {

    /// Whether a regime is codified, and enforced by the deployment, on the day.
    interface Enforced {
        boolean is(@Nullable String regime);
    }

    /// @param steps where it tells how it came to that
    static Assessment of(Regime regime, Mode mode, Facts facts, Enforced enforced, Steps steps) {
        var posture = regime.standingOn(facts.on());
        if (!posture.isInForce()) {
            steps.tell("not in force", regime.citation(), null, () -> "Not in force on " + facts.on() + ".");
            return new Assessment(regime, mode, posture, Truth.NO, null, null, List.of(), List.of());
        }
        var required = Truth.NO;
        Requirement requirement = null;
        var missing = new ArrayList<String>();
        for (var paragraph : regime.requirements()) {
            if (!paragraph.span().contains(facts.on())) {
                continue;
            }
            if (enforced.is(paragraph.unlessEnforced())) {
                steps.tell(paragraph.id(), paragraph.citation(), null,
                        () -> "Gives way to " + paragraph.unlessEnforced() + ", which is enforced here.");
                continue;
            }
            var holds = paragraph.when().holds(facts);
            steps.tell(paragraph.id(), paragraph.citation(), paragraph.when(),
                    () -> sentence(holds, paragraph.title(), paragraph.when().tell(facts)));
            required = required.or(holds);
            if (holds == Truth.YES && requirement == null) {
                requirement = paragraph;
            } else if (holds == Truth.UNKNOWN) {
                missing.add(paragraph.when().tell(facts));
            }
        }
        return required == Truth.YES
                ? required(regime, mode, posture, requirement, facts, enforced, steps)
                : new Assessment(regime, mode, posture, required, null, null,
                        claimsException(facts) ? usable(regime, facts, steps) : List.of(), missing);
    }

    private static boolean claimsException(Facts facts) {
        var claimed = facts.claimed();
        return claimed != null && !claimed.isLicense() && !claimed.type().equals(Authorization.NLR);
    }

    private static Assessment required(
            Regime regime,
            Mode mode,
            Posture posture,
            @Nullable Requirement requirement,
            Facts facts,
            Enforced enforced,
            Steps steps) {
        var review = review(regime, facts, enforced);
        if (review != null) {
            steps.tell("review", review.citation(), review.when(),
                    () -> "Review: " + review.policy() + " (" + review.when().tell(facts) + ").");
        }
        return new Assessment(
                regime, mode, posture, Truth.YES, requirement, review, usable(regime, facts, steps), List.of());
    }

    private static String sentence(Truth holds, String title, String told) {
        return switch (holds) {
            case YES -> "License required: " + title + ": " + told + ".";
            case NO -> "Does not apply: " + told + ".";
            case UNKNOWN -> "Cannot be decided: " + told + ".";
        };
    }

    private static @Nullable Review review(Regime regime, Facts facts, Enforced enforced) {
        for (var review : regime.reviews()) {
            boolean stands = review.ifEnforced() == null || enforced.is(review.ifEnforced());
            if (stands && review.span().contains(facts.on()) && review.when().holds(facts) == Truth.YES) {
                return review;
            }
        }
        return null;
    }

    private static List<LicenseException> usable(Regime regime, Facts facts, Steps steps) {
        var usable = new ArrayList<LicenseException>();
        for (var exception : regime.exceptions()) {
            if (!exception.span().contains(facts.on())) {
                continue;
            }
            var holds = exception.when().holds(facts) == Truth.YES;
            if (holds) {
                usable.add(exception);
            }
            steps.tell(exception.id(), exception.citation(), exception.when(), () -> sentence(holds, exception, facts));
        }
        return usable;
    }

    private static String sentence(boolean holds, LicenseException exception, Facts facts) {
        var told = exception.when().tell(facts);
        if (!holds) {
            return "Not available: " + told + ".";
        }
        return exception.claimOnly().isEmpty()
                ? "May be used: " + told + "."
                : "May be claimed: " + told + ". " + exception.claimOnly();
    }

    boolean binds() {
        return mode == Mode.ENFORCE && required == Truth.YES;
    }

    @Nullable LicenseException usable(String id) {
        for (var exception : usable) {
            if (exception.id().equals(id)) {
                return exception;
            }
        }
        return null;
    }

    /// Why an exception cannot be used under this regime, with its citation.
    String whyNot(String id, Facts facts) {
        var outOfDate = false;
        for (var exception : regime.exceptions()) {
            if (!exception.id().equals(id)) {
                continue;
            }
            if (exception.span().contains(facts.on())) {
                return exception.when().tell(facts) + " (" + exception.citation() + ")";
            }
            outOfDate = true;
        }
        return outOfDate
                ? id + " did not stand in " + regime.title() + " on " + facts.on()
                : regime.title() + " knows no exception " + id;
    }

    /// @param steps how it came to that
    Finding finding(List<Step> steps) {
        return new Finding(regime.id(), regime.revision(), mode, posture.is(), posture.note(),
                required == Truth.YES, review == null ? null : review.policy(), authorizations(), steps);
    }

    /// Exceptions that may be proposed, then those that may only be claimed, then the license.
    private List<String> authorizations() {
        if (required != Truth.YES) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (var exception : usable) {
            if (exception.claimOnly().isEmpty()) {
                names.add(exception.id());
            }
        }
        for (var exception : usable) {
            if (!exception.claimOnly().isEmpty()) {
                names.add(exception.id());
            }
        }
        names.add(Authorization.LICENSE);
        return names;
    }

    /// Adds the duties that apply to the facts, each once.
    static void addDuties(List<Step> notices, String prefix, List<Duty> duties, Facts facts) {
        for (var duty : duties) {
            if (!duty.span().contains(facts.on()) || duty.when().holds(facts) == Truth.NO) {
                continue;
            }
            var step = new Step(prefix + "/" + duty.id(), duty.citation(), duty.text());
            if (!notices.contains(step)) {
                notices.add(step);
            }
        }
    }
}
