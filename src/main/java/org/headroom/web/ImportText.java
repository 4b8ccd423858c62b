package org.headroom.web;

import java.math.BigDecimal;
import java.util.UUID;
import org.headroom.imports.Import;
import org.headroom.imports.RowError;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// An import as people read it.
///
/// @param state one of those that the style sheet colours
/// @param said the same in words
/// @param mode what is to be posted
/// @param resting whether it stays so until somebody asks for more
/// @param postedBy who asked to post it; null before
record ImportText(
        UUID id,
        String fileName,
        String size,
        String sha256,
        String state,
        String said,
        String mode,
        boolean resting,
        int percent,
        String rows,
        String good,
        String bad,
        String already,
        String posted,
        String failed,
        String uploadedBy,
        Moment receivedAt,
        @Nullable Moment checkedAt,
        @Nullable String postedBy,
        @Nullable Moment postedAt) {

    private static final int KILO = 1024;

    /// An error of a row.
    ///
    /// @param row as the spreadsheet program shows it; a dash where it is not about a row
    record Wrong(String row, String column, String message) {

        static Wrong of(RowError error) {
            var row = error.row();
            var column = error.column();
            return new Wrong(row == null ? Figures.NONE : count(row), column == null ? Figures.NONE : column,
                    Words.spoken(error.message()));
        }
    }

    static ImportText of(Import job) {
        var counts = job.counts();
        boolean posting = job.state() == Import.State.POSTING || job.state() == Import.State.POSTED;
        var poster = posting ? job.poster() : null; // who was refused posted nothing
        return new ImportText(
                job.id(),
                job.fileName(),
                size(job.size()),
                job.sha256(),
                switch (job.state()) {
                    case RECEIVED, CHECKING, POSTING -> "waits";
                    case CHECKED -> counts.bad() > 0 ? "critical" : "open";
                    case POSTED -> counts.bad() + counts.failed() > 0 ? "critical" : "approved";
                    case REFUSED -> "exhausted";
                },
                said(job),
                job.mode() == Import.Mode.GOOD_ROWS ? "The good rows" : "All rows or none",
                job.state().isResting(),
                job.percent(),
                count(counts.rows()),
                count(counts.good()),
                count(counts.bad()),
                count(counts.already()),
                count(counts.posted()),
                count(counts.failed()),
                job.actor().name(),
                Moment.of(job.receivedAt()),
                Moment.ofNullable(job.checkedAt()),
                poster == null ? null : poster.name(),
                Moment.ofNullable(job.postedAt()));
    }

    private static String said(Import job) {
        var counts = job.counts();
        return switch (job.state()) {
            case RECEIVED -> "Received, waits to be checked";
            case CHECKING -> "Being checked";
            case CHECKED -> counts.bad() == 0 ? "Checked: no row has errors" : "Checked: " + rows(counts.bad())
                    + (counts.bad() == 1 ? " has errors" : " have errors");
            case POSTING -> "Being posted";
            case POSTED -> counts.failed() == 0
                    ? "Posted: " + rows(counts.posted())
                    : "Posted: " + rows(counts.posted()) + "; " + rows(counts.failed()) + " could not be";
            case REFUSED -> "Refused as a whole";
        };
    }

    private static String rows(int count) {
        return count(count) + (count == 1 ? " row" : " rows");
    }

    private static String count(int count) {
        return Figures.grouped(Unit.DEVICES, BigDecimal.valueOf(count));
    }

    private static String size(long bytes) {
        return bytes < KILO ? bytes + " bytes" : bytes < KILO * KILO
                ? bytes / KILO + " KB"
                : bytes / KILO / KILO + " MB";
    }
}
