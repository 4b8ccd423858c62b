package org.headroom.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end and explains when it fails.
final class Command {

    private Command() {}

    /// Runs the command; what it prints goes to a file, so that a server it leaves behind holds no pipe of ours.
    static void run(List<String> command, Duration patience) throws IOException, InterruptedException {
        var output = Files.createTempFile("headroom-", ".out");
        try {
            var exit = exitOf(command, output, patience);
            if (exit != 0) {
                throw new IOException("%s ended with %d: %s"
                        .formatted(String.join(" ", command), exit, Files.readString(output).strip()));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static boolean succeeds(String... command) throws InterruptedException {
        try {
            run(List.of(command), Duration.ofSeconds(5));
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    static List<String> join(List<String> prefix, List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    private static int exitOf(List<String> command, Path output, Duration patience)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("%s did not end within %d s"
                    .formatted(String.join(" ", command), patience.toSeconds()));
        }
        return process.exitValue();
    }
}
