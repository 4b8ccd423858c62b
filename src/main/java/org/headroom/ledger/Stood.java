package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a shared account stood at two moments, for those who count in it.
///
/// @param cap as it is now; null where nothing limits it
/// @param exporters those who count in it
public record Stood(
        String account,
        String title,
        String citation,
        @Nullable BigDecimal cap,
        Standing before,
        Standing after,
        List<String> exporters) {

    /// @param used null before the first posting; the cap then, too
    public record Standing(@Nullable BigDecimal used, @Nullable BigDecimal cap) {}
}
