package org.headroom.http;

/// A bucket of tokens: it is full at first, each call takes one, and time fills it again.
///
/// Time is told in nanoseconds, as [System#nanoTime] counts them.
final class Bucket {

    private final double perNano;
    private final double size;
    private double tokens;
    private long since;

    /// @param perSecond how fast it fills
    /// @param size how many it holds
    Bucket(double perSecond, int size, long now) {
        this.perNano = perSecond / 1e9;
        this.size = size;
        this.tokens = size;
        this.since = now;
    }

    /// Takes a token and answers 0; or, where there is none, answers in how many whole seconds there will be one.
    synchronized int take(long now) {
        fill(now);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - tokens) / perNano / 1e9));
    }

    /// Whether it need not be remembered: a new one would hold as much.
    synchronized boolean isFull(long now) {
        fill(now);
        return tokens >= size;
    }

    private void fill(long now) {
        tokens = Math.min(size, tokens + Math.max(0, now - since) * perNano);
        since = Math.max(since, now);
    }
}
