package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.ledger.Books.MARCH_2;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapStepTest {

    private static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);

    private static CapStep step(@Nullable LocalDate from, String cap) {
        return new CapStep(from, new BigDecimal(cap));
    }

    private static History.Day day(LocalDate on, String charged) {
        return new History.Day(on, BigDecimal.ZERO, new BigDecimal(charged));
    }

    @Test
    void a_change_counts_from_its_day_on() {
        assertThat(CapStep.inOrder(List.of(step(null, "1"), step(MARCH_2, "2"), step(APRIL_1, "3"))))
                .containsExactly(step(null, "1"), step(MARCH_2, "2"), step(APRIL_1, "3"));
        assertThat(CapStep.inOrder(List.of())).isEmpty();
    }

    @Test
    void what_is_posted_later_counts_from_an_earlier_day_on_too() {
        assertThat(CapStep.inOrder(List.of(step(null, "1"), step(APRIL_1, "3"), step(MARCH_2, "2"))))
                .containsExactly(step(null, "1"), step(MARCH_2, "2"));
        assertThat(CapStep.inOrder(List.of(step(null, "1"), step(MARCH_2, "2"), step(MARCH_2, "3"))))
                .containsExactly(step(null, "1"), step(MARCH_2, "3"));
    }

    @Test
    void a_cap_that_follows_moves_with_what_the_other_has_charged_and_is_rounded_down() {
        assertThat(CapStep.following(new BigDecimal("0.5"), List.of(
                day(MARCH_2.minusDays(1), "0"), day(MARCH_2, "10.01"), day(APRIL_1, "-4.00"))))
                .containsExactly(step(null, "0.00"), step(MARCH_2, "5.00"), step(APRIL_1, "3.00"));
    }
}
