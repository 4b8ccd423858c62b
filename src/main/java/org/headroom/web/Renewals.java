package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.headroom.session.Session;
import org.headroom.session.Sessions;
import org.headroom.web.Issuer.Answer;

/// Renews tokens a minute before they end, so that whoever works is not held up. One call renews; those beside it go on
/// with what is still good.
@ApplicationScoped
class Renewals {

    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    private final Sessions sessions;
    private final Issuer issuer;
    private final Clock clock;

    Renewals(Sessions sessions, Issuer issuer, Clock clock) {
        this.sessions = sessions;
        this.issuer = issuer;
        this.clock = clock;
    }

    /// The session with tokens that are good; empty where there will be none any more.
    Optional<Session> fresh(Session session) {
        if (session.expiresAt().minus(BEFORE).isAfter(clock.instant())) {
            return Optional.of(session);
        }
        return sessions.claimRenewal(session) ? renewed(session) : isGood(session)
                ? Optional.of(session)
                : awaited(session);
    }

    private Optional<Session> renewed(Session session) {
        return switch (issuer.renew(session.tokens())) {
            case Answer.Given(var tokens, var life) -> Optional.of(sessions.renew(session, tokens, life));
            case Answer.Refused() -> Optional.empty();
            case Answer.None() -> Optional.of(session).filter(this::isGood);
        };
    }

    private Optional<Session> awaited(Session session) {
        var now = Optional.of(session);
        for (long waited = 0; waited < PATIENCE.toNanos() && now.isPresent(); waited += ASK_EVERY.toNanos()) {
            LockSupport.parkNanos(ASK_EVERY.toNanos());
            now = sessions.again(session);
            if (now.filter(this::isGood).isPresent()) {
                return now;
            }
        }
        return Optional.empty();
    }

    private boolean isGood(Session session) {
        return session.expiresAt().isAfter(clock.instant());
    }
}
