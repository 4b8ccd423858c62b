package org.headroom.quota;

import org.jspecify.annotations.Nullable;

/// Which quotas to read, in the order of their ids.
///
/// @param readableBy an exporter sees shared quotas and its own; null sees all
/// @param after the id after which the page begins; null for the first page
public record QuotaFilter(
        @Nullable String regime,
        @Nullable String rule,
        @Nullable String destination,
        @Nullable String readableBy,
        @Nullable String after,
        int limit) {}
