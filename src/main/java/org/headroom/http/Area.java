package org.headroom.http;

import io.vertx.ext.web.RoutingContext;

/// What kind of thing an address is.
public enum Area {
    /// For programs, by bearer tokens.
    API,
    /// For people, by a session.
    PAGE,
    /// Files that pages are made of, for anyone.
    ASSET,
    /// About the service itself.
    OPERATION;

    private static final String KEPT = Area.class.getName();

    public static Area of(RoutingContext call) {
        Area known = call.get(KEPT);
        if (known == null) {
            known = of(Operations.decoded(call.request().path()));
            call.put(KEPT, known);
        }
        return known;
    }

    /// @param path as [Operations#decoded]
    static Area of(String path) {
        if (path.contains("/api/")) {
            return API;
        }
        if (path.startsWith("/q/") || path.equals("/q")) {
            return OPERATION;
        }
        return path.startsWith("/assets/") ? ASSET : PAGE;
    }
}
