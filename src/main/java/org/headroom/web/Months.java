package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.headroom.quota.BurnDown;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A burn-down as a table has it: how a quota stood at the end of each month in which something took effect.
final class Months {

    private static final int SHARE_DECIMALS = 4;

    private Months() {}

    /// @param added what was reserved and charged in it, less what was given back
    /// @param share of the cap of now that was used by its end; a dash without a cap
    record Month(String month, String added, String charged, String reserved, String share) {}

    /// @param points oldest first
    static List<Month> of(List<BurnDown.Point> points, Unit unit, @Nullable BigDecimal cap) {
        var months = new ArrayList<Month>();
        var before = BigDecimal.ZERO;
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            var month = YearMonth.from(point.on());
            if (i + 1 == points.size() || !YearMonth.from(points.get(i + 1).on()).equals(month)) {
                var used = point.reserved().add(point.charged());
                months.add(new Month(
                        month.toString(),
                        Figures.grouped(unit, used.subtract(before)),
                        Figures.grouped(unit, point.charged()),
                        Figures.grouped(unit, point.reserved()),
                        share(used, cap)));
                before = used;
            }
        }
        return List.copyOf(months);
    }

    private static String share(BigDecimal used, @Nullable BigDecimal cap) {
        return cap == null || cap.signum() == 0
                ? Figures.NONE
                : String.valueOf(Figures.percent(used.divide(cap, SHARE_DECIMALS, RoundingMode.FLOOR)));
    }
}
