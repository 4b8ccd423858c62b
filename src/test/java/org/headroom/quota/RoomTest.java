package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomTest {

    static final BigDecimal TPP_10 = new BigDecimal("10.00");
    static final BigDecimal TPP_60 = new BigDecimal("60.00");
    static final BigDecimal TPP_100 = new BigDecimal("100.00");
    static final BigDecimal NOTHING = new BigDecimal("0.00");
    static final Instant CLOSED = Instant.parse("2026-01-05T10:00:00Z");

    /// A cap of 100 TPP, 60 of which all have used, asked for 10 more.
    private static Effect exact(boolean binding, @Nullable Instant closedSince) {
        return new Effect("q", "A quota", "§ 1", Unit.TPP, TPP_10, TPP_100, NOTHING, TPP_60, new BigDecimal("30.00"),
                binding, Disclosure.EXACT, null, true, closedSince);
    }

    /// The same, as far as it is told where it is banded.
    private static Effect hidden(@Nullable BigDecimal cap, Band band) {
        return new Effect("q", "A quota", "§ 1", Unit.TPP, TPP_10, cap, null, null, null, true,
                Disclosure.BANDED, band, band == Band.CLOSED ? false : null, null);
    }

    private static Room room(Effect effect) {
        return Room.of(effect, TPP_10, null);
    }

    @Test
    void of_an_exact_quota_all_is_known() {
        var room = room(exact(true, null));
        assertThat(room.left()).isEqualByComparingTo("40");
        assertThat(room.isOpen()).isFalse();
        assertThat(room.with(new BigDecimal("40.00"), NOTHING).headroomAfter()).isEqualByComparingTo("0");
        assertThat(room.with(new BigDecimal("40.01"), NOTHING).fits()).isFalse();
    }

    @Test
    void what_only_counts_limits_nothing() {
        assertThat(room(exact(false, null)).left()).isNull();
        assertThat(room(exact(false, null)).with(TPP_100, NOTHING).fits()).isTrue();
    }

    @Test
    void in_a_closed_period_there_is_no_room() {
        for (var effect : new Effect[] {exact(true, CLOSED), exact(false, CLOSED), hidden(TPP_100, Band.CLOSED)}) {
            assertThat(room(effect).left()).isEqualByComparingTo("0");
            assertThat(room(effect).isOpen()).isFalse();
            assertThat(room(effect).with(TPP_10, NOTHING).fits()).isFalse();
        }
    }

    /// Whatever rivals have used: the cap less the own use, and only posting tells the rest.
    @Test
    void of_a_hidden_quota_the_own_use_is_known() {
        var room = room(hidden(TPP_100, Band.GREEN));
        assertThat(room.left()).isEqualByComparingTo("90");
        assertThat(room.isOpen()).isTrue();
        assertThat(room.with(new BigDecimal("90.00"), NOTHING).fits()).isNull();
        assertThat(room.with(new BigDecimal("90.01"), NOTHING).fits()).isFalse();
        assertThat(room.with(TPP_10, NOTHING).headroomAfter()).isNull();
        assertThat(room(hidden(null, Band.GREEN)).left()).isNull();
        assertThat(room(hidden(null, Band.GREEN)).isOpen()).isTrue();
    }

    /// A quarter of a whole of 400: what is charged to both takes three quarters, as the cap grows with it.
    @Test
    void a_share_of_a_whole_grows_with_what_is_added() {
        var base = new Room.Base("whole", new BigDecimal("0.25"), new BigDecimal("400.00"));
        var room = Room.of(exact(true, null), TPP_10, base);
        assertThat(room.left()).isEqualByComparingTo("40");
        assertThat(room.takes(TPP_10, TPP_10)).isEqualByComparingTo("7.5");
        assertThat(room.takes(NOTHING, TPP_10)).isEqualByComparingTo("0");
        var most = new BigDecimal("53.33"); // 60 + 53.33 ≤ 113.33, a quarter of 453.33, rounded down
        assertThat(room.with(most, most).cap()).isEqualByComparingTo("113.33");
        assertThat(room.with(most, most).fits()).isTrue();
        var more = new BigDecimal("53.34");
        assertThat(room.with(more, more).fits()).isFalse();
    }
}
