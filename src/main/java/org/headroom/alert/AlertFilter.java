package org.headroom.alert;

import org.jspecify.annotations.Nullable;

/// Which warnings to list.
///
/// @param acknowledged whether somebody has said that they have seen it; null for both
/// @param regime of the quota; null for all, and for what is about no quota
/// @param quota its id; null for all
public record AlertFilter(@Nullable Boolean acknowledged, @Nullable String regime, @Nullable String quota) {

    boolean takes(Alert alert) {
        var about = alert.quota();
        return (acknowledged == null || acknowledged == !alert.acknowledgements().isEmpty())
                && (regime == null || about != null && about.startsWith(regime + ":"))
                && (quota == null || quota.equals(about));
    }
}
