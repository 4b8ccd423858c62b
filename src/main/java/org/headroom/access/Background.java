package org.headroom.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Work that waits in the database and is done in the background, as the regulator: by one thread of each instance, and
/// each piece of it by one instance only. What a fault of the database interrupts is taken up when it is begun again.
public final class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);

    private final String name;
    private final Access access;
    private final Connections connections;
    private final Work work;
    private final Semaphore place = new Semaphore(1);
    private volatile boolean open;

    /// Looks for what waits, and does it.
    public interface Work {
        void on(Connection connection) throws SQLException;
    }

    /// @param name of its thread and its locks
    public Background(String name, Access access, Connections connections, Work work) {
        this.name = name;
        this.access = access;
        this.connections = connections;
        this.work = work;
    }

    public void start() {
        open = true;
        begin();
    }

    public void stop() {
        open = false;
    }

    /// Whether it may go on; not once the service stops.
    public boolean isOpen() {
        return open;
    }

    /// Takes up what waits, once whatever is under way here has come to its end.
    public void begin() {
        Thread.ofVirtual().name(name).start(() -> access.run(Reader.Other.REGULATOR, this::run));
    }

    private void run() {
        try {
            place.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        try (var connection = connections.open()) {
            work.on(connection);
        } catch (SQLException | RuntimeException fault) {
            LOG.errorf(fault, "The work '%s' rests and is taken up again in a minute", name);
        } finally {
            place.release();
        }
    }

    /// Does one piece of it, unless another instance is at it.
    public void alone(Connection connection, Object piece, Alone.Task task) throws SQLException {
        Alone.run(connection, name + " " + piece, task);
    }
}
