package org.headroom.terms;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The days from the first to the last, both included; without a last day it stays open.
public record Period(LocalDate first, @Nullable LocalDate last) {

    public Period {
        if (last != null && last.isBefore(first)) {
            throw new IllegalArgumentException("A period must not end (" + last + ") before it begins (" + first + ")");
        }
    }

    public static Period calendarYear(int year) {
        return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && (last == null || !day.isAfter(last));
    }

    public boolean overlaps(Period other) {
        return (last == null || !other.first.isAfter(last)) && (other.last == null || !first.isAfter(other.last));
    }

    /// `2025-01-01/2027-12-31`, or `2026-01-15/..` for an open one (ISO 8601-2).
    @Override
    public String toString() {
        return first + "/" + (last == null ? ".." : last);
    }
}
