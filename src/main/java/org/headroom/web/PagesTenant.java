package org.headroom.web;

import io.quarkus.oidc.TenantResolver;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.headroom.http.Area;

/// Pages are for those who signed in by the tenant `pages`; all else takes a bearer token. A session never opens the
/// API, whatever cookie is sent there.
@ApplicationScoped
class PagesTenant implements TenantResolver {

    static final String ID = "pages";
    private static final String DEFAULT = "Default";

    private final PagesConfig config;

    PagesTenant(PagesConfig config) {
        this.config = config;
    }

    @Override
    public String resolve(RoutingContext call) {
        return config.on() && Area.of(call) == Area.PAGE ? ID : DEFAULT;
    }
}
