package org.headroom.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What one exporter may know of an account, whatever it is told of the rest.
///
/// @param counts whether a posting of the exporter asked something of the account
/// @param reserved what it holds itself
/// @param charged what it has used itself
/// @param usedThen what all held and had used at the moment that was asked for; null before the first posting
/// @param capThen the cap at that moment
public record Share(
        boolean counts,
        BigDecimal reserved,
        BigDecimal charged,
        @Nullable BigDecimal usedThen,
        @Nullable BigDecimal capThen) {

    public static final Share NONE = new Share(false, BigDecimal.ZERO, BigDecimal.ZERO, null, null);
}
