package org.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How near a device is to the numbers of the text, told from both sides of each.
class MarginsTest {

    private static final LocalDate MARCH_2026 = LocalDate.of(2026, 3, 2);
    private static final LocalDate MAY_2023 = LocalDate.of(2023, 5, 1);
    private static final LocalDate BEFORE_ALL_TEXT = LocalDate.of(2020, 1, 1);

    private static List<String> told(String fp16, String area, LocalDate on) {
        var specification = new Specification("A", "B", null, null, Marketing.DATA_CENTER,
                Map.of("fp16", new BigDecimal(fp16)), new BigDecimal(area), null, true, null, null, null,
                new BigDecimal("599"), Map.of());
        return new Rater().margins(specification, on).stream().map(Margin::text).toList();
    }

    @Test
    void the_nearest_number_below_and_the_nearest_above_are_told() {
        assertThat(told("148", "814", MARCH_2026)).containsExactly(
                "TPP 2,368 is 768 (48 %) above 1,600, the least that 3A090.a.2 and 3A090.b.2 ask for.",
                "TPP 2,368 is 32 (1.3 %) below 2,400, the least that 3A090.b.1 asks for.",
                "Performance density 2.90909 is 1.30909 (81.8 %) above 1.6, the least that 3A090.b.1 asks for.",
                "Performance density 2.90909 is 0.290909 (9 %) below 3.2, the least that 3A090.b.2 asks for.");
    }

    @Test
    void at_a_number_it_is_reached_and_a_hair_below_it_is_not() {
        assertThat(told("300", "1500", MARCH_2026)).contains(
                "TPP 4,800 is at 4,800, the least that 3A090.a.1 asks for.",
                "Performance density 3.2 is at 3.2, the least that 3A090.b.2 asks for.");
        assertThat(told("300", "1500.0001", MARCH_2026)).contains(
                "Performance density 3.199999 is by a hair below 3.2, the least that 3A090.b.2 asks for.");
    }

    @Test
    void the_text_of_the_day_is_what_counts() {
        assertThat(told("300", "1500", MAY_2023)).contains(
                "Interconnect GB/s 599 is 1 (0.1 %) below 600, the least that 3A090 asks for.");
        assertThat(told("300", "1500", BEFORE_ALL_TEXT)).isEmpty();
    }
}
