package org.headroom.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.access.Reader;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.AuditLog;
import org.headroom.exporter.Exporters;
import org.headroom.terms.Ids;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Gives every call an id, and has each call that matters told to the audit log, once, however it ends.
///
/// JAX-RS knows best what was answered, and can hold it back. What is refused before it, and what streams, is told when
/// the head of the answer leaves; and a call whose caller has gone, when the connection closes.
@ApplicationScoped
public class AuditTrail {

    public static final String REQUEST_ID = "X-Request-Id";

    /// What lines of the log know it by.
    static final String IN_LOG = "request";

    /// Before every other filter, so that what they refuse has an id and is told, too.
    private static final int FIRST = 3_000;

    /// The status of a call whose caller had gone before it was answered.
    private static final int LEFT = 499;

    private static final Pattern GOOD_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final AuditLog log;
    private final Operations operations;
    private final Exporters exporters;
    private final Clock clock;

    AuditTrail(AuditLog log, Operations operations, Exporters exporters, Clock clock) {
        this.log = log;
        this.operations = operations;
        this.exporters = exporters;
        this.clock = clock;
    }

    /// What is known of a call before it ends.
    private static final class Trace {

        private final Operations.@Nullable Called operation;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable String problem;
        private volatile @Nullable String made;

        Trace(Operations.@Nullable Called operation) {
            this.operation = operation;
        }

        @Nullable String route() {
            return operation == null ? null : operation.route();
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext call) {
        var sent = call.request().getHeader(REQUEST_ID);
        var id = sent != null && GOOD_ID.matcher(sent).matches() ? sent : Ids.next(clock.instant()).toString();
        call.put(REQUEST_ID, id);
        call.response().putHeader(REQUEST_ID, id);
        MDC.put(IN_LOG, id);
        var area = Area.of(call);
        if (area != Area.API && area != Area.PAGE) {
            call.next();
            return;
        }
        var path = Operations.decoded(call.request().path());
        var trace = new Trace(operations.find(call.request().method().name(), path).orElse(null));
        call.put(Trace.class.getName(), trace);
        var context = call.vertx().getOrCreateContext();
        if (log.enter(() -> context.runOnContext(turn -> enter(call, trace)))) {
            enter(call, trace);
        }
    }

    private void enter(RoutingContext call, Trace trace) {
        if (call.response().closed()) {
            return; // who has gone while he waited has nothing done for him
        }
        call.addHeadersEndHandler(leaves -> end(call, trace, call.response().getStatusCode()));
        call.addEndHandler(over -> end(call, trace, LEFT)); // nothing is heard of what comes of it any more
        call.next();
    }

    /// Holds an answer back until the log has it, where that is promised.
    @ServerResponseFilter
    void answer(ContainerResponseContext answer, RoutingContext call) {
        Trace trace = call.get(Trace.class.getName());
        if (trace == null) {
            return;
        }
        trace.problem = answer.getEntity() instanceof Problem problem ? problem.type() : null;
        var made = answer.getHeaderString(HttpHeaders.LOCATION.toString());
        trace.made = made == null ? null : made.substring(made.lastIndexOf('/') + 1);
        var written = end(call, trace, answer.getStatus());
        AuditLog.await(written);
    }

    private CompletableFuture<Void> end(RoutingContext call, Trace trace, int status) {
        var nothing = CompletableFuture.<Void>completedFuture(null);
        if (trace.ended.getAndSet(true)) {
            return nothing;
        }
        var method = call.request().method().name();
        var identity = call.user() instanceof QuarkusHttpUser known ? known.getSecurityIdentity() : null;
        boolean seesAll = identity != null && Caller.seesAll(identity);
        if (!AuditRule.tells(method, trace.route(), seesAll, status)) {
            return nothing;
        }
        boolean waits = AuditRule.waits(method, trace.route(), seesAll, status);
        var written = log.tell(event(call, trace, identity, status), waits);
        return waits ? written : nothing;
    }

    private AuditEvent event(RoutingContext call, Trace trace, @Nullable SecurityIdentity identity, int status) {
        var now = clock.instant();
        var request = call.request();
        var operation = trace.operation;
        var token = identity != null && identity.getPrincipal() instanceof JsonWebToken known ? known : null;
        return new AuditEvent(
                Ids.next(now),
                now,
                exporter(identity),
                token == null ? null : token.getSubject(),
                token == null ? null : token.getName(),
                identity == null ? List.of() : List.copyOf(identity.getRoles()),
                token == null ? null : token.getClaim("azp"),
                request.method().name(),
                trace.route(),
                operation == null ? null : operation.act(),
                operation == null ? null : operation.object(),
                trace.made,
                request.query(),
                status,
                status == LEFT ? "left" : status < 400 ? "done" : status < 500 ? "refused" : "failed",
                trace.problem == null ? call.get(EarlyAnswers.PROBLEM) : trace.problem,
                call.get(REQUEST_ID),
                remote(request),
                request.getHeader(HttpHeaders.USER_AGENT));
    }

    private @Nullable String exporter(@Nullable SecurityIdentity identity) {
        return identity != null && Caller.reader(identity, exporters) instanceof Reader.Exporter(var exporter)
                ? exporter
                : null;
    }

    private static @Nullable String remote(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null ? null : address.hostAddress();
    }
}
