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
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            members: ["NO", SE]            | members: [NO, SE]              | 13 | NO without quotes is the truth value false in YAML, so Norway would drop out of the law; write "NO"
            members: ["NO", SE]            | members: ["NO", ON]            | 13 | ON without quotes is the truth value true in YAML
            members: ["NO", SE]            | members: ["NO", UK]            | 13 | 'UK' is not an ISO 3166-1 alpha-2 country code in capital letters
            members: ["NO", SE]            | members: ["NO", SE, SE]        | 13 | SE stands here twice
            members: ["NO", SE]            | members: SE                    | 13 | 'members' must be a list, written [a, b] or with dashes
            title: Our cap                 | title: 2026                    | 2  | 2026 without quotes is a int in YAML where a text is wanted; write "2026"
            title: Our cap                 | title: 2026-01-01              | 2  | 2026-01-01 without quotes is a timestamp in YAML where a text is wanted
            members: [3A090.a]             | members: [4E091]               | 17 | 4E091 without quotes is a float in YAML where a text is wanted; write "4E091"
            title: Our cap                 | title:                         | 2  | nothing without quotes is a null in YAML
            title: Our cap                 | titel: Our cap                 | 2  | unknown key 'titel'; known here: id, title
            title: Our cap                 | id: Our cap                    | 2  | the key 'id' stands here twice
            title: Our cap                 | title: our: cap                | 2  | not YAML: mapping values are not allowed here
            citation: our own rule         | # none                         | 1  | 'citation' is missing
            id: ours                       | id: others                     | 1  | the id 'others' must be the name of its folder, 'ours'
            default-mode: enforce          | default-mode: enforced         | 4  | 'enforced' is not one of enforce, monitor, off
            default-mode: enforce          | default-mode: off              | 4  | off without quotes is the truth value false
            home: US                       | home: USA                      | 5  | 'USA' is not an ISO 3166-1 alpha-2 country code
            is: house-rule                 | is: active                     | 7  | 'active' is not one of codified, enforced, announced-unenforced
            from: 2025-01-01, is           | from: 2025-13-01, is           | 7  | '2025-13-01' is not a day; write it as 2025-01-13
            default: wide                  | default: broad                 | 9  | 'broad' is not one of wide, narrow
            options: [wide, narrow]        | options: [wide]                | 9  | a switch needs at least two options
            add: [FI]                      | add: ["NO"]                    | 15 | NO is in the group already
            remove: [SE]                   | remove: [DK]                   | 15 | DK is not in the group
            destination: {not-in: [friends]} | destination: {not-in: [freinds]} | 22 | 'freinds' is neither a group of this regime nor a country code; groups: friends
            class: [strong]                | class: [strng]                 | 22 | 'strng' is neither a class set of this regime nor a class such as 3A090.a
            class: [strong]                | klass: [strong]                | 22 | unknown key 'klass'
            class: [strong], destination: {not-in: [friends]} | movement: [exprt] | 22 | 'exprt' is not one of domestic, export, return, reexport, in-country
            class: [strong], destination: {not-in: [friends]} | marketed-for-data-centers: [no] | 22 | no without quotes is the truth value false
            class: [strong], destination: {not-in: [friends]} | device-tpp: {over: 4800} | 22 | unknown key 'over'; known here: at-least, more-than, below, at-most
            class: [strong], destination: {not-in: [friends]} | device-tpp: {at-least: 4_800} | 22 | '4_800' is not a number; write digits only
            class: [strong], destination: {not-in: [friends]} | switch: {reading: broad} | 22 | 'broad' is not one of wide, narrow
            class: [strong], destination: {not-in: [friends]} | switch: {raeding: wide} | 22 | 'raeding' is not a switch of this regime
            policy: case by case, citation: our own | policy: x, citation: our own, when: {class: [strong]} | 24 | the last review policy must have no 'when'
            unit: TPP                      | unit: USD                      | 35 | 'USD' is not one of TPP, devices
            scope: [product]               | scope: [country]               | 36 | 'country' is not one of destination, exporter
            counts: exported               | counts: exports                | 37 | 'exports' is not one of licensed, exported, received, installed
            under: [FRI]                   | under: [FRY]                   | 46 | 'FRY' is neither an exception of this regime nor LICENSE nor NLR
            {ratio: 0.5, of: sold}         | {ratio: 0.5, of: solt}         | 47 | the cap refers to 'solt', which is not a quota of this regime
            {ratio: 0.5, of: sold}         | {ratio: 0.5, of: cap}          | 47 | the cap of 'cap' depends on itself through 'cap'
            {ratio: 0.5, of: sold}         | {ratio: 0, of: sold}           | 47 | a ratio is more than 0
            {ratio: 0.5, of: sold}         | {share: 1.5, of: sold}         | 47 | a share lies between 0 and 1
            {ratio: 0.5, of: sold}         | {ratio: 0.5, of: listed}       | 44 | the base 'listed' has the scope [destination], which this scope must contain
            {ratio: 0.5, of: sold}         | -5                             | 47 | a cap is not negative and has at most two decimals
            {ratio: 0.5, of: sold}         | 0x10                           | 47 | '0x10' is not a number; write digits only
            from: 2026-01-01, to: 2026-12-31 | from: 2025-12-31, to: 2026-12-31 | 56 | the period 2025-12-31/2026-12-31 overlaps 2025-01-01/2025-12-31
            from: 2026-01-01, to: 2026-12-31 | from: 2026-12-31, to: 2026-01-01 | 56 | the period ends (2026-01-01) before it begins (2026-12-31)
            , cap: 2000                    | ``                             | 56 | 'cap' is missing; write cap: none for a meter
            """)
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
        var broken = SOUND.replace("    counts: exported\n    under: [FRI]\n    periods: {each: calendar-year, cap: {ratio:"
                + " 0.5, of: sold}}", "    counts: exported\n    cap: 1000");

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

        assertThat(refused(broken).findings()).extracting(Finding::reason).containsExactly(
                "a level leaves no day out, but nothing stands between 2025-01-01/2025-12-31 and 2026-01-02/2026-12-31");
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
