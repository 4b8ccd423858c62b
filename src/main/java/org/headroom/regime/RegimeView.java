package org.headroom.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.regime.Paragraphs.Duty;
import org.headroom.regime.Paragraphs.LicenseException;
import org.headroom.regime.Paragraphs.Requirement;
import org.headroom.regime.Paragraphs.Review;
import org.headroom.regime.Paragraphs.Span;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One regime as it stands on a day, in words, for whoever reads the law here.
///
/// @param on the day; groups and paragraphs are those of that day
/// @param parties the companies it names
/// @param posture how it stands on the day, or `not-in-force`
/// @param postures how it stood and stands, oldest first
public record RegimeView(
        String id,
        String title,
        String citation,
        String revision,
        LocalDate on,
        Mode mode,
        String posture,
        String postureNote,
        List<Posture> postures,
        List<Group> groups,
        List<Named> parties,
        List<Rule> requirements,
        List<Rule> reviewPolicies,
        List<ExceptionRule> exceptions,
        List<Rule> advisories,
        List<Quota> quotas,
        List<Switch> switches) {

    /// A country group.
    ///
    /// @param members country codes in alphabetical order
    /// @param since the day of the last change; null when none is recorded up to the day
    /// @param source where the membership is published
    public record Group(
            String id,
            String title,
            String citation,
            List<String> members,
            @Nullable LocalDate since,
            String source) {}

    /// A paragraph with the condition under which it applies, in words.
    ///
    /// @param givesWayTo the regime that takes its place where that one is enforced; null when there is none
    /// @param onlyWith the regime whose text it repeats, so that it stands only where that one is enforced; null when
    ///     it stands by itself
    public record Rule(
            String id,
            String citation,
            String when,
            String text,
            @Nullable String givesWayTo,
            @Nullable String onlyWith) {}

    /// A company that the regime names.
    ///
    /// @param ids the party ids it is known by here
    public record Named(String id, String title, String citation, List<String> ids) {}

    /// A license exception.
    ///
    /// @param claimOnly why it is never proposed; empty where it may be
    public record ExceptionRule(
            String id, String title, String citation, String when, String claimOnly, List<Rule> duties) {}

    /// A quota rule.
    ///
    /// @param kind `flow` counts what passes in a period; `level` what stands at a time
    /// @param under the authorizations it counts; empty counts under any
    /// @param periods each period with its cap, in words
    /// @param raised other caps than that, for some destinations, in words
    /// @param passing what becomes of a shipment that passes the cap: `refused`, or `told` where only a notice is due
    /// @param returns whether what comes back, is lost or is sold on is given back (`give-back`) or still counts
    ///     (`count`)
    public record Quota(
            String id,
            String title,
            String citation,
            Unit unit,
            List<String> scope,
            String counts,
            String kind,
            List<String> under,
            String when,
            List<String> periods,
            List<String> raised,
            String passing,
            String returns,
            String disclosure,
            String note) {}

    static RegimeView of(Regime regime, Mode mode, LocalDate day) {
        var posture = regime.postureOn(day);
        return new RegimeView(
                regime.id(), regime.title(), regime.citation(), regime.revision(), day, mode,
                posture == null ? Posture.NOT_IN_FORCE : posture.is(),
                posture == null ? "" : posture.note(),
                regime.postures(),
                groups(regime.groups(), day),
                regime.parties().stream().map(RegimeView::named).toList(),
                regime.requirements().stream().filter(one -> one.span().contains(day)).map(RegimeView::rule).toList(),
                regime.reviews().stream().filter(one -> one.span().contains(day)).map(RegimeView::rule).toList(),
                regime.exceptions().stream().filter(one -> one.span().contains(day)).map(one -> exception(one, day))
                        .toList(),
                duties(regime.advisories(), day),
                regime.quotas().stream().map(RegimeView::quota).toList(),
                List.copyOf(regime.switches().values()));
    }

    private static List<Group> groups(Map<String, CountryGroup> groups, LocalDate day) {
        var shown = new ArrayList<Group>();
        for (var group : groups.values()) {
            var stage = group.stageOn(day);
            shown.add(new Group(group.id(), group.title(), group.citation(),
                    stage.members().stream().sorted().map(Object::toString).toList(),
                    stage.from().equals(LocalDate.MIN) ? null : stage.from(),
                    stage.source()));
        }
        return List.copyOf(shown);
    }

    private static Named named(NamedParty party) {
        return new Named(party.id(), party.title(), party.citation(), party.ids().stream().sorted().toList());
    }

    private static Rule rule(Requirement requirement) {
        return new Rule(requirement.id(), requirement.citation(), requirement.when().describe(), requirement.text(),
                requirement.unlessEnforced(), null);
    }

    private static Rule rule(Review review) {
        return new Rule("review", review.citation(), review.when().describe(), review.policy(), null,
                review.ifEnforced());
    }

    private static List<Rule> duties(List<Duty> duties, LocalDate day) {
        return duties.stream()
                .filter(duty -> duty.span().contains(day))
                .map(duty -> new Rule(duty.id(), duty.citation(), duty.when().describe(), duty.text(), null,
                        null))
                .toList();
    }

    private static ExceptionRule exception(LicenseException exception, LocalDate day) {
        return new ExceptionRule(exception.id(), exception.title(), exception.citation(), exception.when().describe(),
                exception.claimOnly(), duties(exception.duties(), day));
    }

    private static Quota quota(QuotaParagraph quota) {
        return new Quota(quota.id(), quota.title(), quota.citation(), quota.unit(), quota.scopeWords(),
                quota.counts().name(), quota.kind(), quota.under().stream().sorted().toList(),
                quota.when().describe(), periods(quota), raised(quota),
                quota.isBinding() ? "refused" : "told", quota.keepsReturns() ? "count" : "give-back",
                quota.disclosure().word(), quota.note());
    }

    private static List<String> raised(QuotaParagraph quota) {
        return quota.raises().stream()
                .map(raise -> raise.destinations().describe() + ": "
                        + new CapText.Fixed(raise.cap()).describe(quota.unit()) + " (" + raise.citation() + ")")
                .toList();
    }

    private static List<String> periods(QuotaParagraph quota) {
        if (quota.periods() instanceof Periods.Each each) {
            var every = each.months() == 12 ? "each calendar year" : "each calendar quarter";
            return List.of(every + bounds(new Span(each.from(), each.to())) + ": " + each.cap().describe(quota.unit()));
        }
        return quota.periods().listed().stream()
                .map(slot -> slot.period() + ": " + slot.cap().describe(quota.unit()))
                .toList();
    }

    private static String bounds(Span span) {
        return (span.from() == null ? "" : " from " + span.from()) + (span.to() == null ? "" : " to " + span.to());
    }
}
