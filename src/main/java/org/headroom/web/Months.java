package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.headroom.quota.BurnDown;
import org.jspecify.annotations.Nullable;

/// A burn-down as a table has it: how a quota stood at the end of each month in which something took effect.
final class Months {

    private static final int SHARE_DECIMALS = 4;

    private Months() {}

    /// @param added what was reserved and charged in it, less what was given back
    /// @param cap that of its last day; null for a meter
    record Month(YearMonth month, BigDecimal added, BigDecimal charged, BigDecimal reserved, @Nullable BigDecimal cap) {

        /// The share of the cap that was used by its end; null without a cap above zero.
        @Nullable BigDecimal share() {
            return cap == null || cap.signum() == 0
                    ? null
                    : charged.add(reserved).divide(cap, SHARE_DECIMALS, RoundingMode.FLOOR);
        }
    }

    static List<Month> of(BurnDown drawn) {
        var points = drawn.points();
        var months = new ArrayList<Month>();
        var before = BigDecimal.ZERO;
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            var month = YearMonth.from(point.on());
            if (i + 1 == points.size() || !YearMonth.from(points.get(i + 1).on()).equals(month)) {
                months.add(new Month(month, point.used().subtract(before), point.charged(), point.reserved(),
                        drawn.capOn(month.atEndOfMonth())));
                before = point.used();
            }
        }
        return List.copyOf(months);
    }
}
