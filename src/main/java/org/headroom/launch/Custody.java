package org.headroom.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which process must stop a server that outlives its starter. After a `kill -9` the next start finds the server
/// alive and its keeper gone: it takes the server over, so nothing is left behind at the end.
///
/// The keeper holds a lock on a file. The system releases it at the very moment the keeper dies, however it dies; a
/// process number in the file would do so only when somebody has buried the dead.
final class Custody {

    /// Held to the end of the process. Opening such a file once more and closing it would release the lock.
    private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

    private final Path file;

    Custody(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /// True when the server is now ours to stop; false when another process keeps it.
    boolean take() throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return true;
            }
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return false;
            }
            HELD.put(file, channel);
            return true;
        }
    }

    /// Lets go of a server that has been stopped.
    void leave() throws IOException {
        synchronized (HELD) {
            var channel = HELD.remove(file);
            if (channel != null) {
                channel.close();
            }
        }
    }
}
