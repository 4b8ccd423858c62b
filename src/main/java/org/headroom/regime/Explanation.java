package org.headroom.regime;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.law.Truth;
import org.headroom.regime.Determination.Verdict;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// How a determination came about, as a tree: each paragraph that was looked at, its citation, each part of its
/// condition with the inputs it found, and what came of it.
///
/// The same facts under the same revisions and modes explain themselves in the same words.
///
/// @param facts all that was looked at
/// @param regimes those that are not off, in the order of the files
/// @param charges the quotas it counts in
/// @param sentences the same in plain sentences, in order
public record Explanation(
        Asked facts,
        Verdict verdict,
        @Nullable Authorization authorization,
        String because,
        @Nullable String nextStep,
        List<OfRegime> regimes,
        List<OfCharge> charges,
        List<String> sentences) {

    public Explanation {
        regimes = List.copyOf(regimes);
        charges = List.copyOf(charges);
        sentences = List.copyOf(sentences);
    }

    /// The facts, as the item was rated and the parties were known on the day.
    ///
    /// @param tpp of one device, as charged
    /// @param claimed the authorization that was named; null when none was
    /// @param operator the ultimate parent of another entity that will operate the items; left out for none
    public record Asked(
            LocalDate on,
            String exporter,
            String device,
            ControlClass controlClass,
            TotalProcessingPerformance tpp,
            @Nullable BigDecimal performanceDensity,
            @Nullable BigDecimal dramBandwidthGbs,
            String marketedForDataCenters,
            long quantity,
            CountryCode origin,
            CountryCode destination,
            String consignee,
            CountryCode country,
            CountryCode headquarters,
            String ultimateParent,
            CountryCode ultimateParentHeadquarters,
            @Nullable Authorization claimed,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String operator) {

        static Asked of(Facts facts) {
            var item = facts.item();
            var party = facts.consignee();
            return new Asked(facts.on(), facts.exporter(), item.device(), item.controlClass(), item.tpp(),
                    item.performanceDensity(), item.dramBandwidthGbs(), item.marketedForDataCenters(), facts.quantity(),
                    facts.origin(), facts.destination(), party.id(), party.country(), party.headquarters(),
                    party.ultimateParent(), party.ultimateParentHeadquarters(), facts.claimed(), facts.operator());
        }
    }

    /// @param revision a digest of the text that was read
    public record OfRegime(
            String regime, String title, String revision, Mode mode, String posture, List<Paragraph> paragraphs) {

        public OfRegime {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /// @param text what came of it, in a sentence
    /// @param test the condition it depends on; null where it depends on none
    public record Paragraph(String rule, String citation, String text, @Nullable Test test) {}

    /// @param working the amount as arithmetic, such as `64 × 15,832 = 1,013,248 TPP`
    /// @param test the condition under which the quota counts
    public record OfCharge(String quota, String title, String citation, String working, Test test) {}

    /// One condition.
    ///
    /// @param test as the law words it: `destination in D:5, MO`
    /// @param found what the inputs were: `destination CN is in D:5`
    /// @param parts the conditions it is made of; empty for a single one
    public record Test(String test, String found, Truth result, List<Test> parts) {

        public Test {
            parts = List.copyOf(parts);
        }

        static Test of(Condition condition, Facts facts) {
            return new Test(condition.describe(), condition.tell(facts), condition.holds(facts),
                    condition.parts().stream().map(part -> of(part, facts)).toList());
        }
    }
}
