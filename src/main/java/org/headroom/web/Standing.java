package org.headroom.web;

import java.util.Locale;
import java.util.Objects;
import org.headroom.quota.Quota;
import org.headroom.regime.Mode;

/// How a quota with a cap stands, for those who see all.
enum Standing {
    /// Less than 90 % is used.
    OPEN,
    /// 90 % or more is used.
    CRITICAL,
    /// Nothing is left, or more is used than the cap allows.
    EXHAUSTED,
    /// Its regime is monitored or off in this deployment, so that it refuses nothing, however much is used. A regime
    /// that was announced not to be enforced and is enforced here all the same is not suspended: it refuses.
    SUSPENDED;

    static Standing of(Quota quota, Mode mode) {
        if (mode != Mode.ENFORCE) {
            return SUSPENDED;
        }
        return switch (Objects.requireNonNull(quota.status(), "only for those who see all")) {
            case OPEN, METER -> OPEN;
            case CRITICAL -> CRITICAL;
            case EXHAUSTED, BREACHED -> EXHAUSTED;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return switch (this) {
            case OPEN -> "Open";
            case CRITICAL -> "Critical: 90 % or more";
            case EXHAUSTED -> "Exhausted";
            case SUSPENDED -> "Suspended: refuses nothing";
        };
    }
}
