package org.headroom.alert;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.access.Access;
import org.jspecify.annotations.Nullable;

/// Warnings as they happen, for whoever follows.
@ApplicationScoped
public class AlertStream {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;

    /// A stream lives no longer than a token; whoever follows signs in again and goes on where it ended.
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Access access;
    private final Alerts alerts;

    AlertStream(Access access, Alerts alerts) {
        this.access = access;
        this.alerts = alerts;
    }

    /// Called in the request of whoever follows; the stream ends after five minutes.
    ///
    /// @param readableBy as in [Alerts#list]
    /// @param lastSeen the warning to go on after; null, or one that is not told, begins now
    public Multi<Alert> of(@Nullable String readableBy, @Nullable UUID lastSeen) {
        var reader = access.now(); // the ticks have no request
        var seen = new AtomicReference<>(Optional.ofNullable(lastSeen)
                .flatMap(id -> alerts.placeOf(readableBy, id))
                .orElseGet(() -> alerts.last(readableBy)));
        return Multi.createFrom()
                .ticks()
                .every(EVERY)
                .select().first(LIFE)
                .onOverflow().drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem().transformToMultiAndConcatenate(tick -> {
                    var place = Objects.requireNonNull(seen.get());
                    var due = access.call(reader, () -> alerts.after(readableBy, place, AT_ONCE));
                    seen.set(due.last());
                    return Multi.createFrom().iterable(due.alerts());
                });
    }
}
