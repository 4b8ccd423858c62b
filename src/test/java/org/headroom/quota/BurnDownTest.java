package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.ledger.CapStep;
import org.headroom.ledger.History;
import org.junit.jupiter.api.Test;

class BurnDownTest {

    private static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    private static final LocalDate MARCH_9 = LocalDate.of(2026, 3, 9);

    private static final List<History.Day> DAYS = List.of(
            day(MARCH_2, "10.00", "0"), day(MARCH_2.plusDays(1), "0", "0"), day(MARCH_9, "-4.00", "4.00"));
    private static final List<CapStep> CAPS = List.of(
            new CapStep(null, new BigDecimal("100.00")), new CapStep(MARCH_9, new BigDecimal("50.00")));

    private static History.Day day(LocalDate on, String reserved, String charged) {
        return new History.Day(on, new BigDecimal(reserved), new BigDecimal(charged));
    }

    @Test
    void days_add_up_and_one_on_which_nothing_moved_is_left_out() {
        var drawn = BurnDown.of(DAYS, CAPS, null);
        assertThat(drawn.points()).containsExactly(
                new BurnDown.Point(MARCH_2, new BigDecimal("10.00"), new BigDecimal("0")),
                new BurnDown.Point(MARCH_9, new BigDecimal("6.00"), new BigDecimal("4.00")));
        assertThat(drawn.points().getLast().used()).isEqualByComparingTo("10");
    }

    @Test
    void each_day_has_the_cap_of_its_end() {
        var drawn = BurnDown.of(DAYS, CAPS, null);
        assertThat(drawn.capOn(MARCH_9.minusDays(1))).isEqualByComparingTo("100");
        assertThat(drawn.capOn(MARCH_9)).isEqualByComparingTo("50");
        assertThat(BurnDown.of(DAYS, List.of(), null).capOn(MARCH_9)).as("a meter's").isNull();
    }

    @Test
    void what_takes_effect_after_the_day_asked_for_is_left_out() {
        var drawn = BurnDown.of(DAYS, CAPS, MARCH_9.minusDays(1));
        assertThat(drawn.points()).hasSize(1);
        assertThat(drawn.capOn(LocalDate.of(2026, 12, 31))).isEqualByComparingTo("100");
    }
}
