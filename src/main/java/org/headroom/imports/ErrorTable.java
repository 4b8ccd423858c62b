package org.headroom.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.headroom.workbook.Column;
import org.headroom.workbook.Rows;

/// What is wrong in a file, as a table of its own: one line for each error.
final class ErrorTable implements AutoCloseable {

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "Row", Column.Kind.COUNT, 8),
            new Column("column", "Column", Column.Kind.TEXT, 24),
            new Column("rule", "Rule", Column.Kind.TEXT, 24),
            new Column("message", "What to do", Column.Kind.TEXT, 80));

    private final Rows rows;

    ErrorTable(OutputStream out) throws IOException {
        rows = Rows.csv(out, COLUMNS);
    }

    void add(List<RowError> errors) throws IOException {
        for (var error : errors) {
            var row = error.row();
            rows.row(Arrays.asList(
                    row == null ? null : (Long) row.longValue(), error.column(), error.rule(), error.message()));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
