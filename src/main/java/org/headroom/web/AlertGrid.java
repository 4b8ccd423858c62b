package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.alert.Alert;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Warnings as a table.
final class AlertGrid {

    private AlertGrid() {}

    /// @param seesAll whether the reader is told numbers of postings
    static Grid<Alert> of(boolean seesAll) {
        var columns = new ArrayList<Grid.Column<Alert>>(List.of(
                Grid.<Alert>column("message", "What happened", Kind.TEXT, 60, Alert::message,
                        alert -> what(AlertLine.of(alert))),
                Grid.<Alert>moment("at", "When", Alert::at),
                Grid.<Alert>text("by", "Caused by", 14, Alert::by),
                Grid.<Alert>column("acknowledgedBy", "Who has seen it", Kind.TEXT, 30, AlertGrid::names,
                        alert -> seen(AlertLine.of(alert))),
                Grid.<Alert>text("quota", "Quota", 46, Alert::quota).hidden(),
                Grid.<Alert>text("title", "Title", 40, Alert::title).hidden(),
                Grid.<Alert>text("citation", "Citation", 30, Alert::citation).hidden(),
                Grid.<Alert>text("direction", "Direction", 11, Alert::direction).hidden(),
                Grid.<Alert>number("level", "Level, %", AlertGrid::level).hidden(),
                Grid.<Alert>text("used", "Used", 18, Alert::used).hidden(),
                Grid.<Alert>text("cap", "Cap", 18, Alert::cap).hidden(),
                Grid.<Alert>text("band", "Band", 9, Alert::band).hidden(),
                Grid.<Alert>text("id", "Id", 38, alert -> alert.id().toString()).hidden()));
        if (seesAll) {
            columns.add(Grid.<Alert>number("posting", "Posting", Alert::posting).hidden());
        }
        return Grid.inShortPages(columns);
    }

    private static Cell what(AlertLine line) {
        return Cell.of(line.title() + " " + line.said()).to(line.path())
                .noting(line.figures() + (line.citation() == null ? "" : " " + line.citation() + "."))
                .noting(line.quota());
    }

    private static Cell seen(AlertLine line) {
        return line.seen().isEmpty()
                ? Cell.of("Nobody yet", "waits")
                : Cell.of(line.seen().stream()
                        .map(each -> new Cell.Part(each.by() + ", " + each.at()
                                + (each.note() == null ? "" : ": " + each.note()), null, null))
                        .toList());
    }

    private static @Nullable String names(Alert alert) {
        return alert.acknowledgements().isEmpty()
                ? null
                : alert.acknowledgements().stream().map(Alert.Acknowledgement::by).collect(Collectors.joining("; "));
    }

    private static @Nullable Long level(Alert alert) {
        var level = alert.level();
        return level == null ? null : (Long) level.longValue();
    }
}
