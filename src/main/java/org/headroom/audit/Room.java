package org.headroom.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;

/// Room for events that are not written yet. Who comes when all is taken waits in turn, and no thread with him. Who is
/// in already is never turned away, so there are as many more as calls were under way.
final class Room {

    private final int size;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    Room(int size) {
        this.size = size;
    }

    /// @param later runs when there is room again
    /// @return whether there is room at once; then nothing runs later
    synchronized boolean enter(Runnable later) {
        boolean fits = taken < size;
        if (!fits) {
            waiting.add(later);
        }
        return fits;
    }

    synchronized void take() {
        taken++;
    }

    /// Lets in as many as there is room for then. Some of them take none, so it is called again and again.
    void leave(int written) {
        var next = new ArrayList<Runnable>();
        synchronized (this) {
            taken -= written;
            while (next.size() < size - taken && !waiting.isEmpty()) {
                next.add(waiting.remove());
            }
        }
        next.forEach(Runnable::run);
    }

    synchronized int taken() {
        return taken;
    }
}
