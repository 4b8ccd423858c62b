package org.headroom.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// From `./headroom run` to the first answer, on a database that is there, beside servers that run.
class StartBench {

    private static final int PORT = 18_080;
    private static final int STARTS = 3;

    @Test
    void start_to_first_answer() throws Exception {
        var home = Path.of("target", "start-bench").toAbsolutePath();
        Files.createDirectories(home);
        try (var service = new RunningService(home, PORT)) {
            System.out.println("\nStart to first answer, in seconds\n");
            for (int start = 0; start < STARTS; start++) {
                service.kill();
                long begun = System.nanoTime();
                service.restart();
                System.out.printf(Locale.ROOT, "%.1f%n", (System.nanoTime() - begun) / 1e9);
            }
        }
    }
}
