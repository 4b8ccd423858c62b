package org.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.workbook.LibreOffice;
import org.headroom.workbook.SheetReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The template with as many rows as one workbook may have passes all limits, whoever saved it. Prints how large it is
/// and how long it is read, which is what the limits were chosen by.
@Tag("long")
class ShipmentTemplateLongTest {

    private static final int ROWS = 100_000;
    private static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);

    @TempDir
    Path folder;

    @Test
    void filled_in_to_the_last_column_it_is_read() throws Exception {
        measure("as a program writes it", filled());
    }

    @Test
    void saved_by_another_program_it_is_read() throws Exception {
        Assumptions.assumeTrue(LibreOffice.isInstalled(), "LibreOffice (soffice) is not installed");
        var saved = LibreOffice.recalculated(Files.readAllBytes(filled()), folder.resolve("office"));
        measure("as LibreOffice saves it", Files.write(folder.resolve("saved.xlsx"), saved));
    }

    private void measure(String what, Path file) throws Exception {
        var rows = new AtomicInteger();
        long begun = System.nanoTime();
        SheetReader.of(file).read((row, percent) -> rows.incrementAndGet());
        long read = System.nanoTime();
        assertThat(rows.get()).isEqualTo(ROWS + 1);
        try (var zip = new ZipFile(file.toFile())) {
            System.out.printf("%n%s: %,d bytes, read in %.1f s%n", what, Files.size(file), (read - begun) / 1e9);
            zip.stream().filter(entry -> entry.getSize() > 100_000).forEach(entry -> System.out.printf(
                    "  %s: %,d bytes, shrunk to a %d.%n", entry.getName(), entry.getSize(), ratio(entry)));
        }
    }

    private static long ratio(ZipEntry entry) {
        return entry.getSize() / entry.getCompressedSize();
    }

    private Path filled() throws IOException {
        var template = ShipmentTemplate.bytes(MARCH_2, List.of("nvidia-h100-sxm5-80gb"), List.of("LICENSE", "LPP"));
        var file = folder.resolve("filled.xlsx");
        try (var book = new SXSSFWorkbook(new XSSFWorkbook(new ByteArrayInputStream(template)), 100, false, true);
                var out = Files.newOutputStream(file)) {
            var sheet = book.getSheet("Shipments");
            for (int i = 1; i <= ROWS; i++) {
                fill(sheet.createRow(i), i);
            }
            book.write(out);
        }
        return file;
    }

    /// Eight devices, as they stand in one server, each with its serial number.
    private static void fill(Row row, int i) {
        var serials = IntStream.range(0, 8)
                .mapToObj(n -> "SN%011d".formatted(i * 7_919L * 8 + n))
                .collect(Collectors.joining(";"));
        var texts = new String[] {"SO-2026-%06d-10".formatted(i), "nvidia-h100-sxm5-80gb", null, "IN", null,
            null, "Weather and Climate Cloud No. %d".formatted(i % 5_000), "IN", "IN",
            "Holding of Clouds No. %d, Limited".formatted(i % 2_500), "IN", "LICENSE", "D%07d".formatted(i % 300), null,
            "X20260302%06d".formatted(i), serials};
        for (int column = 0; column < texts.length; column++) {
            if (texts[column] != null) {
                row.createCell(column).setCellValue(texts[column]);
            }
        }
        row.createCell(2).setCellValue(8);
        row.createCell(4).setCellValue(MARCH_2);
        row.createCell(13).setCellValue(240_000 + i % 1_000 + 0.5);
        for (int column = 0; column < texts.length; column++) {
            if (row.getCell(column) != null) {
                row.getCell(column).setCellStyle(row.getSheet().getColumnStyle(column));
            }
        }
    }
}
