package org.headroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table being written row by row, in constant memory. Close it to finish the file; the stream stays open.
public interface Rows extends AutoCloseable {

    /// @param cells one per column, of the column's kind; null for an empty one
    void row(List<? extends @Nullable Object> cells) throws IOException;

    @Override
    void close() throws IOException;

    /// RFC 4180, in UTF-8. Text that a spreadsheet would take for a formula begins with `'`.
    static Rows csv(OutputStream out, List<Column> columns) throws IOException {
        return new CsvRows(out, columns);
    }

    /// An object with the facts and an array `items`.
    static Rows json(OutputStream out, Map<String, ?> facts, List<Column> columns) throws IOException {
        return new JsonRows(out, facts, columns);
    }

    /// A workbook; what does not fit one sheet goes on in another.
    ///
    /// @param facts told on a sheet of their own, the last
    static Rows workbook(OutputStream out, String title, Map<String, ?> facts, List<Column> columns) {
        return new SheetRows(out, title, facts, columns, SheetRows.ROWS_MAX);
    }
}
