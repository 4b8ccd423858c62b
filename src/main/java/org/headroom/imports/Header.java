package org.headroom.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.workbook.ResultColumns;
import org.headroom.workbook.SheetRow;
import org.headroom.workbook.UnreadableFile;
import org.jspecify.annotations.Nullable;

/// Which column of the file is which. Their order is free, and so are capitals; a column nobody knows is refused, since
/// it might be a misspelt one that would silently not count.
final class Header {

    private static final List<Column> REQUIRED = List.of(
            Column.REFERENCE, Column.DEVICE, Column.QUANTITY, Column.DESTINATION, Column.EXPORT_DATE);

    private final Map<Column, Integer> places;
    private final List<@Nullable String> titles;

    private Header(Map<Column, Integer> places, List<@Nullable String> titles) {
        this.places = places;
        this.titles = titles;
    }

    static Header of(SheetRow row) throws UnreadableFile {
        if (!row.faults().isEmpty()) {
            var fault = row.faults().getFirst();
            throw new UnreadableFile(row.number(), SheetRow.letters(fault.column()), fault.rule(),
                    "The header cannot be read. " + fault.message());
        }
        var places = new EnumMap<Column, Integer>(Column.class);
        List<@Nullable String> titles = new ArrayList<>();
        for (int at = 0; at < row.cells().size(); at++) {
            var cell = row.cell(at);
            titles.add(cell == null || cell.isBlank() ? null : cell.strip());
            if (cell != null && !cell.isBlank() && !ResultColumns.isOurs(cell)) {
                var column = column(row, at, Normalizer.normalize(cell.strip(), Normalizer.Form.NFKC));
                if (places.put(column, at) != null) {
                    throw new UnreadableFile(row.number(), SheetRow.letters(at), "column-twice", "The column '"
                            + column.header() + "' is there twice. Delete one of them.");
                }
            }
        }
        var header = new Header(places, titles);
        header.requireAll(row.number());
        return header;
    }

    private static Column column(SheetRow row, int at, String title) throws UnreadableFile {
        for (var column : Column.values()) {
            if (column.isTitled(title)) {
                return column;
            }
        }
        var nearest = nearest(title);
        throw new UnreadableFile(row.number(), SheetRow.letters(at), "unknown-column", "There is no column '" + title
                + "' in a file of shipments. " + (nearest == null
                        ? "The columns are " + all() + ". Delete it or rename it."
                        : "Did you mean '" + nearest.header() + "'? Rename it, or delete it."));
    }

    private void requireAll(int row) throws UnreadableFile {
        var missing = new ArrayList<String>();
        REQUIRED.stream().filter(column -> !places.containsKey(column)).forEach(column -> missing.add(column.header()));
        if (!places.containsKey(Column.CONSIGNEE) && !places.containsKey(Column.CONSIGNEE_NAME)) {
            missing.add("consignee (or consigneeName with consigneeCountry)");
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFile(row, null, "missing-column", "The first row has no column "
                    + String.join(", ", missing) + ". The template has all columns: begin with it.");
        }
    }

    @Nullable String text(SheetRow row, Column column) {
        var place = places.get(column);
        return place == null ? null : row.cell(place);
    }

    /// The header over a cell, or its letters where there is none.
    String title(int column) {
        for (var place : places.entrySet()) {
            if (place.getValue() == column) {
                return place.getKey().header();
            }
        }
        return SheetRow.letters(column);
    }

    /// Whether the column is one we know, or one that we added ourselves.
    boolean hasTitle(int column) {
        return column < titles.size() && titles.get(column) != null;
    }

    /// Whether the column is ours, from a file that came back once.
    boolean isOurs(int column) {
        return column < titles.size() && ResultColumns.isOurs(titles.get(column));
    }

    private static String all() {
        return Arrays.stream(Column.values()).map(Column::header).collect(Collectors.joining(", "));
    }

    /// The known column that is fewest typing errors away, if it is near enough to be meant.
    private static @Nullable Column nearest(String title) {
        Column nearest = null;
        int least = Math.max(2, title.length() / 3) + 1;
        for (var column : Column.values()) {
            int distance = distance(Column.folded(title), Column.folded(column.header()));
            if (distance < least) {
                least = distance;
                nearest = column;
            }
        }
        return nearest;
    }

    /// How many letters must be added, left out or changed to make one of the other.
    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        Arrays.setAll(before, at -> at);
        for (int i = 1; i <= one.length(); i++) {
            var now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
