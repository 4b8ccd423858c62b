package org.headroom.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which accounts to read, in the order of their keys.
///
/// @param sight what an exporter sees; null sees all
/// @param exceptRegimes accounts of these are left out
/// @param after the key after which the page begins; null for the first page
public record BalanceFilter(
        @Nullable String regime,
        @Nullable String rule,
        @Nullable String destination,
        @Nullable Sight sight,
        List<String> exceptRegimes,
        @Nullable String after,
        int limit) {}
