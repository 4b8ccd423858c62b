package org.headroom.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.http.Area;

/// The names of our cookies. Where pages are reached by https, a name begins with `__Host-`: browsers then take the
/// cookie from this host alone, encrypted, for all of it; no neighbor under the same domain can plant one.
///
/// Quarkus has names of its own for the two, so they are changed on the way in and out. Nothing but a page is sent any.
@ApplicationScoped
class PageCookies {

    /// After addresses are checked, before anybody is known.
    private static final int EARLY = 1_500;

    private static final String HOST = "__Host-";

    /// @param quarkus how Quarkus has it
    /// @param ours how browsers have it
    private record Name(String quarkus, String ours) {}

    private final List<Name> names;

    PageCookies(PagesConfig config) {
        var prefix = config.isEncrypted() ? HOST : "";
        this.names = List.of(
                new Name("q_session_" + PagesTenant.ID, prefix + "headroom-session"),
                new Name("q_auth_" + PagesTenant.ID, prefix + "headroom-sign-in"));
    }

    void register(@Observes Filters filters) {
        filters.register(this::rename, EARLY);
    }

    private void rename(RoutingContext call) {
        var headers = call.request().headers();
        var sent = headers.getAll(HttpHeaders.COOKIE);
        headers.remove(HttpHeaders.COOKIE);
        if (Area.of(call) == Area.PAGE) {
            var ours = sent.stream().flatMap(each -> Stream.of(each.split(";")))
                    .flatMap(this::inward)
                    .collect(Collectors.joining("; "));
            if (!ours.isEmpty()) {
                headers.set(HttpHeaders.COOKIE, ours);
            }
            call.addHeadersEndHandler(leaving -> outward(call));
        }
        call.next();
    }

    /// Only what has one of our names.
    private Stream<String> inward(String cookie) {
        var plain = cookie.strip();
        return names.stream()
                .filter(name -> plain.startsWith(name.ours()))
                .map(name -> name.quarkus() + plain.substring(name.ours().length()));
    }

    private void outward(RoutingContext call) {
        for (var cookie : List.copyOf(call.request().cookies())) {
            names.stream().filter(name -> cookie.getName().startsWith(name.quarkus())).findFirst().ifPresent(name -> {
                call.response().removeCookie(cookie.getName(), false);
                if (cookie instanceof io.vertx.core.http.impl.ServerCookie known && known.isChanged()) {
                    call.response().addCookie(renamed(cookie, name));
                }
            });
        }
    }

    private static Cookie renamed(Cookie cookie, Name name) {
        return Cookie.cookie(name.ours() + cookie.getName().substring(name.quarkus().length()), cookie.getValue())
                .setPath(cookie.getPath())
                .setMaxAge(cookie.getMaxAge())
                .setHttpOnly(true)
                .setSecure(cookie.isSecure() || name.ours().startsWith(HOST))
                .setSameSite(cookie.getSameSite());
    }
}
