package org.headroom.regime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The caps that no shipped regime uses yet: ratios, shares and levels.
class CapKindsTest {

    static final LocalDate Y2025_03_31 = LocalDate.of(2025, 3, 31);
    static final LocalDate Y2025_04_01 = LocalDate.of(2025, 4, 1);
    static final LocalDate Y2026_01_14 = LocalDate.of(2026, 1, 14);
    static final LocalDate Y2026_01_15 = LocalDate.of(2026, 1, 15);

    static final Regimes REGIMES = new Regimes(Shelf.compile(Map.of("test-ratios", file())), Map.of(), Map::of);

    @Test
    void a_ratio_names_the_quota_it_is_a_ratio_of() {
        var charge = one(CountingEvent.EXPORTED, Y2026_01_15, "CN", "20999.99", "6499.99", "china-sales");

        assertThat(charge.cap()).isEqualTo(new Cap.Ratio(new BigDecimal("0.50"),
                new QuotaKey("test-ratios", "us-sales", List.of("h200"), "2026-01-15")));
        assertThat(REGIMES.cap(charge.quota())).contains(charge.cap());
        assertThat(charge.period()).isEqualTo(new Period(Y2026_01_15, null));
    }

    @Test
    void its_base_is_a_quota_of_its_own() {
        assertThat(one(CountingEvent.EXPORTED, Y2026_01_15, "US", "15832", "4800", "us-sales").cap())
                .isEqualTo(new Cap.None());
    }

    @Test
    void nothing_counts_before_the_period() {
        assertThat(charges(CountingEvent.EXPORTED, Y2026_01_14, "CN", "15832", "4800")).isEmpty();
    }

    @Test
    void a_ceiling_on_the_device_is_a_condition() {
        assertThat(charges(CountingEvent.EXPORTED, Y2026_01_15, "CN", "21000", "4800")).isEmpty();
        assertThat(charges(CountingEvent.EXPORTED, Y2026_01_15, "CN", "15832", "6500")).isEmpty();
    }

    @Test
    void a_missing_figure_leaves_open_whether_a_capped_quota_counts() {
        var answer = REGIMES.determine(facts(Y2026_01_15, "CN", "15832", null));

        assertThat(answer.verdict()).isEqualTo(Determination.Verdict.INDETERMINATE);
        assertThat(answer.because()).contains("DRAM bandwidth GB/s is unknown, needed < 6,500");
    }

    @Test
    void and_what_has_happened_counts_then() {
        assertThat(REGIMES.charges(facts(Y2026_01_15, "CN", "15832", null), CountingEvent.EXPORTED)).hasSize(1);
    }

    @Test
    void a_share_is_charged_together_with_the_whole() {
        var charges = charges(CountingEvent.INSTALLED, Y2025_04_01, "SG", "15832", "4800");

        assertThat(charges).extracting(charge -> charge.quota().id()).containsExactly(
                "test-ratios:owned:parent:2025-04-01",
                "test-ratios:abroad:parent:SG:2025-04-01",
                "test-ratios:installed-base:consignee:SG:2025-01-01");
        assertThat(charges.get(1).cap()).isEqualTo(new Cap.Ratio(new BigDecimal("0.07"), charges.get(0).quota()));
        assertThat(charges.get(1).period()).isEqualTo(new Period(Y2025_04_01, LocalDate.of(2025, 6, 30)));
    }

    @Test
    void a_level_is_one_account_whose_cap_changes_with_the_day() {
        var before = one(CountingEvent.INSTALLED, Y2025_03_31, "SG", "15832", "4800", "installed-base");
        var after = one(CountingEvent.INSTALLED, Y2025_04_01, "SG", "15832", "4800", "installed-base");

        assertThat(before.quota()).isEqualTo(after.quota());
        assertThat(before.cap()).isEqualTo(new Cap.Fixed(new BigDecimal("633000000")));
        assertThat(after.cap()).isEqualTo(new Cap.Fixed(new BigDecimal("949500000")));
        assertThat(after.period()).isEqualTo(new Period(LocalDate.of(2025, 1, 1), null));
        assertThat(REGIMES.cap(after.quota(), Y2025_04_01)).contains(after.cap());
        assertThat(REGIMES.rule("test-ratios", "installed-base").orElseThrow().kind()).isEqualTo("level");
        assertThat(REGIMES.rule("test-ratios", "owned").orElseThrow().kind()).isEqualTo("flow");
    }

    @Test
    void are_told_in_words() {
        var quotas = REGIMES.on(Y2026_01_15, "test-ratios").orElseThrow().quotas();

        assertThat(quotas).extracting(quota -> quota.periods().getFirst()).containsExactly(
                "2026-01-15/..: no cap",
                "2026-01-15/..: 50 % of us-sales",
                "each calendar quarter: no cap",
                "each calendar quarter: 7 % of owned, as a share of it",
                "2025-01-01/2025-03-31: 633,000,000 TPP");
    }

    private static Charge one(
            CountingEvent event, LocalDate on, String destination, String tpp, String bandwidth, String rule) {
        return charges(event, on, destination, tpp, bandwidth).stream()
                .filter(charge -> charge.quota().rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static List<Charge> charges(
            CountingEvent event, LocalDate on, String destination, String tpp, String bandwidth) {
        return REGIMES.charges(facts(on, destination, tpp, bandwidth), event);
    }

    private static Facts facts(LocalDate on, String destination, String tpp, @Nullable String bandwidth) {
        var country = CountryCode.of(destination);
        var item = new Facts.Item("h200", ControlClass.of("3A090.a"), TotalProcessingPerformance.of(tpp), null,
                bandwidth == null ? null : new BigDecimal(bandwidth), "yes");
        return new Facts(on, item, 1, CountryCode.of("US"), country,
                new Facts.Consignee("consignee", country, country, "parent", country), "aurora",
                bandwidth == null ? null : Authorization.license("D1"));
    }

    private static String file() {
        try (var file = CapKindsTest.class.getResourceAsStream("/regimes/test-ratios.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
