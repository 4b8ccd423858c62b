package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.headroom.ledger.Holder;
import org.headroom.ledger.Lateness;
import org.headroom.quota.ToldEntry;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The tables of one quota, in its unit.
final class QuotaGrids {

    private QuotaGrids() {}

    /// @param seesAll whether the reader is told numbers, and reads movements of several exporters
    static Grid<Movements.Row> movements(Unit unit, boolean seesAll) {
        var columns = new ArrayList<Grid.Column<Movements.Row>>();
        columns.add(Grid.<Movements.Row>column("kind", "What", Kind.TEXT, 14,
                row -> PostingLine.word(row.movement().kind()),
                row -> Cell.of(PostingLine.words(row.movement().kind())).to("/ledger/" + row.movement().posting())));
        columns.add(Grid.<Movements.Row>text("reference", "Reference", 18, row -> row.movement().reference()));
        if (seesAll) {
            columns.add(Grid.<Movements.Row>number("number", "Posting", row -> row.movement().number()));
            columns.add(Grid.<Movements.Row>text("exporter", "Exporter", 14, QuotaGrids::exporter));
        }
        columns.addAll(List.of(
                Grid.<Movements.Row>day("effectiveOn", "Effective on", row -> row.movement().effectiveOn()),
                Grid.<Movements.Row>moment("recordedAt", "Recorded", row -> row.movement().recordedAt())
                        .noting(row -> Moment.late(lateDays(row))),
                moved("reserved", "Reserved", unit, ToldEntry::reserved),
                moved("charged", "Charged", unit, ToldEntry::charged),
                moved("headroomAfter", "Headroom after", unit, ToldEntry::headroomAfter),
                moved("reservedAfter", "Reserved after", unit, ToldEntry::reservedAfter).hidden(),
                moved("chargedAfter", "Charged after", unit, ToldEntry::chargedAfter).hidden(),
                moved("capAfter", "Cap", unit, ToldEntry::capAfter).hidden(),
                Grid.<Movements.Row>number("lateDays", "Days late", row -> (long) lateDays(row)).hidden(),
                Grid.<Movements.Row>text("id", "Id", 38, row -> row.movement().posting().toString()).hidden()));
        return Grid.inShortPages(columns);
    }

    private static String exporter(Movements.Row row) {
        var exporter = row.movement().exporter();
        return exporter == null ? "the regulator" : exporter;
    }

    private static int lateDays(Movements.Row row) {
        return Lateness.days(row.movement().effectiveOn(), row.movement().recordedAt());
    }

    private static Grid.Column<Movements.Row> moved(
            String id, String label, Unit unit, Function<ToldEntry, @Nullable BigDecimal> value) {
        return amount(id, label, unit, row -> value.apply(row.entry()));
    }

    /// The most first.
    static Grid<Holder> holders(Unit unit) {
        return Grid.inOneOrder(List.of(
                Grid.<Holder>text("exporter", "Exporter", 14, Holder::exporter),
                amount("reserved", "Reserved", unit, Holder::reserved),
                amount("charged", "Charged", unit, Holder::charged)));
    }

    /// Oldest first.
    ///
    /// @param isCapped whether something limits the quota
    static Grid<Months.Month> months(Unit unit, boolean isCapped) {
        var columns = new ArrayList<Grid.Column<Months.Month>>(List.of(
                Grid.<Months.Month>text("month", "Month", 10, month -> month.month().toString()),
                amount("added", "Added in it", unit, Months.Month::added),
                amount("charged", "Charged", unit, Months.Month::charged),
                amount("reserved", "Reserved", unit, Months.Month::reserved)));
        if (isCapped) {
            columns.add(amount("cap", "Cap", unit, Months.Month::cap));
            columns.add(Grid.<Months.Month>column("used", "Used of the cap", Kind.AMOUNT, 15, Months.Month::share,
                    month -> Cell.of(Figures.percent(month.share()))));
        }
        return Grid.inOneOrder(columns);
    }

    private static <T> Grid.Column<T> amount(
            String id, String label, Unit unit, Function<T, @Nullable BigDecimal> value) {
        return Grid.amount(id, label, row -> unit, value);
    }
}
