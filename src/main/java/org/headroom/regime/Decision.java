package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import org.headroom.law.Truth;
import org.headroom.regime.Determination.Step;
import org.headroom.regime.Determination.Verdict;
import org.headroom.regime.Paragraphs.LicenseException;
import org.headroom.terms.Authorization;
import org.jspecify.annotations.Nullable;

/// Puts together what the regimes say: the enforced ones bind, the monitored ones are only told.
///
/// An authorization must be good under every enforced regime that asks for one.
final class Decision {

    private static final Authorization NLR = new Authorization(Authorization.NLR, null);

    private final Facts facts;
    private final List<Assessment> assessments;
    private final List<Assessment> binding = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /// What came out, before the quotas are looked at.
    record Outcome(Verdict verdict, @Nullable Authorization authorization, String because, @Nullable String nextStep) {}

    Decision(Facts facts, List<Assessment> assessments) {
        this.facts = facts;
        this.assessments = assessments;
        for (var assessment : assessments) {
            if (assessment.binds()) {
                binding.add(assessment);
            }
            if (assessment.mode() == Mode.ENFORCE && assessment.required() == Truth.UNKNOWN) {
                missing.addAll(assessment.missing());
            }
        }
    }

    Outcome outcome() {
        if (!missing.isEmpty()) {
            return indeterminate(missing);
        }
        var claimed = facts.claimed();
        if (claimed == null) {
            return binding.isEmpty() ? notRequired(NLR) : proposed();
        }
        if (claimed.isLicense()) {
            return license(claimed);
        }
        if (claimed.type().equals(Authorization.NLR)) {
            return binding.isEmpty() ? notRequired(NLR) : required("NLR was claimed, but a license is required: ");
        }
        return exception(claimed);
    }

    Outcome indeterminate(List<String> unknown) {
        var figures = facts.item().missing().isEmpty()
                ? ""
                : " Missing for " + facts.item().device() + ": " + String.join("; ", facts.item().missing()) + ".";
        var because = "Nobody can say yet: " + String.join("; ", unknown.stream().distinct().toList()) + "." + figures;
        return new Outcome(Verdict.INDETERMINATE, null, because,
                "Record what is missing in the catalog, with its source, and ask again.");
    }

    /// Certificates, notices and warnings that come with the outcome, each once.
    List<Step> notices(Outcome outcome) {
        var notices = new ArrayList<Step>();
        for (var assessment : binding) {
            if (!assessment.posture().note().isEmpty()) {
                notices.add(new Step(assessment.regime().id() + "/posture", assessment.posture().source(),
                        assessment.posture().note()));
            }
        }
        var authorization = outcome.authorization();
        if (authorization != null) {
            addDuties(notices, authorization);
        }
        for (var assessment : assessments) {
            if (assessment.mode() == Mode.ENFORCE) {
                Assessment.addDuties(notices, assessment.regime().id(), assessment.regime().advisories(), facts);
            }
        }
        return notices;
    }

    private void addDuties(List<Step> notices, Authorization authorization) {
        for (var assessment : assessments) {
            if (assessment.mode() != Mode.ENFORCE) {
                continue;
            }
            if (authorization.isLicense() && assessment.required() == Truth.YES) {
                Assessment.addDuties(notices, Authorization.LICENSE, assessment.regime().licenseDuties(), facts);
            }
            var exception = assessment.usable(authorization.type());
            if (exception != null) {
                Assessment.addDuties(notices, exception.id(), exception.duties(), facts);
            }
        }
    }

    private Outcome notRequired(Authorization authorization) {
        return new Outcome(Verdict.AUTHORIZED, authorization, "No regime that is enforced here requires a license for "
                + item() + " from " + facts.origin() + " to " + facts.destination() + " on " + facts.on() + ".", null);
    }

