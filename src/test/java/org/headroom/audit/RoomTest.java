package org.headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void who_finds_no_room_waits_and_goes_in_turn() {
        var room = new Room(2);
        var went = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            assertThat(room.enter(() -> went.add("never"))).isTrue();
            room.take();
        }
        assertThat(room.enter(() -> went.add("first"))).isFalse();
        assertThat(room.enter(() -> went.add("second"))).isFalse();
        assertThat(room.enter(() -> went.add("third"))).isFalse();
        room.leave(0);
        assertThat(went).isEmpty();
        room.leave(1);
        assertThat(went).isEqualTo(List.of("first"));
        room.take();
        room.leave(2);
        assertThat(went).isEqualTo(List.of("first", "second", "third"));
        assertThat(room.taken()).isZero();
        assertThat(room.enter(() -> went.add("never"))).isTrue();
    }

    /// Those who are let in need not have anything to tell.
    @Test
    void nobody_is_forgotten_when_others_take_no_room() {
        var room = new Room(1);
        var went = new ArrayList<String>();
        room.take();
        assertThat(room.enter(() -> went.add("first"))).isFalse();
        assertThat(room.enter(() -> went.add("second"))).isFalse();
        room.leave(1);
        assertThat(went).containsExactly("first");
        room.leave(0);
        assertThat(went).containsExactly("first", "second");
    }

    @Test
    void who_is_in_already_is_not_turned_away() {
        var room = new Room(1);
        room.take();
        room.take();
        assertThat(room.taken()).isEqualTo(2);
        assertThat(room.enter(() -> {})).isFalse();
    }
}
