package org.headroom.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private int reads;
    private Runnable meanwhile = () -> {};
    private final Remembered<Integer> remembered = new Remembered<>(new Moving(), 0, before -> {
        told.add("after " + before);
        int read = ++reads;
        meanwhile.run();
        return read;
    });

    @Test
    void it_is_read_when_first_asked_for_and_then_known() {
        assertThat(remembered.last()).isZero();
        assertThat(remembered.get()).isEqualTo(1);
        pass(Duration.ofMillis(1000));
        assertThat(remembered.get()).isEqualTo(1);
        assertThat(told).containsExactly("after 0");
    }

    @Test
    void half_way_one_reads_it_again_while_others_go_on_with_what_is_known() {
        remembered.get();
        pass(Duration.ofMillis(1001));
        meanwhile = () -> told.add("another is told " + remembered.get());
        assertThat(remembered.get()).isEqualTo(2);
        assertThat(told).containsExactly("after 0", "after 1", "another is told 1");
    }

    @Test
    void what_is_too_old_is_told_to_nobody() {
        remembered.get();
        pass(Duration.ofMillis(2001));
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void a_reading_that_began_earlier_does_not_undo_a_later_one() {
        meanwhile = () -> {
            meanwhile = () -> {};
            pass(Duration.ofMillis(10));
            remembered.read();
        };
        assertThat(remembered.read()).isEqualTo(1);
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void what_is_forgotten_is_read_as_if_nothing_were_known() {
        remembered.get();
        remembered.forget();
        assertThat(remembered.get()).isEqualTo(2);
        assertThat(told).containsExactly("after 0", "after 0");
    }

    @Test
    void a_reading_that_fails_leaves_what_is_known_and_the_next_tries_again() {
        remembered.get();
        pass(Duration.ofMillis(1001));
        meanwhile = () -> {
            throw new IllegalStateException("away");
        };
        assertThatThrownBy(remembered::get).hasMessage("away");
        assertThat(remembered.last()).isEqualTo(1);
        meanwhile = () -> {};
        assertThat(remembered.get()).isEqualTo(3);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private final class Moving extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
