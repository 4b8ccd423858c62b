package org.headroom.audit;

import java.util.ArrayDeque;
import java.util.Queue;

/// Places for calls whose event is not written yet. Whoever finds none waits in turn, and no thread with him.
final class Room {

    private final int size;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    Room(int size) {
        this.size = size;
    }

    /// @param later runs once a place is free, which is then the caller's
    /// @return whether there is a place at once; then nothing runs later
    synchronized boolean enter(Runnable later) {
        if (taken == size) {
            waiting.add(later);
            return false;
        }
        taken++;
        return true;
    }

    /// Gives a place back, or to the one who has waited longest.
    void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
            }
        }
        if (next != null) {
            next.run();
        }
    }

    synchronized int taken() {
        return taken;
    }
}
