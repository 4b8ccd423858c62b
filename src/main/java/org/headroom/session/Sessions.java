package org.headroom.session;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.session.Session.Tokens;

/// The door to sessions. Each is known by what its browser holds; whoever else asks is nobody to the database.
@ApplicationScoped
public class Sessions {

    private static final int BYTES = 32;

    /// Use is written down so often at most; a limit of half an hour is good enough to the minute.
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    /// Whoever renews has ended one way or another by then.
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();
    private final SessionRows rows;
    private final SessionConfig config;
    private final Sealing sealing;
    private final Access access;
    private final Clock clock;

    Sessions(SessionRows rows, SessionConfig config, Sealing sealing, Access access, Clock clock) {
        this.rows = rows;
        this.config = config;
        this.sealing = sealing;
        this.access = access;
        this.clock = clock;
    }

    /// Begins a session and answers what its browser is to hold.
    public String begin(Tokens tokens, Duration life) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var held = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var id = id(held);
        var now = now();
        run(() -> rows.persist(new SessionRow(id, sealing.seal(tokens, id), now.plus(life), now)));
        return held;
    }

    /// The session of a browser, which is used by that; empty for one that has ended.
    public Optional<Session> use(String held) {
        return find(id(held));
    }

    /// The session as it is now.
    public Optional<Session> again(Session session) {
        return find(session.id());
    }

    private Optional<Session> find(String id) {
        var now = now();
        return call(() -> {
            var row = rows.findByIdOptional(id).filter(found -> !found.isOver(config, now)).orElse(null);
            if (row == null) {
                return Optional.<Session>empty();
            }
            if (row.usedAt().plus(WRITTEN_EVERY).isBefore(now)) {
                rows.use(id, now);
            }
            return sealing.open(row.sealed(), id)
                    .map(tokens -> new Session(id, tokens, row.expiresAt()));
        });
    }

    /// Whether the caller is the one to renew it. One who asks at the same moment is not: a refresh token is good once,
    /// and an issuer that sees it twice takes it for stolen.
    public boolean claimRenewal(Session session) {
        var now = now();
        return call(() -> rows.claim(session.id(), session.expiresAt(), now.minus(ABANDONED_AFTER), now));
    }

    public Session renew(Session session, Tokens tokens, Duration life) {
        var expiresAt = now().plus(life);
        run(() -> rows.renew(session.id(), sealing.seal(tokens, session.id()), expiresAt));
        return new Session(session.id(), tokens, expiresAt);
    }

    /// Ends the session of a browser; what it holds is worth nothing any more.
    public void end(String held) {
        run(() -> rows.end(id(held)));
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        var now = now();
        call(() -> rows.endBefore(now.minus(config.max()), now.minus(config.idle())));
    }

    private static String id(String held) {
        return HexFormat.of().formatHex(Sealing.digest(held));
    }

    /// To the microsecond, as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// For nobody's eyes: whose session it is is not known yet.
    private <T> T call(Supplier<T> work) {
        return access.call(Reader.Other.NOBODY, () -> QuarkusTransaction.requiringNew().call(work::get));
    }
}
