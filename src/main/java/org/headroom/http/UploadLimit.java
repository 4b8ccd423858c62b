package org.headroom.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// A body that says of itself that it is too large is refused before any of it is read, in the words that every other
/// refusal has. The HTTP server would refuse it without a word.
@ApplicationScoped
class UploadLimit {

    /// Before the server's own check.
    private static final int FIRST = 1_000;

    private final long max;
    private final EarlyAnswers answers;

    UploadLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max, EarlyAnswers answers) {
        this.max = max.asLongValue();
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext call) {
        if (length(call.request().getHeader(HttpHeaders.CONTENT_LENGTH)) <= max) {
            call.next();
            return;
        }
        answers.refuse(call, Problem.of(Problem.Type.TOO_LARGE, Problems.TOO_LARGE));
    }

    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException broken) {
            return 0; // the server answers what it makes of it
        }
    }
}
