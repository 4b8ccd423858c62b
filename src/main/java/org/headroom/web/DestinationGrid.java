package org.headroom.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.headroom.quota.Quota;
import org.headroom.terms.Period;
import org.headroom.web.OverviewPage.Line;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Quotas of one destination each as a table, with how each stands against the time gone.
final class DestinationGrid {

    static final Grid<Line> GRID = Grid.inShortPages(List.of(
            Grid.<Line>column("destination", "Destination", Kind.TEXT, 22, Line::destination, line -> {
                var country = line.country();
                return country == null ? Cell.of(line.destination()) : Cell.of(line.destination()).to(country);
            }),
            Grid.<Line>column("quota", "Quota and period", Kind.TEXT, 40, line -> line.facts().title(),
                    line -> Cell.of(line.quota().title()).to(line.quotaPath()).noting(line.quota().period())),
            Grid.<Line>column("used", "Status, use and time gone", Kind.AMOUNT, 20, line -> line.facts().usedShare(),
                    line -> Cell.of(line.quota(), line.standing().label(), line.standing().word())).inWords(),
            Grid.<Line>column("pace", "Pace", Kind.AMOUNT, 12, line -> ahead(line.facts()),
                    line -> Cell.of(pace(line.facts()))).inWords(),
            amount("headroom", "Headroom", Quota::headroom),
            amount("cap", "Cap", Quota::cap).noting(line -> line.quota().unit()),
            Grid.<Line>moment("moved", "Last movement", Line::movedAt),
            Grid.<Line>text("status", "Status", 11, line -> line.standing().word()).hidden(),
            amount("reserved", "Reserved", Quota::reserved).hidden(),
            amount("charged", "Charged", Quota::charged).hidden(),
            Grid.<Line>column("gone", "Time gone", Kind.AMOUNT, 12, line -> line.facts().periodShare(),
                    line -> Cell.of(Figures.percent(line.facts().periodShare()))).hidden(),
            day("first", "First day", Period::first),
            day("last", "Last day", Period::last),
            Grid.<Line>text("code", "Country", 9, line -> line.facts().destination()).hidden(),
            Grid.<Line>text("regime", "Regime", 20, line -> line.facts().regime()).hidden(),
            Grid.<Line>text("unit", "Unit", 9, line -> line.facts().unit().name()).hidden(),
            Grid.<Line>text("id", "Id", 46, line -> line.facts().id()).hidden()));

    private DestinationGrid() {}

    private static Grid.Column<Line> amount(
            String id, String label, Function<Quota, @Nullable BigDecimal> amount) {
        return Grid.amount(id, label, line -> line.facts().unit(), line -> amount.apply(line.facts()));
    }

    private static Grid.Column<Line> day(String id, String label, Function<Period, @Nullable LocalDate> day) {
        return Grid.<Line>day(id, label, line -> {
            var period = line.facts().period();
            return period == null ? null : day.apply(period);
        }).hidden();
    }

    /// The share that is used less the share of the period that has gone; null where either is not known.
    private static @Nullable BigDecimal ahead(Quota quota) {
        var used = quota.usedShare();
        var gone = quota.periodShare();
        return used == null || gone == null ? null : used.subtract(gone);
    }

    private static @Nullable String pace(Quota quota) {
        var ahead = ahead(quota);
        if (ahead == null) {
            return null;
        }
        var apart = String.valueOf(Figures.percent(ahead.abs())).replace("%", "points");
        return switch (ahead.signum()) {
            case 0 -> "as the time goes";
            case 1 -> apart + " ahead of the time";
            default -> apart + " behind the time";
        };
    }
}
