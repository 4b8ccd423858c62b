package org.headroom.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of an uploaded sheet, each cell read in the one way that a person sees it.
///
/// @param number as the spreadsheet program shows it, from 1
/// @param cells the text of each cell, a number as an exact plain decimal, a date as ISO 8601; null where empty
/// @param faults the cells that cannot be read in one way only
public record SheetRow(int number, List<@Nullable String> cells, List<Fault> faults) {

    /// @param column from 0
    /// @param rule a stable word, for example `formula`
    public record Fault(int column, String rule, String message) {}

    public boolean isEmpty() {
        return faults.isEmpty() && cells.stream().allMatch(cell -> cell == null || cell.isBlank());
    }

    public @Nullable String cell(int column) {
        return column < cells.size() ? cells.get(column) : null;
    }

    /// What reads the rows, one by one and in order.
    public interface Sink {

        /// @param percent how much of the file has been read, 0 to 100
        void row(SheetRow row, int percent);
    }

    /// The letters of a column: 0 is `A`, 26 is `AA`.
    public static String letters(int column) {
        var letters = new StringBuilder();
        for (int left = column + 1; left > 0; left = (left - 1) / 26) {
            letters.insert(0, (char) ('A' + (left - 1) % 26));
        }
        return letters.toString();
    }
}
