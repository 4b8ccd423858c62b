package org.headroom.terms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// What was read from the database and may have been changed there since, by another instance. What it answers was true
/// less than [#FRESH] ago.
///
/// Half that time before, one of those who ask reads it again, while the others go on with what is known.
public final class Remembered<T> {

    /// How long what was read is good for.
    public static final Duration FRESH = Duration.ofSeconds(2);

    private static final Duration RENEWED_AFTER = FRESH.dividedBy(2);

    private final Clock clock;
    private final T nothing;
    private final UnaryOperator<T> reader;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Read<T> last;

    private record Read<T>(T value, Instant at) {}

    /// @param nothing what is known before anything was read
    /// @param reader reads it, and is told what was known before
    public Remembered(Clock clock, T nothing, UnaryOperator<T> reader) {
        this.clock = clock;
        this.nothing = nothing;
        this.reader = reader;
        this.last = new Read<>(nothing, Instant.MIN);
    }

    public T get() {
        var now = clock.instant();
        var known = last;
        if (known.at().isBefore(now.minus(FRESH))) {
            return read();
        }
        if (known.at().isBefore(now.minus(RENEWED_AFTER)) && renewing.compareAndSet(false, true)) {
            try {
                return read();
            } finally {
                renewing.set(false);
            }
        }
        return known.value();
    }

    /// Reads it now, whatever is known.
    public T read() {
        var begun = clock.instant();
        var read = new Read<>(reader.apply(last.value()), begun);
        keep(read);
        return read.value();
    }

    /// Of two that read at once, the later knows more.
    private synchronized void keep(Read<T> read) {
        if (!read.at().isBefore(last.at())) {
            last = read;
        }
    }

    /// What is known, however old.
    public T last() {
        return last.value();
    }

    /// Has the next who asks read all of it.
    public synchronized void forget() {
        last = new Read<>(nothing, Instant.MIN);
    }
}
