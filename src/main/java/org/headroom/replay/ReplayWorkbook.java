package org.headroom.replay;

import static org.headroom.workbook.Column.Kind.AMOUNT;
import static org.headroom.workbook.Column.Kind.COUNT;
import static org.headroom.workbook.Column.Kind.DATE;
import static org.headroom.workbook.Column.Kind.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Replay.Total;
import org.headroom.workbook.Column;
import org.headroom.workbook.Rows;
import org.headroom.workbook.Tables;
import org.jspecify.annotations.Nullable;

/// A replay as a workbook, written as it is read, in constant memory. See `reports/replay/README.md`.
@ApplicationScoped
public class ReplayWorkbook {

    private static final int PAGE = 1_000;

    private static final List<Column> CHANGES = List.of(
            new Column("number", "Number", COUNT, 11),
            new Column("id", "Shipment", TEXT, 38),
            new Column("exporter", "Exporter", TEXT, 14),
            new Column("exportDate", "Export date", DATE, 12),
            new Column("reference", "Reference", TEXT, 18),
            new Column("device", "Device", TEXT, 26),
            new Column("quantity", "Quantity", COUNT, 10),
            new Column("destination", "Destination", TEXT, 11),
            new Column("consignee", "Consignee", TEXT, 22),
            new Column("then", "Then", TEXT, 10),
            new Column("verdict", "Now", TEXT, 17),
            new Column("quota", "Quota or account", TEXT, 46),
            new Column("unit", "Unit", TEXT, 9),
            new Column("cap", "Cap", AMOUNT, 18),
            new Column("used", "Used", AMOUNT, 18),
            new Column("asked", "Asked", AMOUNT, 18),
            new Column("shortBy", "Short by", AMOUNT, 18),
            new Column("level", "Level (%)", COUNT, 10),
            new Column("because", "Because", TEXT, 60));

    private final Replays replays;

    ReplayWorkbook(Replays replays) {
        this.replays = replays;
    }

    /// @param replay that is done
    public void write(Replay replay, OutputStream out) throws IOException {
        var totals = replays.totals(replay.id());
        write(replay, totals, out, rows -> {
            long after = 0;
            for (var page = replays.changes(replay.id(), after, PAGE); !page.isEmpty();
                    page = replays.changes(replay.id(), after, PAGE)) {
                for (var change : page) {
                    rows.row(cells(change));
                }
                after = page.getLast().number();
            }
        });
    }

    interface Pages {
        void write(Rows rows) throws IOException;
    }

    static void write(Replay replay, List<Total> totals, OutputStream out, Pages changes) throws IOException {
        try (var tables = Tables.workbook(out, "Destinations", facts(replay), summaries("Destination"))) {
            for (var summary : Summary.by(Total::destination, totals)) {
                tables.row(cells(summary));
            }
            tables.table("Exporters", summaries("Exporter"));
            for (var summary : Summary.by(Total::exporter, totals)) {
                tables.row(cells(summary));
            }
            tables.table("Changed shipments", CHANGES);
            changes.write(tables);
        }
    }

    private static List<Column> summaries(String of) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("of", of, TEXT, 16));
        columns.add(new Column("shipments", "Shipments", COUNT, 12));
        for (var verdict : Verdict.values()) {
            columns.add(new Column(word(verdict), title(verdict), COUNT, 17));
        }
        columns.add(new Column("tppStopped", "TPP stopped", AMOUNT, 20));
        return columns;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String title(Verdict verdict) {
        var words = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<@Nullable Object> cells(Summary summary) {
        var cells = new ArrayList<@Nullable Object>();
        cells.add(summary.of());
        cells.add(summary.all());
        for (var verdict : Verdict.values()) {
            cells.add(summary.count(verdict));
        }
        cells.add(summary.tppStopped());
        return cells;
    }

    static List<@Nullable Object> cells(ChangedShipment change) {
        var figures = change.figures();
        return Arrays.asList(
                change.number(),
                change.id().toString(),
                change.exporter(),
                change.exportDate(),
                change.reference(),
                change.device(),
                change.quantity(),
                change.destination(),
                change.consignee(),
                change.then(),
                word(figures.verdict()),
                figures.quota(),
                figures.unit() == null ? null : figures.unit().name(),
                figures.cap(),
                figures.used(),
                figures.asked(),
                figures.shortBy(),
                figures.level() == null ? null : (Long) figures.level().longValue(),
                figures.because());
    }

    /// What was asked. The text of a draft is in the API's answer.
    private static Map<String, @Nullable Object> facts(Replay replay) {
        var scenario = replay.scenario().whole();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("Replay", replay.id());
        facts.put("Reason", scenario.reason());
        facts.put("From", scenario.from());
        facts.put("To", scenario.to());
        facts.put("Exporter", scenario.exporter());
        facts.put("Destination", scenario.destination());
        for (var mode : Objects.requireNonNull(scenario.modes())) {
            facts.put("Mode of " + mode.regime(), mode.mode());
        }
        for (var text : Objects.requireNonNull(scenario.texts())) {
            facts.put("Text of " + text.regime(),
                    text.revision() == null ? "a draft" : "revision " + text.revision());
        }
        for (var cap : Objects.requireNonNull(scenario.caps())) {
            facts.put("Cap of " + cap.quota(), cap.cap() == null ? null : cap.cap().toPlainString());
        }
        facts.put("Asked by", replay.askedBy());
        facts.put("Asked at (UTC)", replay.askedAt());
        facts.put("Ended at (UTC)", replay.endedAt());
        facts.put("Up to posting", replay.upTo());
        facts.put("Licenses refused", replay.licensesRefused());
        facts.put("Applications refused", replay.applicationsRefused());
        facts.put("Undetermined", replay.undetermined());
        return facts;
    }
}
