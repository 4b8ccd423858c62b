package org.headroom.web;

import java.util.List;
import org.headroom.regime.Determination;
import org.headroom.regime.Explanation;
import org.headroom.shipment.Check;
import org.headroom.shipment.Headroom;
import org.headroom.shipment.Shipments.Fit;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The answer to "may we ship?", as people read it.
///
/// @param kind `good` where it may go, `bad` where not, `warn` where only logging it tells, or nobody can
/// @param sentence yes or no, in one sentence
/// @param because why
/// @param tpp of all devices and of one
/// @param device with its control class, and what decided that
/// @param law each step with its citation
/// @param notices what comes with the authorization, and what to know of the law
/// @param howMany how many would fit
/// @param less the address of the question for as many as fit; null where that is no way out
/// @param needsLicense whether the way on is an application
record Answer(
        boolean mayShip,
        String kind,
        String sentence,
        String because,
        String tpp,
        String device,
        String authorization,
        List<Law> law,
        List<Law.Step> notices,
        List<Arithmetic> quotas,
        String howMany,
        @Nullable String lessLabel,
        @Nullable String less,
        boolean needsLicense) {

    /// @param fit of one device of it
    static Answer of(Check check, Fit fit, Explanation explanation, ShipmentForm form) {
        var facts = check.facts();
        var determination = facts.determination();
        var authorization = facts.authorization();
        var headroom = Headroom.of(fit);
        boolean mayShip = check.mayShip();
        var fewer = check.refusal() == null && !mayShip ? fewer(check, headroom) : null;
        return new Answer(
                mayShip,
                kind(check),
                sentence(check),
                Words.spoken(because(check)),
                "%s TPP, %s of each".formatted(Figures.grouped(Unit.TPP, facts.tpp().tpp()),
                        Figures.grouped(Unit.TPP, facts.tppPerDevice().tpp())),
                "%s, class %s: %s".formatted(facts.deviceModel(), facts.controlClass().code(), facts.decidedBy()),
                authorization == null ? Figures.NONE : authorization.toString(),
                Law.of(explanation),
                Law.steps(determination.notices()),
                check.effects().stream().map(effect -> Arithmetic.of(effect, headroom)).toList(),
                howMany(fit, headroom),
                fewer == null ? null : "Ask about " + Figures.grouped(Unit.DEVICES, fewer),
                fewer == null ? null : "/check?" + form.queryFor(fewer),
                determination.verdict() == Determination.Verdict.LICENSE_REQUIRED);
    }

    private static String kind(Check check) {
        return check.mayShip()
                ? check.open().isEmpty() ? "good" : "warn"
                : check.facts().determination().verdict() == Determination.Verdict.INDETERMINATE ? "warn" : "bad";
    }

    private static String sentence(Check check) {
        var facts = check.facts();
        var request = facts.request();
        var what = "%s × %s to %s".formatted(
                Figures.grouped(Unit.DEVICES, request.quantity()), facts.deviceModel(),
                CountryCode.of(String.valueOf(request.destination())).englishName());
        var refusal = check.refusal();
        if (check.mayShip()) {
            var under = "under " + facts.authorization();
            return check.open().isEmpty()
                    ? "Yes: %s may go %s.".formatted(what, under)
                    : "Yes, as far as is told: %s may go %s. Whether the pool has room, logging it will tell."
                            .formatted(what, under);
        }
        if (refusal == null) {
            return "No: there is no room for %s.".formatted(what);
        }
        return switch (refusal.rule()) {
            case "license-required" -> "No: %s may not go without a license.".formatted(what);
            case "authorization-not-available" ->
                "No: %s may not go under %s.".formatted(what, request.authorization());
            case "indeterminate" ->
                "Nobody can say whether %s may go: a figure that decides is missing.".formatted(what);
            case "period-closed" -> "No: the period that %s would count in is closed.".formatted(what);
            default -> "No: %s may not go under that license.".formatted(what);
        };
    }

    private static String because(Check check) {
        var refusal = check.refusal();
        var lacks = check.lacks();
        return refusal != null
                ? refusal.because()
                : lacks.isEmpty() ? check.facts().determination().because() : lacks.getFirst().text();
    }

    private static String howMany(Fit fit, Headroom headroom) {
        var devices = headroom.devices();
        var most = headroom.devicesAtMost();
        var binding = headroom.binding();
        var authorization = fit.facts().authorization();
        var under = authorization == null ? "if a license is given" : "under " + authorization;
        if (headroom.isRefused()) {
            return "None may go as asked.";
        }
        if (devices != null && binding != null) {
            return "%s of this device still fit %s; %s binds first (%s).".formatted(
                    Figures.grouped(Unit.DEVICES, devices), under, binding.empty().title(), binding.empty().citation());
        }
        return most == null
                ? "Nothing that you are told limits how many fit %s.".formatted(under)
                : "No more than %s of this device can fit %s. Rivals draw on the pool, so only logging them tells."
                        .formatted(Figures.grouped(Unit.DEVICES, most), under);
    }

    /// As many as fit, or at most can, where fewer are fewer than asked.
    private static @Nullable Long fewer(Check check, Headroom headroom) {
        var devices = headroom.devices() == null ? headroom.devicesAtMost() : headroom.devices();
        var asked = check.facts().request().quantity();
        return devices != null && devices > 0 && asked != null && devices < asked ? devices : null;
    }
}
