package org.headroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// Several tables being written one after the other, in constant memory, each on sheets of its own.
public interface Tables extends Rows {

    /// Ends the table before. Rows belong to the new one from here on.
    void table(String title, List<Column> columns) throws IOException;

    /// A workbook that begins with this table.
    ///
    /// @param facts told on a sheet of their own, the last
    static Tables workbook(OutputStream out, String title, Map<String, ?> facts, List<Column> columns) {
        return new SheetRows(out, title, facts, columns, SheetRows.ROWS_MAX);
    }
}
