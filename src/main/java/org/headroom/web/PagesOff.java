package org.headroom.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.headroom.http.Area;

/// Without a client of the issuer there are no pages; the first address says how to switch them on.
@ApplicationScoped
class PagesOff {

    private static final int EARLY = 1_400;
    private static final String TEXT = "Headroom has no pages here: to switch them on, set HEADROOM_PAGES_SECRET to the"
            + " secret of the issuer's client headroom-pages; the API is at /api/v1.\n";

    private final PagesConfig config;

    PagesOff(PagesConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        if (!config.on()) {
            filters.register(PagesOff::answer, EARLY);
        }
    }

    private static void answer(RoutingContext call) {
        switch (Area.of(call)) {
            case PAGE, ASSET -> call.response()
                    .setStatusCode(call.request().path().equals("/") ? 200 : 404)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                    .end(TEXT);
            case API, OPERATION -> call.next();
        }
    }
}
