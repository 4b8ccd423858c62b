package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;
import org.headroom.terms.Authorization;
import org.jspecify.annotations.Nullable;

/// The answer to "may this go?": the authorization, the quotas it counts in, each step with its citation.
///
/// @param verdict what the enforced regimes together say
/// @param authorization the authorization that applies: the claimed one where it may be used, else the one
///     proposed; null unless the verdict is [Verdict#AUTHORIZED]
/// @param because one sentence that says why
/// @param nextStep what to do next when the verdict is not [Verdict#AUTHORIZED]; null otherwise
/// @param charges the quotas this export counts in (counting event `EXPORTED`), in a fixed order
/// @param notices duties that come with the authorization (certificates, notices, reports) and warnings, each
///     named `LPP/prior-notice` or `us-diffusion-2025/posture`
/// @param findings what each regime that is not off says by itself, in the order of the files
/// @param byText what the text of the law demands on the day: all that is codified, enforced or not, whatever this
///     deployment does with it and whatever was claimed; null in what was kept before it was told
/// @param asEnforced what is demanded by that part of the law whose enforcement is not suspended; null likewise
public record Determination(
        LocalDate on,
        Verdict verdict,
        @Nullable Authorization authorization,
        String because,
        @Nullable String nextStep,
        List<Charge> charges,
        List<Step> notices,
        List<Finding> findings,
        @Nullable Reading byText,
        @Nullable Reading asEnforced) {

    public Determination {
        charges = List.copyOf(charges);
        notices = List.copyOf(notices);
        findings = List.copyOf(findings);
    }

    public enum Verdict {
        /// It may go under [Determination#authorization].
        AUTHORIZED,
        /// A license is required and none was named; `because` tells the review policy.
        LICENSE_REQUIRED,
        /// The authorization that was claimed may not be used here.
        NOT_AVAILABLE,
        /// A figure that decides is missing, so nobody can say.
        INDETERMINATE
    }

    /// What a part of the law demands by itself.
    ///
    /// @param authorization what would do, best first: `NLR`, an exception; null unless the verdict is
    ///     [Verdict#AUTHORIZED]
    public record Reading(Verdict verdict, @Nullable Authorization authorization, String because) {}

    /// What one regime says.
    ///
    /// @param revision a digest of the regime file that decided
    /// @param posture codified, enforced, announced-unenforced or proposed, on the day
    /// @param postureNote a sentence to show beside the answer, for example that enforcement was suspended;
    ///     empty when there is none
    /// @param licenseRequired whether this regime asks for a license for this export
    /// @param reviewPolicy how an application would be reviewed, for example `presumption of denial`; null
    ///     where no license is required
    /// @param authorizations what could authorize it under this regime, best first: exceptions, then `LICENSE`
    public record Finding(
            String regime,
            String revision,
            Mode mode,
            String posture,
            String postureNote,
            boolean licenseRequired,
            @Nullable String reviewPolicy,
            List<String> authorizations,
            List<Step> steps) {

        public Finding {
            authorizations = List.copyOf(authorizations);
            steps = List.copyOf(steps);
        }
    }

    /// One step: a rule, its citation, and what came of it with the inputs it looked at.
    public record Step(String rule, String citation, String text) {}
}
