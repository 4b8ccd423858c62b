package org.headroom.web;

import java.util.List;
import org.headroom.ledger.PostingKind;
import org.headroom.restatement.QuotaSum;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The tables of a restatement.
final class RestatementGrids {

    private RestatementGrids() {}

    /// @param leads whether its quotas may be opened by whoever reads it
    static Grid<QuotaSum> quotas(boolean leads) {
        return new Grid<>(List.of(
                Grid.<QuotaSum>column("quota", "Quota", Kind.TEXT, 46, QuotaSum::quota,
                        sum -> leads && sum.before().signum() != 0
                                ? Cell.of(sum.quota()).to("/quotas/" + QuotaLine.path(sum.quota()))
                                : Cell.of(sum.quota())),
                Grid.<QuotaSum>text("unit", "Unit", 9, sum -> Figures.name(sum.unit())),
                Grid.amount("before", "Before", QuotaSum::unit, QuotaSum::before),
                Grid.amount("after", "After", QuotaSum::unit, QuotaSum::after),
                Grid.amount("difference", "Difference", QuotaSum::unit, QuotaSum::difference),
                Grid.amount("used", "Used by all", QuotaSum::unit, QuotaSum::used),
                Grid.amount("usedAfter", "Used after it", QuotaSum::unit, QuotaSum::usedAfter),
                Grid.amount("cap", "Cap", QuotaSum::unit, QuotaSum::cap),
                Grid.<QuotaSum>text("over", "Over the cap", 14, sum -> sum.isOver() ? "Over" : "No")));
    }

    static Grid<MovedQuota> exporters() {
        return new Grid<>(List.of(
                Grid.<MovedQuota>text("exporter", "Exporter", 16, MovedQuota::exporter),
                Grid.<MovedQuota>text("quota", "Quota", 46, MovedQuota::quota),
                Grid.<MovedQuota>text("unit", "Unit", 9, moved -> Figures.name(moved.unit())),
                Grid.amount("before", "Before", MovedQuota::unit, MovedQuota::before),
                Grid.amount("after", "After", MovedQuota::unit, MovedQuota::after),
                Grid.amount("difference", "Difference", MovedQuota::unit, MovedQuota::difference)));
    }

    /// @param leads whether its shipments may be opened by whoever reads it
    static Grid<TouchedPosting> postings(boolean leads) {
        return Grid.inOneOrder(List.of(
                Grid.<TouchedPosting>column("reference", "Reference", Kind.TEXT, 18, RestatementGrids::name,
                        touched -> leads && touched.kind() != PostingKind.LICENSE
                                ? Cell.of(name(touched)).to("/shipments/" + touched.id())
                                : Cell.of(name(touched))),
                Grid.<TouchedPosting>number("number", "Posting", TouchedPosting::number).hidden(),
                Grid.<TouchedPosting>text("id", "Id", 38, touched -> touched.id().toString()).hidden(),
                Grid.<TouchedPosting>text("exporter", "Exporter", 14, TouchedPosting::exporter),
                Grid.<TouchedPosting>day("effectiveOn", "Exported", TouchedPosting::effectiveOn),
                Grid.<TouchedPosting>text("device", "Device", 26, TouchedPosting::device).hidden(),
                Grid.<TouchedPosting>count("quantity", "Quantity", 10, TouchedPosting::quantity),
                Grid.<TouchedPosting>text("destination", "To", 11, TouchedPosting::destination),
                Grid.<TouchedPosting>text("consignee", "Consignee", 22, TouchedPosting::consignee).hidden(),
                Grid.<TouchedPosting>column("before", "Before", Kind.TEXT, 60,
                        touched -> RestatementText.line(touched.before()),
                        touched -> RestatementText.came(touched.before())),
                Grid.<TouchedPosting>column("after", "After", Kind.TEXT, 60,
                        touched -> RestatementText.line(touched.after()),
                        touched -> RestatementText.came(touched.after())),
                Grid.<TouchedPosting>column("adjustment", "Adjusted by", Kind.COUNT, 12, RestatementGrids::adjustment,
                        RestatementGrids::adjusted)));
    }

    private static @Nullable String name(TouchedPosting touched) {
        return touched.kind() == PostingKind.LICENSE ? "License " + touched.license() : touched.reference();
    }

    private static @Nullable Long adjustment(TouchedPosting touched) {
        var number = touched.adjustment();
        return number == null || number == 0 ? null : number;
    }

    private static Cell adjusted(TouchedPosting touched) {
        var number = touched.adjustment();
        return number == null
                ? Cell.of("").noting("not posted")
                : number == 0 ? Cell.of("").noting("nothing was left") : Cell.of("Posting " + number);
    }
}
