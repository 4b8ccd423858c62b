package org.headroom.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// How often one person may call, by kind of call. Each instance counts for itself, in memory: with two of them a
/// person has up to twice as much.
@ApplicationScoped
class RateLimits {

    /// Kinds of calls, by what they cost and what they tell.
    enum Kind {
        /// Tells what fits, so that many of them would find a rival's use by halving.
        CHECKS,
        /// Changes something.
        POSTINGS,
        READS,
        /// May read the whole ledger: writes a file of it, or looks for what is unusual.
        EXPORTS,
        UPLOADS;

        static Kind of(String method, String path) {
            if (path.endsWith("/check") || path.endsWith("/headroom") || path.endsWith("/headroom/mix")) {
                return CHECKS;
            }
            if (method.equals(HttpMethod.POST) && path.endsWith("/imports")) {
                return UPLOADS;
            }
            if (path.contains("/reports/") || path.endsWith(".xlsx") || path.endsWith("/flags")) {
                return EXPORTS;
            }
            return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) ? READS : POSTINGS;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Whose(String subject, Kind kind) {}

    /// Full buckets are forgotten when there are more than this.
    private static final int REMEMBERED = 10_000;

    private final Map<Whose, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<Kind, RateConfig.Limit> limits = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> refused = new EnumMap<>(Kind.class);
    private final SecurityIdentity caller;

    RateLimits(RateConfig config, MeterRegistry registry, SecurityIdentity caller) {
        this.caller = caller;
        for (var kind : Kind.values()) {
            limits.put(kind, Objects.requireNonNull(config.of().get(kind.word()), kind.word()));
            refused.put(kind, Counter.builder("rate_refusals")
                    .description("Calls refused because one person called too often")
                    .tag("kind", kind.word())
                    .register(registry));
        }
    }

    /// Made at the start, so that the counters are there at zero before the first refusal.
    void begin(@Observes StartupEvent started) {}

    /// Who is not known is refused elsewhere; who may not call at all has not come this far.
    @ServerRequestFilter
    @Nullable Response check(ContainerRequestContext call) {
        if (!(caller.getPrincipal() instanceof JsonWebToken token)) {
            return null;
        }
        var kind = Kind.of(call.getMethod(), call.getUriInfo().getPath());
        int seconds = take(token.getSubject(), kind, System.nanoTime());
        return seconds == 0 ? null : refusal(kind, seconds);
    }

    /// Seconds to wait; none when the call may go on.
    int take(String subject, Kind kind, long now) {
        if (buckets.size() > REMEMBERED) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        var limit = Objects.requireNonNull(limits.get(kind));
        return buckets.computeIfAbsent(new Whose(subject, kind),
                whose -> new Bucket(limit.perSecond(), limit.burst(), now)).take(now);
    }

    private Response refusal(Kind kind, int seconds) {
        Objects.requireNonNull(refused.get(kind)).increment();
        var limit = Objects.requireNonNull(limits.get(kind));
        var problem = Problem.of(Problem.Type.TOO_OFTEN,
                "You may make %s %s at once, then %s a second. Ask again in %s s."
                        .formatted(limit.burst(), kind.word(), limit.perSecond(), seconds));
        return Response.fromResponse(problem.response()).header(HttpHeaders.RETRY_AFTER, seconds).build();
    }
}
