package org.headroom.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// How late a posting came. A view of the book as of a day, made before a late one was recorded, did not have it.
public final class Lateness {

    /// As SQL, from the columns of a posting; the partial index `posting_is_late` has the same words.
    static final String IS_LATE = "(recorded_at at time zone 'UTC')::date > effective_on";

    private Lateness() {}

    /// The days from the one it takes effect on to the one it was recorded on (UTC); 0 when that is not a later one.
    public static int days(LocalDate effectiveOn, Instant recordedAt) {
        var recordedOn = LocalDate.ofInstant(recordedAt, ZoneOffset.UTC);
        return (int) Math.max(0, ChronoUnit.DAYS.between(effectiveOn, recordedOn));
    }
}
