package org.headroom.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Which process must stop a server that outlives its starter. After a `kill -9` the next start finds the server
/// alive and its keeper dead: it takes the server over, so nothing is left behind at the end.
final class Custody {

    private final Path file;

    Custody(Path file) {
        this.file = file;
    }

    /// True when the server is now ours to stop; false when its keeper is alive and is not us.
    boolean take() throws IOException {
        var me = sign(ProcessHandle.current());
        if (Files.exists(file)) {
            var keeper = Files.readString(file).strip();
            if (!keeper.equals(me) && isAlive(keeper)) {
                return false;
            }
        }
        Files.writeString(file, me + "\n");
        return true;
    }

    private static boolean isAlive(String keeper) {
        var pid = keeper.split(" ", 2)[0];
        return pid.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> sign(process).equals(keeper))
                        .isPresent();
    }

    /// A process number comes again, together with its start it does not.
    private static String sign(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
