package org.headroom.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.law.BrokenLaw;
import org.headroom.law.Findings.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// A broken file is refused, and each mistake is named with its line and what to write instead.
class BrokenRegimeTest {

    /// Line 1 is `id:`.
    static final String SOUND = """
            id: ours
            title: Our cap
            citation: our own rule
            default-mode: enforce
            home: US
            posture:
              - {from: 2025-01-01, is: house-rule, source: our own}
            switches:
              reading: {options: [wide, narrow], default: wide, note: it is open}
            groups:
              friends:
                citation: our own
                members: ["NO", SE]
                changes:
                  - {date: 2026-01-01, add: [FI], remove: [SE], source: our own}
            classes:
              strong: {citation: our own, members: [3A090.a]}
            requirements:
              - id: all
                title: everything
                citation: our own
                when: {class: [strong], destination: {not-in: [friends]}}
                text: A license is required.
            review:
              - {policy: case by case, citation: our own}
            exceptions:
              - id: FRI
                title: Friends
                citation: our own
                when: {destination: [friends]}
            quotas:
              - id: sold
                title: sold at home
                citation: our own
                unit: TPP
                scope: [product]
                counts: exported
                for: {destination: [US]}
                periods: {each: calendar-year, cap: none}
              - id: cap
                title: cap
                citation: our own
                unit: TPP
                scope: [product]
                counts: exported
                under: [FRI]
                periods: {each: calendar-year, cap: {ratio: 0.5, of: sold}}
              - id: listed
                title: listed
                citation: our own
                unit: TPP
                scope: [destination]
                counts: exported
                periods:
                  - {from: 2025-01-01, to: 2025-12-31, cap: 1000}
                  - {from: 2026-01-01, to: 2026-12-31, cap: 2000}
            """;

    @Test
    void the_sound_file_passes() {
        assertThat(Shelf.compile(Map.of("ours", SOUND))).hasSize(1);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/regimes/mistakes.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1000)
    void a_mistake_is_named_with_its_line(String sound, String broken, int line, String reason) {
        assertThat(SOUND).contains(sound);

        var refused = refused(SOUND.replaceFirst(Pattern.quote(sound), Matcher.quoteReplacement(broken)));

        assertThat(refused.findings()).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo("ours/regime.yaml");
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.reason()).startsWith(reason);
        });
    }

    @Test
    void a_cap_needs_its_period() {
        var broken = SOUND.replace("periods: {each: calendar-year, cap: {ratio: 0.5, of: sold}}", "cap: 1000");

        assertThat(refused(broken).findings()).extracting(Finding::reason)
                .contains("a cap needs its period; write it inside 'periods'", "'periods' is missing");
    }

    @Test
    void a_circle_of_ratios_is_refused() {
        var broken = SOUND.replace("periods: {each: calendar-year, cap: none}",
                "periods: {each: calendar-year, cap: {ratio: 2, of: cap}}");

        assertThat(refused(broken).findings()).extracting(Finding::reason).contains(
                "the cap of 'sold' depends on itself through 'cap'",
                "the cap of 'cap' depends on itself through 'sold'");
    }

    @Test
    void a_level_leaves_no_day_out() {
        var broken = SOUND.replace("    scope: [destination]\n", "    kind: level\n    scope: [destination]\n")
                .replace("from: 2026-01-01, to: 2026-12-31", "from: 2026-01-02, to: 2026-12-31");

        assertThat(refused(broken).findings()).extracting(Finding::reason).containsExactly("a level leaves no day out,"
                + " but nothing stands between 2025-01-01/2025-12-31 and 2026-01-02/2026-12-31");
    }

    @Test
    void a_requirement_gives_way_only_to_a_regime_that_exists() {
        var broken = SOUND.replace("    title: everything\n", "    title: everything\n    unless-enforced: theirs\n");

        assertThat(refused(broken).findings()).extracting(Finding::reason)
                .containsExactly("the requirement 'all' gives way to 'theirs', which is not a regime here");
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var broken = SOUND.replace("home: US", "home: USA").replace("[FRI]", "[FRY]");

        assertThat(refused(broken).findings()).hasSize(2);
        assertThatThrownBy(() -> Shelf.compile(Map.of("ours", broken)))
                .hasMessageContaining("ours/regime.yaml:5:")
                .hasMessageContaining("ours/regime.yaml:46:");
    }

    private static BrokenLaw refused(String text) {
        return catchThrowableOfType(BrokenLaw.class, () -> Shelf.compile(Map.of("ours", text)));
    }
}
