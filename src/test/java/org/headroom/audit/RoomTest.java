package org.headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void who_finds_no_place_waits_and_goes_in_turn() {
        var room = new Room(2);
        var went = new ArrayList<String>();
        assertThat(room.enter(() -> went.add("never"))).isTrue();
        assertThat(room.enter(() -> went.add("never"))).isTrue();
        assertThat(room.enter(() -> went.add("first"))).isFalse();
        assertThat(room.enter(() -> went.add("second"))).isFalse();
        assertThat(went).isEmpty();
        room.leave();
        assertThat(went).isEqualTo(List.of("first"));
        room.leave();
        assertThat(went).isEqualTo(List.of("first", "second"));
        assertThat(room.taken()).isEqualTo(2);
        room.leave();
        room.leave();
        assertThat(room.taken()).isZero();
    }

    @Test
    void is_never_overfull_and_forgets_nobody() {
        var room = new Room(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var went = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 10_000; i++) {
                Runnable go = () -> threads.execute(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    went.incrementAndGet();
                    inside.decrementAndGet();
                    room.leave();
                });
                if (room.enter(go)) {
                    go.run();
                }
            }
            while (went.get() < 10_000) {
                Thread.onSpinWait();
            }
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(room.taken()).isZero();
    }
}
