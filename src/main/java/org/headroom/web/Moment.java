package org.headroom.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A moment as people read it, `2026-11-27 13:20 UTC`, and as machines do.
record Moment(String iso, String text) {

    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    static Moment of(Instant at) {
        return new Moment(
                at.truncatedTo(ChronoUnit.SECONDS).toString(), TO_THE_MINUTE.format(at.atOffset(ZoneOffset.UTC)));
    }

    static @Nullable Moment ofNullable(@Nullable Instant at) {
        return at == null ? null : of(at);
    }

    /// How late after the day that it is about a thing was recorded; null where it was not.
    static @Nullable String late(int days) {
        return days == 0 ? null : days + (days == 1 ? " day late" : " days late");
    }

    @Override
    public String toString() {
        return text;
    }
}
