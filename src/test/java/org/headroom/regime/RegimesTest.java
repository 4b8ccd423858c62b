package org.headroom.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.headroom.law.BrokenLaw;
import org.headroom.regime.Determination.Verdict;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.CountryCode;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimesTest {

    static final LocalDate Y2025_05_12 = LocalDate.of(2025, 5, 12);
    static final LocalDate Y2026_02_02 = LocalDate.of(2026, 2, 2);
    static final LocalDate Y2026_02_03 = LocalDate.of(2026, 2, 3);
    static final LocalDate Y2026_03_02 = LocalDate.of(2026, 3, 2);
    static final Facts.Item H100 = new Facts.Item("h100", ControlClass.of("3A090.a"),
            TotalProcessingPerformance.of("15832"), new BigDecimal("19.449631"), new BigDecimal("3350"), "yes");
    static final Facts.Item UNRATED = new Facts.Item("unrated", ControlClass.INDETERMINATE,
            TotalProcessingPerformance.ZERO, null, null, "yes", List.of("the area of all logic dies (mm²)"), null);

    static final Regimes REGIMES = new Regimes(Map.of(), null);

    @Test
    void cites_and_explains_each_step() {
        var answer = REGIMES.determine(facts(Y2026_03_02, H100, "IN", null));

        assertThat(answer.because()).isEqualTo("A license is required, and License Exception Low Processing"
                + " Performance (LPP) takes its place: class 3A090.a and an export from US to IN and"
                + " destination IN, headquarters IN, ultimate parent's headquarters IN are not in D:5, MO and"
                + " TPP of the shipment 15,832 <= 26,900,000 (15 CFR 740.29).");
        var finding = answer.findings().stream().filter(one -> one.regime().equals("us-diffusion-2025")).findFirst()
                .orElseThrow();
        assertThat(finding.licenseRequired()).isTrue();
        assertThat(finding.authorizations()).containsExactly("LPP", "ACM", "RPL", "GOV", "TMP", "LICENSE");
        assertThat(finding.revision()).hasSize(16);
        assertThat(finding.postureNote()).contains("2025-05-13");
        assertThat(finding.steps()).allSatisfy(step -> assertThat(step.citation()).isNotBlank());
    }

    /// LPP takes at most 26,900,000 TPP in one shipment: 1,699 of them.
    @Test
    void between_two_steps_of_quantity_the_answer_is_one() {
        var steps = List.copyOf(REGIMES.steps(H100, 1_000_000));

        assertThat(steps).startsWith(1L).contains(1_699L, 1_700L);
        for (int i = 0; i < steps.size(); i++) {
            long last = i + 1 < steps.size() ? steps.get(i + 1) - 1 : 1_000_000;
            assertThat(authorization(last)).isEqualTo(authorization(steps.get(i)));
        }
        assertThat(authorization(1_699)).isEqualTo(Authorization.exception("LPP"));
        assertThat(authorization(1_700)).isNull();
    }

    private static @Nullable Authorization authorization(long quantity) {
        var one = facts(Y2026_03_02, H100, "IN", null);
        return REGIMES.answer(new Facts(one.on(), one.item(), quantity, one.origin(), one.destination(),
                one.consignee(), one.exporter(), one.claimed())).authorization();
    }

    @Test
    void says_what_to_do_when_a_license_is_required() {
        var answer = REGIMES.determine(facts(Y2026_03_02, H100, "RU", null));

        assertThat(answer.verdict()).isEqualTo(Verdict.LICENSE_REQUIRED);
        assertThat(answer.authorization()).isNull();
        assertThat(answer.because()).endsWith("Review: presumption of denial, class 3A090.a and destination RU is in"
                + " D:5 (15 CFR 742.6(b)(10)(iii)(A)).");
        assertThat(answer.nextStep()).isEqualTo("Apply for a license, or name the one you hold; or claim RPL or GOV or"
                + " TMP if its conditions are met.");
    }

    @Test
    void names_the_figures_that_are_missing() {
        var answer = REGIMES.determine(facts(Y2026_03_02, UNRATED, "IN", null));

        assertThat(answer.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(answer.because()).isEqualTo("Nobody can say yet: the control class of unrated is indeterminate."
                + " Missing for unrated: the area of all logic dies (mm²).");
    }

    @Test
    void a_license_does_not_cure_a_missing_figure() {
        assertThat(REGIMES.determine(facts(Y2026_03_02, UNRATED, "IN", Authorization.license("D1"))).verdict())
                .isEqualTo(Verdict.INDETERMINATE);
    }

    @Test
    void a_monitored_regime_is_told_and_counted_and_refuses_nothing() {
        var regimes = new Regimes(Map.of("us-diffusion-2025", Mode.MONITOR), null);

        var answer = regimes.determine(facts(Y2026_03_02, H100, "IN", Authorization.exception("NLR")));

        assertThat(answer.verdict()).isEqualTo(Verdict.AUTHORIZED);
        assertThat(answer.findings()).filteredOn(one -> one.regime().equals("us-diffusion-2025"))
                .singleElement()
                .satisfies(one -> assertThat(one.licenseRequired()).isTrue());
        assertThat(regimes.charges(facts(Y2026_03_02, H100, "IN", Authorization.exception("LPP")),
                        CountingEvent.EXPORTED))
                .filteredOn(charge -> charge.quota().rule().equals("lpp"))
                .singleElement()
                .satisfies(charge -> assertThat(charge.mode()).isEqualTo(Mode.MONITOR));
    }

    @Test
    void an_off_regime_is_ignored() {
        var regimes = new Regimes(Map.of("us-diffusion-2025", Mode.OFF), null);

        assertThat(regimes.determine(facts(Y2026_03_02, H100, "IN", null)).findings())
                .extracting(Determination.Finding::regime)
                .containsExactly("us-acs-2023", "us-china-2026", "meters");
    }

    @Test
    void tells_what_the_text_demands_and_what_is_enforced() {
        var answer = REGIMES.determine(facts(Y2026_03_02, H100, "IN", Authorization.license("D1")));

        assertThat(answer.byText().authorization()).isEqualTo(Authorization.exception("LPP"));
        assertThat(answer.asEnforced().authorization()).isEqualTo(Authorization.exception("NLR"));
    }

    @Test
    void and_that_whatever_the_deployment_does() {
        var off = new Regimes(Map.of("us-diffusion-2025", Mode.OFF, "us-acs-2023", Mode.OFF), null);

        var answer = off.determine(facts(Y2026_03_02, H100, "VN", null));

        assertThat(answer.authorization()).isEqualTo(Authorization.exception("NLR"));
        assertThat(answer.byText().authorization()).isEqualTo(Authorization.exception("LPP"));
        assertThat(answer.asEnforced().verdict()).isEqualTo(Verdict.LICENSE_REQUIRED);
        assertThat(answer.asEnforced().because()).contains("text of 88 FR 73458");
    }

    @Test
    void what_happened_is_charged_although_it_was_not_authorized() {
        var charges = REGIMES.charges(facts(Y2026_03_02, H100, "CN", null), CountingEvent.EXPORTED);

        assertThat(charges).extracting(charge -> charge.quota().rule())
                .containsExactly("exported-tpp", "exported-devices");
    }

    @Test
    void refuses_a_mode_for_a_regime_that_does_not_exist() {
        assertThatThrownBy(() -> new Regimes(Map.of("us-difusion-2025", Mode.OFF), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("us-difusion-2025");
    }

    @Nested
    class the_quota_rules {

        @Test
        void are_listed_with_their_mode() {
            assertThat(REGIMES.rules()).extracting(QuotaRule::id).containsExactly(
                    "country-allocation", "lpp", "aia-filing", "nveu", "uveu-all", "uveu-abroad", "uveu-country",
                    "uveu-outside-us", "us-customers", "ratio-to-china", "humain", "g42", "us-hardware", "stock",
                    "us-product", "flow", "national-cap", "exported-tpp", "exported-devices");
            assertThat(REGIMES.rule("example-national-cap", "national-cap").orElseThrow().mode()).isEqualTo(Mode.OFF);
            assertThat(REGIMES.rule("us-diffusion-2025", "no-such-rule")).isEmpty();
        }

        @Test
        void tell_the_cap_of_a_quota() {
            assertThat(REGIMES.cap(key("country-allocation", "IN", "2025-01-01")))
                    .contains(new Cap.Fixed(new BigDecimal("790000000")));
            assertThat(REGIMES.cap(key("lpp", "acme", "2026-01-01")))
                    .contains(new Cap.Fixed(new BigDecimal("26900000")));
            assertThat(REGIMES.cap(key("lpp", "acme", "2025-01-01"))).as("of a year in which the rule began later")
                    .contains(new Cap.Fixed(new BigDecimal("26900000")));
        }

        @Test
        void know_no_cap_for_another_period() {
            assertThat(REGIMES.cap(key("country-allocation", "IN", "2026-01-01"))).isEmpty();
            assertThat(REGIMES.cap(key("lpp", "acme", "2026-01-02"))).isEmpty();
            assertThat(REGIMES.cap(key("lpp", "acme", "open"))).isEmpty();
            assertThat(REGIMES.cap(key("no-such-rule", "acme", "2026-01-01"))).isEmpty();
        }

        private static QuotaKey key(String rule, String scope, String period) {
            return new QuotaKey("us-diffusion-2025", rule, List.of(scope), period);
        }
    }

    @Nested
    class the_view_of_a_regime {

        @Test
        void has_the_groups_of_the_day() {
            assertThat(group(Y2026_02_02).members()).contains("KH", "HK").doesNotContain("MO");
            assertThat(group(Y2026_02_03).members()).doesNotContain("KH");
            assertThat(group(Y2026_02_03).since()).isEqualTo(Y2026_02_03);
            assertThat(group(Y2026_02_02).since()).isNull();
        }

        @Test
        void has_the_posture_of_the_day() {
            assertThat(REGIMES.on(Y2025_05_12, "us-diffusion-2025").orElseThrow().posture()).isEqualTo("codified");
            assertThat(REGIMES.on(Y2025_05_12.plusDays(1), "us-diffusion-2025").orElseThrow().posture())
                    .isEqualTo("announced-unenforced");
            assertThat(REGIMES.on(LocalDate.of(2025, 1, 12), "us-diffusion-2025").orElseThrow().posture())
                    .isEqualTo("not-in-force");
        }

        @Test
        void tells_conditions_in_words() {
            var view = REGIMES.on(Y2026_03_02, "us-diffusion-2025").orElseThrow();

            assertThat(view.quotas().getFirst().periods())
                    .containsExactly("2025-01-01/2027-12-31: 790,000,000 TPP");
            assertThat(view.quotas().get(1).periods())
                    .containsExactly("each calendar year from 2025-01-13: 26,900,000 TPP");
            assertThat(view.exceptions()).filteredOn(one -> one.id().equals("LPP")).singleElement()
                    .satisfies(one -> assertThat(one.when()).contains("TPP of the shipment <= 26,900,000"));
            assertThat(view.switches()).extracting(Switch::name).contains("straddling-license", "unused-license");
            assertThat(REGIMES.choice("us-diffusion-2025", "straddling-license")).contains("refuse");
        }

        @Test
        void knows_all_seven() {
            assertThat(REGIMES.on(Y2026_03_02)).extracting(RegimeView::id).containsExactly(
                    "us-acs-2023", "us-diffusion-2025", "us-china-2026", "us-entities-2025", "proposed-scale-act",
                    "example-national-cap", "meters");
        }

        private static RegimeView.Group group(LocalDate day) {
            return REGIMES.on(day, "us-diffusion-2025").orElseThrow().groups().stream()
                    .filter(one -> one.id().equals("D:5"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class a_folder_of_a_deployment {

        static final String EDGE = "a shipment as large as the yearly limit may go under LPP";

        @TempDir
        Path folder;

        @Test
        void adds_a_regime() throws IOException {
            write("our-cap", Shelf.resource("example-national-cap/regime.yaml")
                    .replace("id: example-national-cap", "id: our-cap")
                    .replace("default-mode: \"off\"", "default-mode: enforce"));

            var charges = new Regimes(Map.of(), folder).determine(facts(Y2026_03_02, H100, "IN", null)).charges();

            assertThat(charges).extracting(charge -> charge.quota().id())
                    .contains("our-cap:national-cap:IN:2026-01-01");
        }

        @Test
        void turns_a_switch_by_replacing_a_shipped_regime() throws IOException {
            write("us-diffusion-2025", Shelf.resource("us-diffusion-2025/regime.yaml")
                    .replace("lpp-counts:\n    options: [exported, received]\n    default: exported",
                            "lpp-counts:\n    options: [exported, received]\n    default: received"));

            var regimes = new Regimes(Map.of(), folder);
            var facts = facts(Y2026_03_02, H100, "IN", Authorization.exception("LPP"));

            assertThat(regimes.on(Y2026_03_02)).hasSize(7);
            assertThat(regimes.charges(facts, CountingEvent.EXPORTED)).extracting(one -> one.quota().rule())
                    .doesNotContain("lpp");
            assertThat(regimes.charges(facts, CountingEvent.RECEIVED)).extracting(one -> one.quota().rule())
                    .contains("lpp");
        }

        @Test
        void is_refused_as_a_whole_when_one_file_is_broken() throws IOException {
            write("ours", "id: ours\ntitle: NO\n");

            assertThatThrownBy(() -> new Regimes(Map.of(), folder))
                    .isInstanceOf(BrokenLaw.class)
                    .hasMessageContaining("ours/regime.yaml:2: NO without quotes is the truth value false");
        }

        @Test
        void is_refused_when_its_text_contradicts_an_example_of_its_own() throws IOException {
            write("us-diffusion-2025", Shelf.resource("us-diffusion-2025/regime.yaml"));
            var examples = Shelf.resource("us-diffusion-2025/cases.yaml");
            Files.writeString(folder.resolve("us-diffusion-2025").resolve(WorkedCases.FILE), examples);
            assertThat(new Regimes(Map.of(), folder).on(Y2026_03_02)).as("sound").hasSize(7);

            write("us-diffusion-2025", Shelf.resource("us-diffusion-2025/regime.yaml")
                    .replace("shipment-tpp: {at-most: 26900000}", "shipment-tpp: {at-most: 26800000}"));

            assertThatThrownBy(() -> new Regimes(Map.of(), folder))
                    .isInstanceOf(BrokenLaw.class)
                    .hasMessageContaining("us-diffusion-2025/cases.yaml:" + lineOf(examples, EDGE) + ": the law"
                            + " contradicts the example '" + EDGE + "': verdict is to be AUTHORIZED, and is"
                            + " LICENSE_REQUIRED");
        }

        private static int lineOf(String text, String name) {
            return (int) text.substring(0, text.indexOf("- name: " + name)).lines().count();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "device: h100, | device: h1000, | 6 | 'h1000' is not one of the devices above, h100",
            "quantity: 64, | quantity: 0.5, | 6 | a quantity is a whole number of devices",
            "destination: IN | destination: India | 6 | 'India' is not an ISO 3166-1",
            "citation: ours | cite: ours | 5 | unknown key 'cite'",
            "class: 3A090.a | class: chip | 2 | 'chip' is neither a class set",
            "switches: {cap: wide} | switches: {cup: wide} | 4 | the regime has no switch 'cup' with the option 'wide'",
            "switches: {cap: wide} | named: {acme: a} | 4 | the regime names no party 'acme'",
            "switches: {cap: wide} | modes: {theirs: enforce} | 4 | there is no regime 'theirs' that could have a mode",
        })
        void is_refused_when_an_example_is_broken(String sound, String broken, int line, String reason)
                throws IOException {
            write("our-cap", Shelf.resource("example-national-cap/regime.yaml")
                    .replace("id: example-national-cap", "id: our-cap"));
            Files.writeString(folder.resolve("our-cap").resolve(WorkedCases.FILE), """
                    devices:
                      h100: {class: 3A090.a, tpp: 15832, marketed: "yes"}
                    cases:
                      - name: one
                        citation: ours
                        given: {date: 2026-03-02, device: h100, quantity: 64, destination: IN}
                        switches: {cap: wide}
                        expect: {verdict: AUTHORIZED}
                    """.replace(sound, broken));

            assertThatThrownBy(() -> new Regimes(Map.of(), folder))
                    .isInstanceOf(BrokenLaw.class)
                    .hasMessageContaining("our-cap/cases.yaml:" + line + ": ")
                    .hasMessageContaining(reason);
        }

        @Test
        void must_be_there() {
            assertThatThrownBy(() -> new Regimes(Map.of(), folder.resolve("nowhere")))
                    .isInstanceOf(BrokenLaw.class)
                    .hasMessageContaining("the folder of regimes is not there");
        }

        private void write(String id, String text) throws IOException {
            Files.writeString(Files.createDirectories(folder.resolve(id)).resolve("regime.yaml"), text);
        }
    }

    private static Facts facts(LocalDate on, Facts.Item item, String destination, @Nullable Authorization claimed) {
        var country = CountryCode.of(destination);
        return new Facts(on, item, 1, CountryCode.of("US"), country,
                new Facts.Consignee("consignee", country, country, "parent", country), "aurora", claimed);
    }
}
