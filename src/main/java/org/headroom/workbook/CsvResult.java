package org.headroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// The rows of a CSV as a workbook, every cell as the text it was, with the columns Result and Errors.
final class CsvResult {

    private static final int FLUSH_EVERY = 1_000;

    private CsvResult() {}

    static void write(Path file, OutputStream out, SheetReader.Outcomes outcomes) throws IOException, UnreadableFile {
        var book = new Workbook(out, "Headroom", "1.0");
        var sheet = book.newWorksheet("Shipments");
        var placed = new Placed(sheet, outcomes);
        CsvSheet.read(file, (row, percent) -> placed.row(row));
        sheet.finish();
        book.finish();
    }

    private static final class Placed {

        private final Worksheet sheet;
        private final SheetReader.Outcomes outcomes;
        private final List<Integer> kept = new ArrayList<>();
        private boolean begun;
        private int written;

        Placed(Worksheet sheet, SheetReader.Outcomes outcomes) {
            this.sheet = sheet;
            this.outcomes = outcomes;
        }

        void row(SheetRow row) {
            if (!begun) {
                for (int column = 0; column < row.cells().size(); column++) {
                    if (!ResultColumns.isOurs(row.cell(column))) {
                        kept.add(column);
                    }
                }
            }
            int line = row.number() - 1;
            for (int at = 0; at < kept.size(); at++) {
                var text = row.cell(kept.get(at));
                if (text != null) {
                    sheet.value(line, at, ResultColumns.storable(text));
                }
            }
            var outcome = begun ? outcomes.of(row.number()) : ResultColumns.TITLES;
            begun = true;
            for (int at = 0; at < outcome.length; at++) {
                if (!outcome[at].isEmpty()) {
                    sheet.value(line, kept.size() + at, ResultColumns.storable(outcome[at]));
                }
            }
            if (++written % FLUSH_EVERY == 0) {
                flush();
            }
        }

        private void flush() {
            try {
                sheet.flush();
            } catch (IOException gone) {
                throw new java.io.UncheckedIOException(gone);
            }
        }
    }
}
