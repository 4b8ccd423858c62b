package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Amounts and shares as people read them.
final class Figures {

    /// What is not told, or does not exist. Never a zero.
    static final String NONE = "–";

    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private Figures() {}

    /// `1,013,248.00`, exact.
    ///
    /// @param unit null for an amount of none, as [#grouped(BigDecimal)]
    static String grouped(@Nullable Unit unit, @Nullable BigDecimal amount) {
        if (amount == null) {
            return NONE;
        }
        return unit == null ? grouped(amount) : grouped(unit.plain(amount));
    }

    /// As [#grouped(Unit, BigDecimal)], of what has no unit here or is none of an account: `2,368`, `3.139573`.
    static String grouped(@Nullable BigDecimal figure) {
        if (figure == null) {
            return NONE;
        }
        var bare = figure.stripTrailingZeros();
        return grouped((bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString());
    }

    private static String grouped(String plain) {
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        var grouped = new StringBuilder(plain);
        for (int at = end - 3; at > (plain.startsWith("-") ? 1 : 0); at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /// As a file has it: with the decimals of its unit, or as it is where it has none.
    static @Nullable BigDecimal exact(@Nullable Unit unit, @Nullable BigDecimal amount) {
        return amount == null || unit == null ? amount : new BigDecimal(unit.plain(amount));
    }

    static String grouped(Unit unit, @Nullable Long count) {
        return grouped(unit, count == null ? null : BigDecimal.valueOf(count));
    }

    /// `90.1 %`, rounded down as the share itself is: 89.99 % is not yet 90 %.
    static @Nullable String percent(@Nullable BigDecimal share) {
        return share == null
                ? null
                : share.multiply(HUNDRED).setScale(1, RoundingMode.FLOOR).toPlainString() + " %";
    }

    /// Of 100, for a bar; what is over the cap fills it.
    static int ofHundred(@Nullable BigDecimal share) {
        return share == null ? 0 : share.min(BigDecimal.ONE).max(BigDecimal.ZERO).multiply(HUNDRED).intValue();
    }

    static String name(Unit unit) {
        return switch (unit) {
            case TPP -> "TPP";
            case DEVICES -> "devices";
            case USD -> "USD";
        };
    }
}
