package org.headroom.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.headroom.imports.Import.State;
import org.headroom.workbook.SheetReader;

/// What became of each row, in words, read from the table as the file is written.
final class RowOutcomes implements SheetReader.Outcomes {

    private static final int FETCHED = 1_000;

    private final Import job;
    private final ImportRows rows;
    private final Deque<ImportRow> fetched = new ArrayDeque<>();
    private int last;

    RowOutcomes(Import job, ImportRows rows) {
        this.job = job;
        this.rows = rows;
    }

    @Override
    public String[] of(int number) {
        while (true) {
            if (fetched.isEmpty()) {
                fetched.addAll(rows.all(job.id(), last, FETCHED));
                if (fetched.isEmpty()) {
                    return new String[] {"", ""};
                }
                last = fetched.getLast().number();
            }
            var next = fetched.getFirst();
            if (next.number() > number) {
                return new String[] {"", ""};
            }
            fetched.removeFirst();
            if (next.number() == number) {
                return new String[] {
                    result(next), next.errors().stream().map(RowError::told).collect(Collectors.joining("; "))
                };
            }
        }
    }

    private String result(ImportRow row) {
        int errors = row.errors().size();
        return switch (row.state()) {
            case BAD -> errors == 1 ? "1 error" : errors + " errors";
            case FAILED -> "Not posted";
            case ALREADY -> "Already posted";
            case GOOD -> {
                boolean posting = job.state() == State.POSTING || job.state() == State.POSTED;
                yield posting && row.number() <= job.doneTo() ? "Posted" : "Good, not posted";
            }
        };
    }
}
