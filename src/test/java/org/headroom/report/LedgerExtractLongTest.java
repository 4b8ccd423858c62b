package org.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.ledger.PostingFilter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A million rows, written in constant memory. It prints its seconds. Run it alone with
/// `-Dtest=LedgerExtractLongTest -Plong`; the heap it needs beyond what was used before is measured while it runs.
@QuarkusTest
@Tag("long")
class LedgerExtractLongTest {

    static final int ROWS = 1_000_000;
    static final long MEGABYTE = 1 << 20;

    @Inject
    LedgerExtract extract;

    /// Counts, and keeps nothing.
    static final class Counted extends OutputStream {

        long bytes;
        long most;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
            var runtime = Runtime.getRuntime();
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
    }

    @Test
    void a_million_rows_pass_through_a_small_heap() throws Exception {
        fill();
        var filter = new PostingFilter(
                Set.of(), "million", null, null, null, null, null, null, null, null, false, null, LedgerExtract.PAGE);
        for (var format : new String[] {"csv", "json", "xlsx"}) {
            System.gc();
            var out = new Counted();
            long began = System.nanoTime();
            Books.read(() -> write(format, filter, out));
            var took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf("%,d rows as %s: %.1f s, %,d MB written, at most %,d MB of heap in use%n", ROWS, format,
                    took.toMillis() / 1e3, out.bytes / MEGABYTE, out.most / MEGABYTE);
            assertThat(out.most).isLessThan(512 * MEGABYTE);
        }
    }

    private OutputStream write(String format, PostingFilter filter, OutputStream out) throws IOException {
        switch (format) {
            case "csv" -> extract.csv(filter, out);
            case "json" -> extract.json(filter, out);
            default -> extract.workbook(filter, out);
        }
        return out;
    }

    /// Postings past the writer, which would take minutes: this is about reading. They belong to an exporter of
    /// their own and have numbers of their own.
    private static void fill() throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into account (key, regime, rule, title, citation, scope, unit, counts)
                      values ('test:million', 'test', 'rule', 'Million', '§ test', '{million}', 'TPP', 'EXPORTED')""");
            statement.execute("""
                    insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at,
                        reference, device, quantity, destination, consignee, authorization_type, body, salt, leaf_hash,
                        accounts, moves, bindings)
                      select h.number + i, gen_random_uuid(), 'SHIPMENT', 'million', 'subject', 'A clerk',
                          date '2026-03-02', h.recorded_at, 'SO-' || i, 'nvidia-h100-sxm5-80gb', 64, 'IN',
                          'acme-cloud-in', 'LPP', '{}', ''::bytea, ''::bytea, array[a.id],
                          array[array[0, 1013248.25, 0, 1013248.25 * i, null]], array[true]
                        from ledger_head h, account a, generate_series(1, 1000000) i where a.key = 'test:million'""");
            statement.execute("update ledger_head set number = number + 1000000");
            statement.execute("analyze posting");
        }
    }
}
