package org.headroom.ledger;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where postings gather while the writer is busy with those before them.
///
/// As a rule whoever asks decides it here, from the book, so that a batch is complete when the writer comes for it.
/// What the book does not suffice for stays undecided, and so does what comes after it, until the writer has decided it
/// under the lock of the head. While anything is undecided the book is the writer's alone.
final class Intake {

    private static final int BATCH_MAX = 512;
    private static final int QUEUE_MAX = 20_000;
    private static final int SURPRISE_BATCHES = 100;
    private static final int TRIES = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Clock clock;

    /// For the writer, while anything is undecided.
    final Book book = new Book();

    /// In the order in which they were decided; the last one is still open.
    private final ArrayDeque<Flight> decided = new ArrayDeque<>();
    private final List<Pending> undecided = new ArrayList<>();
    /// Batches that are still decided under the lock, because another instance posted in between.
    private int surprises;
    private boolean isClosed;

    /// What the writer does next.
    sealed interface Work permits Flight, Undecided {}

    /// To be decided under the lock of the head. They stay here until each is answered.
    record Undecided(List<Pending> pending) implements Work {}

    Intake(Clock clock) {
        this.clock = clock;
    }

    /// @return whether it was taken; not when too much waits, or nothing is written any more
    boolean take(Pending pending) {
        lock.lock();
        try {
            if (isClosed || size() >= QUEUE_MAX) {
                return false;
            }
            gather(pending);
            arrived.signal();
            return true;
        } catch (Throwable fault) { // half a decision may be in the book
            undecide();
            throw fault;
        } finally {
            lock.unlock();
        }
    }

    private void gather(Pending pending) {
        if (!undecided.isEmpty() || surprises > 0 || !book.suffices(pending.request())) {
            undecided.add(pending);
            return;
        }
        var last = decided.peekLast();
        if (last == null || last.pending().size() >= BATCH_MAX) {
            last = follow(last);
        }
        last.batch().decide(pending);
        last.pending().add(pending);
    }

    private Flight follow(@Nullable Flight full) {
        if (full != null) {
            book.turnTo(full.batch().last());
        }
        var next = new Flight(new ArrayList<>(), new Batch(book, new HashMap<>(), clock));
        decided.addLast(next);
        return next;
    }

    /// Without falling asleep over it: whoever decides something here is done in microseconds.
    private void lockAtOnce() {
        for (int tries = 0; tries < TRIES; tries++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /// Waits until there is something to write.
    ///
    /// @return null when nothing is left, and nothing will come
    @Nullable Work next() throws InterruptedException {
        lockAtOnce();
        try {
            while (size() == 0) {
                if (isClosed) {
                    return null;
                }
                arrived.await();
            }
            for (var flight = decided.pollFirst(); flight != null; flight = decided.pollFirst()) {
                if (decided.isEmpty()) {
                    book.turnTo(flight.batch().last());
                }
                if (!flight.batch().accepted.isEmpty()) {
                    return flight;
                }
                undecided.addAll(0, flight.pending());
            }
            surprises = Math.max(0, surprises - 1);
            return new Undecided(undecided.stream().limit(BATCH_MAX).toList());
        } finally {
            lock.unlock();
        }
    }

    /// It is on disk. Whoever was refused, or asked again, must hear it from the book as it stands.
    void landed(Flight flight) {
        var notPosted = flight.notPosted();
        if (!notPosted.isEmpty()) {
            locked(() -> undecided.addAll(0, notPosted));
        }
    }

    /// It is not on disk, as far as is known, so what was decided after it is void too.
    ///
    /// @param isSurprise whether another instance has posted in between
    void failed(Flight flight, boolean isSurprise) {
        locked(() -> {
            undecide();
            undecided.addAll(0, flight.pending());
            surprises = isSurprise ? SURPRISE_BATCHES : surprises;
        });
    }

    /// Lets go of those that are answered; whoever came behind them is decided from the book again, as far as it goes.
    void settle() {
        locked(() -> {
            var behind = new ArrayDeque<>(undecided);
            behind.removeIf(pending -> pending.answer().isDone());
            undecided.clear();
            try {
                for (var next = behind.peek(); next != null; next = behind.peek()) {
                    gather(next);
                    behind.remove();
                }
            } finally {
                undecided.addAll(behind); // if one cannot be gathered, all hear of it
            }
        });
    }

    /// @return all that waited
    List<Pending> giveUp() {
        lock.lock();
        try {
            undecide();
            var all = List.copyOf(undecided);
            undecided.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void undecide() {
        undecided.addAll(0, decided.stream().flatMap(flight -> flight.pending().stream()).toList());
        decided.clear();
        book.forget();
    }

    /// Takes no more.
    void close() {
        locked(() -> {
            isClosed = true;
            arrived.signal();
        });
    }

    /// How many wait.
    int depth() {
        lock.lock();
        try {
            return size();
        } finally {
            lock.unlock();
        }
    }

    private int size() {
        int size = undecided.size();
        for (var flight : decided) {
            size += flight.pending().size();
        }
        return size;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
