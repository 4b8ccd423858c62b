package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.ledger.PostingRequest;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// Postings as a table.
final class PostingGrid {

    /// An import may touch hundreds of accounts; the page of the posting and the extract tell all of them.
    private static final int TOLD_ON_A_PAGE = 20;

    /// A cell of a workbook has room for 32,767 characters.
    private static final int TOLD_IN_A_FILE = 100;

    private PostingGrid() {}

    /// @param seesAll whether the reader is told numbers, and reads postings of several exporters
    static Grid<PostingLine> of(boolean seesAll) {
        var columns = new ArrayList<Grid.Column<PostingLine>>();
        columns.add(Grid.<PostingLine>column("kind", "What", Kind.TEXT, 14,
                line -> PostingLine.word(line.posting().kind()), PostingGrid::what));
        columns.add(Grid.<PostingLine>text("reference", "Reference", 18, PostingLine::reference));
        if (seesAll) {
            columns.add(Grid.<PostingLine>number("number", "Number", PostingLine::number));
            columns.add(Grid.<PostingLine>text("exporter", "Exporter", 14, PostingLine::exporter));
        }
        columns.addAll(List.of(
                Grid.<PostingLine>day("effectiveOn", "Effective on", line -> line.posting().effectiveOn()),
                Grid.<PostingLine>moment("recordedAt", "Recorded", line -> line.posting().recordedAt())
                        .noting(line -> Moment.late(line.lateDays())).noting(line -> "by " + line.by()),
                Grid.<PostingLine>column("touched", "What it touched", Kind.TEXT, 80, PostingGrid::touched,
                        line -> Cell.of(parts(line))),
                Grid.<PostingLine>number("lateDays", "Days late", line -> (long) line.lateDays()).hidden(),
                Grid.<PostingLine>text("recordedBy", "Recorded by", 20, PostingLine::by).hidden(),
                about("device", "Device", 26, PostingRequest.About::device),
                Grid.<PostingLine>count("quantity", "Quantity", 10, line -> line.posting().about().quantity()).hidden(),
                about("destination", "To", 11, PostingRequest.About::destination),
                about("consignee", "Consignee", 22, PostingRequest.About::consignee),
                about("authorization", "Under", 16, PostingRequest.About::authorizationType),
                about("license", "License", 14, PostingRequest.About::license),
                about("reason", "Reason", 30, PostingRequest.About::reason),
                Grid.<PostingLine>text("id", "Id", 38, line -> line.id().toString()).hidden()));
        return Grid.inShortPages(columns);
    }

    private static Grid.Column<PostingLine> about(
            String id, String label, int width, Function<PostingRequest.About, @Nullable String> value) {
        return Grid.<PostingLine>text(id, label, width, line -> value.apply(line.posting().about())).hidden();
    }

    private static Cell what(PostingLine line) {
        return Cell.of(line.kind()).to("/ledger/" + line.id()).noting(line.what())
                .noting(line.reason() == null ? null : "Because: " + line.reason());
    }

    private static List<Cell.Part> parts(PostingLine line) {
        var parts = new ArrayList<Cell.Part>();
        line.touched().stream().limit(TOLD_ON_A_PAGE)
                .forEach(each -> parts.add(new Cell.Part(each.said(), each.quota(), "/quotas/" + each.path())));
        int more = line.touched().size() - TOLD_ON_A_PAGE;
        if (more > 0) {
            parts.add(new Cell.Part("and " + more + " more", null, null));
        }
        return parts;
    }

    private static @Nullable String touched(PostingLine line) {
        if (line.touched().isEmpty()) {
            return null;
        }
        int more = line.touched().size() - TOLD_IN_A_FILE;
        return line.touched().stream().limit(TOLD_IN_A_FILE).map(each -> each.quota() + ": " + each.said())
                .collect(Collectors.joining("; ")) + (more > 0 ? "; and " + more + " more" : "");
    }
}
