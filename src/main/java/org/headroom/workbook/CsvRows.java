package org.headroom.workbook;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class CsvRows implements Rows {

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final int BUFFER = 1 << 16;

    private final BufferedWriter out;

    CsvRows(OutputStream out, List<Column> columns) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        row(columns.stream().map(Column::field).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(switch (cells.get(i)) {
                case null -> "";
                case String text -> quoted(harmless(text));
                case BigDecimal amount -> amount.toPlainString();
                case Object other -> other.toString();
            });
        }
        out.write("\r\n");
    }

    static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
