package org.headroom.replay;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The book page by page: while one is worked on, the next is read.
final class Pages implements AutoCloseable {

    private static final int PAGE = 2_000;

    private final PastSql past;
    private final long upTo;
    private @Nullable FutureTask<Page> coming;

    /// @param end the last number that it may hold
    record Page(long end, List<Past> postings) {}

    /// @param past with a connection that nobody else uses
    Pages(PastSql past, long upTo) {
        this.past = past;
        this.upTo = upTo;
        read(0);
    }

    private void read(long after) {
        long end = Math.min(upTo, after + PAGE);
        coming = after >= upTo ? null : new FutureTask<>(() -> new Page(end, past.page(after, end)));
        if (coming != null) {
            Thread.ofVirtual().name("replay-page").start(coming);
        }
    }

    /// @return null behind the last page
    @Nullable Page next() throws SQLException {
        if (coming == null) {
            return null;
        }
        try {
            var page = coming.get();
            read(page.end());
            return page;
        } catch (ExecutionException fault) {
            throw new SQLException("The book could not be read on", fault.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", stopped);
        }
    }

    /// Nobody reads from the connection any more when this returns.
    @Override
    public void close() {
        var last = coming;
        coming = null;
        if (last != null) {
            try {
                last.get();
            } catch (ExecutionException unread) {
                // nobody asks for this page
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
