package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.headroom.replay.Changed;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Summary;
import org.headroom.replay.Verdict;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The tables of a replay, with the figures of its workbook.
final class ReplayGrids {

    private ReplayGrids() {}

    /// @param by `destination` or `exporter`
    static Grid<Summary> summaries(String by) {
        boolean isExporter = by.equals("exporter");
        var columns = new ArrayList<Grid.Column<Summary>>();
        columns.add(Grid.<Summary>column("of", isExporter ? "Exporter" : "Destination", Kind.TEXT, 16, Summary::of,
                summary -> isExporter ? Cell.of(summary.of()) : country(summary.of())));
        columns.add(Grid.<Summary>count("shipments", "Shipments", 12, Summary::all));
        columns.add(Grid.<Summary>amount("tppStopped", "TPP stopped", row -> Unit.TPP, Summary::tppStopped));
        for (var verdict : Verdict.values()) {
            columns.add(Grid.<Summary>count(verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    ReplayText.of(verdict), 17, summary -> summary.count(verdict)));
        }
        return new Grid<>(columns);
    }

    private static Cell country(String code) {
        return CountryCode.isKnown(code) ? Cell.of(CountryCode.of(code).englishName()).noting(code) : Cell.of(code);
    }

    /// @param leads whether its shipments may be opened by whoever reads it
    static Grid<ChangedShipment> changes(boolean leads) {
        return Grid.inOneOrder(List.of(
                Grid.<ChangedShipment>column("reference", "Reference", Kind.TEXT, 18, ChangedShipment::reference,
                        change -> leads
                                ? Cell.of(change.reference()).to("/shipments/" + change.id())
                                : Cell.of(change.reference())),
                Grid.<ChangedShipment>number("number", "Posting", ChangedShipment::number).hidden(),
                Grid.<ChangedShipment>text("id", "Shipment", 38, change -> change.id().toString()).hidden(),
                Grid.<ChangedShipment>text("exporter", "Exporter", 14, ChangedShipment::exporter),
                Grid.<ChangedShipment>day("exportDate", "Exported", ChangedShipment::exportDate),
                Grid.<ChangedShipment>text("device", "Device", 26, ChangedShipment::device).hidden(),
                Grid.<ChangedShipment>count("quantity", "Quantity", 10, ChangedShipment::quantity),
                Grid.<ChangedShipment>text("destination", "To", 11, ChangedShipment::destination),
                Grid.<ChangedShipment>text("consignee", "Consignee", 22, ChangedShipment::consignee).hidden(),
                Grid.<ChangedShipment>text("then", "Then", 10, ReplayText::then),
                Grid.<ChangedShipment>column("verdict", "Now", Kind.TEXT, 17,
                        change -> ReplayText.of(change.figures().verdict()), ReplayGrids::now),
                Grid.<ChangedShipment>text("quota", "Quota or account", 46, change -> change.figures().quota())
                        .hidden(),
                Grid.<ChangedShipment>text("unit", "Unit", 9, ReplayGrids::unit).hidden(),
                amount("cap", "Cap", Changed::cap),
                amount("used", "Used", Changed::used),
                amount("asked", "Asked", Changed::asked),
                amount("shortBy", "Short by", Changed::shortBy),
                Grid.<ChangedShipment>count("level", "Level, %", 10, ReplayGrids::level).hidden(),
                Grid.<ChangedShipment>text("because", "Because", 60, change -> change.figures().because()).hidden()));
    }

    private static @Nullable String unit(ChangedShipment change) {
        var unit = change.figures().unit();
        return unit == null ? null : Figures.name(unit);
    }

    private static @Nullable Long level(ChangedShipment change) {
        var level = change.figures().level();
        return level == null ? null : (Long) level.longValue();
    }

    /// What is other, and why.
    private static Cell now(ChangedShipment change) {
        var figures = change.figures();
        var level = figures.level();
        return Cell.of(ReplayText.of(figures.verdict()) + (level == null ? "" : " at " + level + " %"))
                .noting(figures.quota())
                .noting(figures.because());
    }

    private static Grid.Column<ChangedShipment> amount(
            String id, String label, Function<Changed, @Nullable BigDecimal> amount) {
        return Grid.amount(id, label, change -> change.figures().unit(), change -> amount.apply(change.figures()));
    }
}
