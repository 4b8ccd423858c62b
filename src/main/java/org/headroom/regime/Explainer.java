package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.headroom.law.Figures;
import org.headroom.regime.Explanation.OfCharge;
import org.headroom.regime.Explanation.OfRegime;
import org.headroom.regime.Explanation.Paragraph;
import org.headroom.regime.Explanation.Test;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Writes a determination out as a tree and as sentences.
final class Explainer {

    private final Facts facts;
    private final List<OfRegime> regimes = new ArrayList<>();
    private final List<OfCharge> charges = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    /// Keeps each step with the condition it depends on.
    record Paragraphed(Facts facts, List<Paragraph> list) implements Steps {
        @Override
        public void tell(String rule, String citation, @Nullable Condition when, Supplier<String> text) {
            list.add(new Paragraph(rule, citation, text.get(), when == null ? null : Test.of(when, facts)));
        }
    }

    Explainer(Facts facts) {
        this.facts = facts;
        var consignee = facts.consignee();
        sentences.add("Asked for %s: may %s × %s (class %s, %s TPP each) go from %s to %s on %s?".formatted(
                facts.exporter(), facts.quantity(), facts.item().device(), facts.item().controlClass(),
                Figures.show(facts.item().tpp().tpp()), facts.origin(), facts.destination(), facts.on()));
        sentences.add("The consignee is %s in %s, with headquarters in %s; its ultimate parent is %s, in %s.".formatted(
                consignee.id(), consignee.country(), consignee.headquarters(), consignee.ultimateParent(),
                consignee.ultimateParentHeadquarters()));
        if (facts.operator() != null) {
            sentences.add("Another entity will operate the items; its ultimate parent is " + facts.operator() + ".");
        }
        sentences.add(facts.claimed() == null
                ? "No authorization was named."
                : "The authorization named is " + facts.claimed() + ".");
    }

    void add(Regime regime, Mode mode, Posture posture, List<Paragraph> paragraphs) {
        regimes.add(new OfRegime(regime.id(), regime.title(), regime.revision(), mode, posture.is(), paragraphs));
        if (!paragraphs.isEmpty()) {
            sentences.add("%s, %s on that day; here: %s.".formatted(
                    regime.title(), posture.is().replace('-', ' '), mode.name().toLowerCase(java.util.Locale.ROOT)));
        }
        paragraphs.forEach(one -> sentences.add(one.text() + " (" + one.citation() + ")"));
    }

    void add(Charge charge, QuotaParagraph quota) {
        var working = charge.unit() == Unit.TPP
                ? facts.quantity() + " × " + Figures.show(facts.item().tpp().tpp()) + " = "
                        + Figures.show(charge.amount()) + " TPP"
                : Figures.show(charge.amount()) + " devices";
        charges.add(new OfCharge(charge.quota().id(), charge.title(), charge.citation(), working,
                Test.of(quota.when(), facts)));
        sentences.add("It counts in “" + charge.title() + "” with " + working + ", since "
                + quota.when().tell(facts) + " (" + charge.citation() + ").");
    }

    Explanation of(Determination determination) {
        sentences.add(determination.because());
        var next = determination.nextStep();
        if (next != null) {
            sentences.add(next);
        }
        return new Explanation(Explanation.Asked.of(facts), determination.verdict(), determination.authorization(),
                determination.because(), next, regimes, charges, sentences);
    }
}
