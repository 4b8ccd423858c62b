package org.headroom.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells the person at the terminal what is going on, a plain line at a time. Lines of two steps may interleave.
final class Progress {

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    /// Begins a step; what is returned tells its end and how long it took.
    Step begin(String what) {
        say(what + " ...");
        return new Step(this, System.nanoTime());
    }

    record Step(Progress progress, long begun) {
        void done(String what) {
            progress.say("%s, %s.".formatted(what, seconds()));
        }

        void still(String what) {
            progress.say("%s ... %s".formatted(what, seconds()));
        }

        private String seconds() {
            var millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
    }
}
