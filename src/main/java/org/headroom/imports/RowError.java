package org.headroom.imports;

import org.headroom.workbook.UnreadableFile;
import org.jspecify.annotations.Nullable;

/// What is wrong in a file, and where.
///
/// @param row as the spreadsheet program shows it; null where it is not about a row
/// @param column the header; null where it is not about a column
/// @param rule a stable word
/// @param message a sentence that a clerk understands: what is wrong, and what to do next
public record RowError(
        @Nullable Integer row, @Nullable String column, String rule, String message) {

    static RowError of(UnreadableFile refused) {
        return new RowError(refused.row(), refused.column(), refused.rule(), refused.message());
    }

    /// As it stands in the column Errors of the file that comes back.
    String told() {
        return column == null ? message : column + ": " + message;
    }
}
