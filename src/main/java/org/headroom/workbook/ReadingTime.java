package org.headroom.workbook;

import java.time.Duration;

/// How long a file has been read; what is done with its rows meanwhile does not count.
final class ReadingTime {

    private final Duration max;
    private final long begun = System.nanoTime();
    private long elsewhere;

    ReadingTime(Duration max) {
        this.max = max;
    }

    /// The sink, whose time does not count.
    SheetRow.Sink without(SheetRow.Sink sink) {
        return (row, percent) -> {
            long handedOver = System.nanoTime();
            sink.row(row, percent);
            elsewhere += System.nanoTime() - handedOver;
        };
    }

    boolean isOver() {
        return System.nanoTime() - begun - elsewhere > max.toNanos();
    }
}
