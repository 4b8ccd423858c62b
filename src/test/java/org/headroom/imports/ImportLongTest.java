package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dhatim.fastexcel.Workbook;
import org.headroom.api.Calls;
import org.headroom.ledger.Ledger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as large as they come. Prints what it took; a test machine's seconds are not asserted.
@QuarkusTest
@Tag("long")
class ImportLongTest {

    private static final int CLOUDS = 1_000;

    @Inject
    Ledger ledger;

    @TempDir
    Path folder;

    @Test
    void a_hundred_thousand_rows_of_a_workbook_are_checked_and_posted() throws Exception {
        var file = folder.resolve("large.xlsx").toFile();
        writeXlsx(file, Calls.unique("lx"), 100_000);
        measure(file, 100_000);
    }

    @Test
    void a_million_rows_of_csv_are_checked_and_posted() throws Exception {
        var file = folder.resolve("large.csv").toFile();
        writeCsv(file, Calls.unique("lc"), 1_000_000);
        measure(file, 1_000_000);
    }

    void measure(File file, int rows) throws Exception {
        Calls.ship(Calls.shipment(Calls.unique("first"))).then().statusCode(201); // the first one ever is slow
        var stop = new AtomicBoolean();
        var phase = new AtomicReference<>("uploading");
        var slowest = new ConcurrentSkipListMap<String, Long>();
        var calls = new AtomicLong();
        var other = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                long begun = System.nanoTime();
                Calls.ship(Calls.shipment(Calls.unique("other"))).then().statusCode(201);
                slowest.merge(phase.get(), (System.nanoTime() - begun) / 1_000_000, Math::max);
                calls.incrementAndGet();
                pause();
            }
        });
        long begun = System.nanoTime();
        var location = Uploads.as("aurora-clerk").multiPart("file", file).post("/api/v1/imports")
                .then().statusCode(202).extract().header("Location");
        var id = location.substring(location.lastIndexOf('/') + 1);
        long uploaded = System.nanoTime();
        phase.set("checking");
        var job = Uploads.resting(id, "checked", "refused");
        assertThat(job.getInt("good")).as(job.prettify()).isEqualTo(rows);
        long checked = System.nanoTime();
        phase.set("posting");
        assertThat(Uploads.posted(id).getInt("posted")).isEqualTo(rows);
        long posted = System.nanoTime();
        stop.set(true);
        other.join();
        var result = Uploads.as("aurora-clerk").get("/api/v1/imports/" + id + "/result.xlsx");
        long written = System.nanoTime();
        System.out.printf("%n%,d rows of %s, %,d bytes: upload %.1f s, check %.1f s, post %.1f s, result %.1f s"
                        + " (%,d bytes); %d other postings meanwhile, the slowest in ms: %s; heap at most %d MB%n%n",
                rows, file.getName(), file.length(), seconds(begun, uploaded), seconds(uploaded, checked),
                seconds(checked, posted), seconds(posted, written), result.asByteArray().length, calls.get(),
                slowest, Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static String line(String prefix, int i) {
        return Uploads.row(prefix + "-" + i, 1, prefix + "-" + i % CLOUDS);
    }

    private static void writeCsv(File file, String prefix, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file.toPath())) {
            out.write(Uploads.HEADERS + "\r\n");
            for (int i = 1; i <= rows; i++) {
                out.write(line(prefix, i) + "\r\n");
            }
        }
    }

    private static void writeXlsx(File file, String prefix, int rows) throws IOException {
        try (var out = Files.newOutputStream(file.toPath())) {
            var book = new Workbook(out, "Test", "1.0");
            var sheet = book.newWorksheet("Shipments");
            write(sheet, 0, Uploads.HEADERS);
            for (int i = 1; i <= rows; i++) {
                write(sheet, i, line(prefix, i));
                if (i % 1_000 == 0) {
                    sheet.flush();
                }
            }
            sheet.finish();
            book.finish();
        }
    }

    private static void write(org.dhatim.fastexcel.Worksheet sheet, int row, String line) {
        var cells = line.split(",", -1);
        for (int c = 0; c < cells.length; c++) {
            if (row > 0 && c == 2) {
                sheet.value(row, c, Integer.parseInt(cells[c]));
            } else {
                sheet.value(row, c, cells[c]);
            }
        }
    }
}
