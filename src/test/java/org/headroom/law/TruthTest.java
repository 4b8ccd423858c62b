package org.headroom.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.law.Truth.NO;
import static org.headroom.law.Truth.UNKNOWN;
import static org.headroom.law.Truth.YES;

import org.junit.jupiter.api.Test;

class TruthTest {

    @Test
    void one_no_decides_whatever_is_missing() {
        assertThat(NO.and(UNKNOWN)).isEqualTo(NO);
        assertThat(UNKNOWN.and(NO)).isEqualTo(NO);
        assertThat(YES.and(UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(YES.and(YES)).isEqualTo(YES);
    }

    @Test
    void one_yes_is_enough_whatever_is_missing() {
        assertThat(YES.or(UNKNOWN)).isEqualTo(YES);
        assertThat(UNKNOWN.or(YES)).isEqualTo(YES);
        assertThat(NO.or(UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(NO.or(NO)).isEqualTo(NO);
    }

    @Test
    void what_is_unknown_stays_so_when_turned_round() {
        assertThat(UNKNOWN.not()).isEqualTo(UNKNOWN);
        assertThat(YES.not()).isEqualTo(NO);
        assertThat(NO.not()).isEqualTo(YES);
    }
}
