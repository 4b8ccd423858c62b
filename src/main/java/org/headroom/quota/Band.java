package org.headroom.quota;

import java.math.BigDecimal;
import java.util.Locale;
import org.headroom.ledger.Share;
import org.jspecify.annotations.Nullable;

/// How much of a quota was used at the last midnight UTC, as far as exporters are told of one that is banded.
public enum Band {
    /// Less than 75 %.
    GREEN,
    /// 75 % or more.
    AMBER,
    /// 90 % or more.
    RED,
    /// Nothing was left.
    CLOSED;

    private static final BigDecimal AMBER_FROM = new BigDecimal("0.75");
    private static final BigDecimal RED_FROM = new BigDecimal("0.9");

    /// @param capNow the cap where nothing was posted before that midnight
    /// @return null for a meter
    static @Nullable Band of(Share share, @Nullable BigDecimal capNow) {
        var used = share.usedThen() == null ? BigDecimal.ZERO : share.usedThen();
        var cap = share.capThen() == null ? capNow : share.capThen();
        if (cap == null) {
            return null;
        }
        if (used.compareTo(cap) >= 0) {
            return CLOSED;
        }
        if (used.compareTo(cap.multiply(RED_FROM)) >= 0) {
            return RED;
        }
        return used.compareTo(cap.multiply(AMBER_FROM)) >= 0 ? AMBER : GREEN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
