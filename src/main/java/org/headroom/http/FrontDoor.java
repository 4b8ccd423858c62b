package org.headroom.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;

/// Refuses an address that can be read in two ways, before anything is routed or anybody is known: what one part of a
/// server takes for one address and the next part for another has opened many a locked door.
@ApplicationScoped
class FrontDoor {

    /// Before every other filter.
    private static final int FIRST = 2_000;

    /// `;`, a backslash, an empty or dotted step, and the same in disguise. A dot never needs one.
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|//|/\\.\\.?(?=/|$)|%(?:3b|2f|5c|2e)",
            Pattern.CASE_INSENSITIVE);

    private final EarlyAnswers answers;

    FrontDoor(EarlyAnswers answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext call) {
        if (isEncrypted(call.request())) {
            call.response().putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (AMBIGUOUS.matcher(path(call.request().uri())).find()) {
            answers.refuse(call, Problem.of(Problem.Type.BAD_REQUEST,
                    "The address has a character or a step that can be read in two ways. Leave out ; \\ // /./ /../ and"
                            + " their encoded forms."));
        } else {
            call.next();
        }
    }

    /// Whether the caller's side of the way is encrypted, as the proxy before us says. Who says so untruly is told
    /// something that a browser takes no notice of.
    private static boolean isEncrypted(HttpServerRequest request) {
        var forwarded = request.getHeader("Forwarded");
        return request.isSSL()
                || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                || forwarded != null && forwarded.toLowerCase(Locale.ROOT).contains("proto=https");
    }

    /// The path as it was sent, of `/path?query` and of `http://host/path?query`.
    static String path(String uri) {
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        int host = path.startsWith("/") ? -1 : path.indexOf("://");
        return host < 0 ? path : path.substring(host + 3);
    }
}
