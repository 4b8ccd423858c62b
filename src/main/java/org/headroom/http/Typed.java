package org.headroom.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// What was typed into a query, as what it means.
public final class Typed {

    private Typed() {}

    /// A form sends a field that was left empty.
    public static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    public static @Nullable LocalDate day(String name, @Nullable String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed);
        } catch (DateTimeException broken) {
            throw InvalidInput.of(name, "format", "'" + typed + "' is not a day. Use 2026-03-02.");
        }
    }

    /// A moment, or the end of a day.
    public static @Nullable Instant moment(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        try {
            return typed.contains("T")
                    ? Instant.parse(typed)
                    : LocalDate.parse(typed).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
        } catch (DateTimeException broken) {
            throw InvalidInput.of("knownAt", "format",
                    "'" + typed + "' is not a moment. Use 2026-03-02T12:00:00Z, or a day for its end in UTC.");
        }
    }
}
