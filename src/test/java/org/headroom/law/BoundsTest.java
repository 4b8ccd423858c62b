package org.headroom.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    static final Bounds FROM_2400_BELOW_4800 = bounds("{at-least: 2400, below: 4800}");
    static final Bounds MORE_THAN_2_UP_TO_3 = bounds("{more-than: 2, at-most: 3}");

    @ParameterizedTest
    @CsvSource({"2399.99,NO", "2400,YES", "4799.99,YES", "4800,NO"})
    void at_least_includes_and_below_excludes(String figure, Truth holds) {
        assertThat(FROM_2400_BELOW_4800.holds(new BigDecimal(figure))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"2,NO", "2.01,YES", "3,YES", "3.01,NO"})
    void more_than_excludes_and_at_most_includes(String figure, Truth holds) {
        assertThat(MORE_THAN_2_UP_TO_3.holds(new BigDecimal(figure))).isEqualTo(holds);
    }

    @Test
    void a_missing_figure_is_neither_in_nor_out() {
        assertThat(FROM_2400_BELOW_4800.holds(null)).isEqualTo(Truth.UNKNOWN);
        assertThat(FROM_2400_BELOW_4800.holds(new BigDecimal("2400"), null)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void a_quotient_is_compared_without_dividing() {
        var third = bounds("{at-least: 0.333333}");

        assertThat(third.holds(new BigDecimal("1"), new BigDecimal("3"))).isEqualTo(Truth.YES);
        assertThat(bounds("{at-least: 0.333334}").holds(new BigDecimal("1"), new BigDecimal("3"))).isEqualTo(Truth.NO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2399 | TPP 2,399 < 2,400
            2400 | TPP 2,400 >= 2,400 and < 4,800
            4800 | TPP 4,800 >= 4,800
            """)
    void tells_the_bound_that_is_broken_or_all_that_hold(String figure, String told) {
        assertThat(FROM_2400_BELOW_4800.tell("TPP", new BigDecimal(figure))).isEqualTo(told);
    }

    @Test
    void tells_what_is_needed_when_the_figure_is_missing() {
        assertThat(FROM_2400_BELOW_4800.tell("TPP", null)).isEqualTo("TPP is unknown, needed >= 2,400 and < 4,800");
    }

    private static Bounds bounds(String yaml) {
        var findings = new Findings();
        var bounds = Bounds.read(Section.read("test.yaml", yaml, findings));
        findings.refuseIfAny();
        return bounds;
    }
}
