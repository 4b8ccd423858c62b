package org.headroom.workbook;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long a file has been read; what is done with its rows meanwhile does not count.
final class ReadingTime {

    private final Duration max;
    private final LongSupplier nanos;
    private final long begun;
    private long elsewhere;

    /// @param nanos as [System#nanoTime] tells them
    ReadingTime(Duration max, LongSupplier nanos) {
        this.max = max;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /// The sink, whose time does not count.
    SheetRow.Sink without(SheetRow.Sink sink) {
        return (row, percent) -> {
            long handedOver = nanos.getAsLong();
            sink.row(row, percent);
            elsewhere += nanos.getAsLong() - handedOver;
        };
    }

    boolean isOver() {
        return nanos.getAsLong() - begun - elsewhere > max.toNanos();
    }
}
