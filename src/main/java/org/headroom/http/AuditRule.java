package org.headroom.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which calls of the API are told to the audit log, and which answers wait until it holds them.
final class AuditRule {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSED_FOR_WHO_ASKED = Set.of(401, 403, 429);
    private static final String AUDIT = "/api/v1/audit";
    private static final String SHIPMENTS = "/api/v1/shipments";

    private AuditRule() {}

    /// All but the ordinary reads of exporters.
    ///
    /// @param route null where there is no such operation
    /// @param seesAll whether a regulator or an auditor called
    static boolean tells(String method, @Nullable String route, boolean seesAll, int status) {
        return !READS.contains(method)
                || seesAll
                || isCheck(method, route)
                || AUDIT.equals(route)
                || REFUSED_FOR_WHO_ASKED.contains(status);
    }

    /// What gave or changed something. What exporters ship is posted with their names, so those answers need not wait.
    static boolean waits(String method, @Nullable String route, boolean seesAll, int status) {
        return status < 400
                && route != null
                && (seesAll || isCheck(method, route) || !route.startsWith(SHIPMENTS));
    }

    private static boolean isCheck(String method, @Nullable String route) {
        return route != null && RateLimits.Kind.of(method, route) == RateLimits.Kind.CHECKS;
    }
}
