package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.headroom.terms.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures as people read them are the figures as they are.
class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "TPP, 1013248.00, '1,013,248.00'", "TPP, 0, 0.00", "TPP, 999.99, 999.99", "TPP, -1000, '-1,000.00'",
        "TPP, -100, -100.00", "TPP, 9999999999999999.99, '9,999,999,999,999,999.99'", "DEVICES, 64, 64",
        "DEVICES, 100000, '100,000'", "TPP, , –"
    })
    void an_amount_is_grouped_and_exact(Unit unit, BigDecimal amount, String text) {
        assertThat(Figures.grouped(unit, amount)).isEqualTo(text);
    }

    @Test
    void a_share_is_never_rounded_up() {
        assertThat(Figures.percent(new BigDecimal("0.8999"))).isEqualTo("89.9 %");
        assertThat(Figures.percent(new BigDecimal("0.9000"))).isEqualTo("90.0 %");
        assertThat(Figures.ofHundred(new BigDecimal("1.2"))).isEqualTo(100);
        assertThat(Figures.ofHundred(null)).isZero();
    }

    @Test
    void a_moment_says_its_zone() {
        var moment = Moment.of(Instant.parse("2026-11-27T13:20:31.5Z"));
        assertThat(moment.toString()).isEqualTo("2026-11-27 13:20 UTC");
        assertThat(moment.iso()).isEqualTo("2026-11-27T13:20:31Z");
    }

    @Test
    void what_a_second_person_is_shown_is_every_fact_and_exact() {
        assertThat(Shown.of("""
                {"quota": "q", "capAfter": 9999999999999999.99, "capBefore": 790000000.00, "reason": null,
                 "shipment": {"quantity": 12000, "exportDate": "2026-03-02", "tpp": "1013248.00", "serials": ["a", "b"]}}"""))
                .containsExactly(
                        new Shown.Fact("Quota", "q"),
                        new Shown.Fact("Cap after", "9,999,999,999,999,999.99"),
                        new Shown.Fact("Cap before", "790,000,000.00"),
                        new Shown.Fact("Shipment: quantity", "12,000"),
                        new Shown.Fact("Shipment: export date", "2026-03-02"),
                        new Shown.Fact("Shipment: tpp", "1,013,248.00"),
                        new Shown.Fact("Shipment: serials 1", "a"),
                        new Shown.Fact("Shipment: serials 2", "b"));
    }
}