    private Outcome proposed() {
        for (var exception : binding.getFirst().usable()) {
            if (exception.claimOnly().isEmpty() && isGoodEverywhere(exception.id(), true)) {
                return authorized(Authorization.exception(exception.id()), exception);
            }
        }
        return required("A license is required: ");
    }

    private boolean isGoodEverywhere(String exceptionId, boolean proposing) {
        for (var assessment : binding) {
            var exception = assessment.usable(exceptionId);
            if (exception == null || (proposing && !exception.claimOnly().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private Outcome authorized(Authorization authorization, LicenseException exception) {
        return new Outcome(Verdict.AUTHORIZED, authorization, "A license is required, and " + exception.title()
                + " takes its place: " + exception.when().tell(facts) + " (" + exception.citation() + ").", null);
    }

    private Outcome license(Authorization claimed) {
        var number = claimed.number();
        if (number == null || number.isBlank()) {
            return notAvailable("A license was claimed without its number.", "Name the number of the license.");
        }
        var requirement = binding.isEmpty() ? null : binding.getFirst().requirement();
        return new Outcome(Verdict.AUTHORIZED, claimed, requirement == null
                ? "License " + number + " was named, though no regime that is enforced here requires one."
                : "A license is required (" + requirement.citation() + "), and license " + number + " was named.",
                null);
    }

    private Outcome exception(Authorization claimed) {
        for (var assessment : binding) {
            if (assessment.usable(claimed.type()) == null) {
                return notAvailable(claimed.type() + " was claimed, but may not be used here: "
                        + assessment.whyNot(claimed.type(), facts) + ".", nextStep());
            }
        }
        for (var assessment : assessments) {
            var exception = assessment.mode() == Mode.ENFORCE ? assessment.usable(claimed.type()) : null;
            if (exception != null && binding.isEmpty()) {
                return new Outcome(Verdict.AUTHORIZED, claimed, exception.title()
                        + " was claimed and may be used, though no license is required.", null);
            }
            if (exception != null) {
                return authorized(claimed, exception);
            }
        }
        return notAvailable(claimed.type() + " was claimed, but may not be used here: " + whyNowhere(claimed.type())
                + ".", "No license is required here; leave the authorization out, or claim NLR.");
    }

    private String whyNowhere(String id) {
        for (var assessment : assessments) {
            for (var exception : assessment.regime().exceptions()) {
                if (exception.id().equals(id)) {
                    return assessment.whyNot(id, facts);
                }
            }
        }
        return "no regime that is enforced here knows " + id;
    }

    private Outcome required(String opening) {
        var because = new StringBuilder(opening);
        for (var assessment : binding) {
            var requirement = assessment.requirement();
            var review = assessment.review();
            if (requirement == null || review == null) {
                throw new IllegalStateException(assessment.regime().id() + " binds without a requirement or review");
            }
            because.append(assessment == binding.getFirst() ? "" : "; ")
                    .append(requirement.title()).append(", ").append(requirement.when().tell(facts))
                    .append(" (").append(requirement.citation()).append("). Review: ").append(review.policy())
                    .append(", ").append(review.when().tell(facts))
                    .append(" (").append(review.citation()).append(')');
        }
        return new Outcome(Verdict.LICENSE_REQUIRED, null, because.append('.').toString(), nextStep());
    }

    private Outcome notAvailable(String because, String nextStep) {
        return new Outcome(Verdict.NOT_AVAILABLE, null, because, nextStep);
    }

    private String nextStep() {
        var claimable = new ArrayList<String>();
        for (var exception : binding.getFirst().usable()) {
            if (isGoodEverywhere(exception.id(), false)) {
                claimable.add(exception.id());
            }
        }
        return "Apply for a license, or name the one you hold" + (claimable.isEmpty()
                ? "."
                : "; or claim " + String.join(" or ", claimable) + " if its conditions are met.");
    }

    private String item() {
        return facts.item().device() + " (class " + facts.item().controlClass() + ")";
    }
}
