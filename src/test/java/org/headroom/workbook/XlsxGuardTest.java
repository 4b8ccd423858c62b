package org.headroom.workbook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of an uploaded zip, on both sides of each border.
class XlsxGuardTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TYPE = "<Override PartName=\"/%s\" ContentType=\"application/"
            + "vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>";
    private static final String TYPES =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><!-- "
                    + TYPE.formatted("xl/styles.xml", "worksheet") + " -->"
                    + TYPE.formatted("xl/workbook.xml", "sheet.main") + TYPE.formatted(SHEET, "worksheet")
                    + TYPE.formatted("xl/worksheets/sheet2.xml", "styles") + "</Types>";

    @TempDir
    Path folder;

    /// @param size unpacked
    /// @param noise how many bytes of it cannot be packed
    private record Part(long size, long noise) {

        static Part of(long size) {
            return new Part(size, size / 8);
        }

        /// Packed, noise keeps its size and zeros become a thousandth.
        static Part shrinkingTo(long size, double ratio) {
            return new Part(size, (long) ((size / ratio - size / 1030.0) / (1 - 1 / 1030.0)));
        }
    }

    private Path zip(Map<String, Part> parts) throws IOException {
        var file = folder.resolve("book.xlsx");
        var random = new Random(1);
        try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.setLevel(Deflater.BEST_SPEED);
            out.putNextEntry(new ZipEntry("[Content_Types].xml"));
            out.write(TYPES.getBytes(StandardCharsets.UTF_8));
            out.setLevel(Deflater.DEFAULT_COMPRESSION);
            for (var part : new TreeMap<>(parts).entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                var noise = new byte[(int) part.getValue().noise()];
                random.nextBytes(noise);
                out.write(noise);
                var zeros = new byte[1 << 16];
                for (long left = part.getValue().size() - noise.length; left > 0; left -= zeros.length) {
                    out.write(zeros, 0, (int) Math.min(left, zeros.length));
                }
            }
        }
        return file;
    }

    private void passes(Map<String, Part> parts) {
        assertThatCode(() -> XlsxGuard.check(zip(parts))).doesNotThrowAnyException();
    }

    private void refuses(Map<String, Part> parts, String rule) {
        assertThatThrownBy(() -> XlsxGuard.check(zip(parts)))
                .isInstanceOfSatisfying(UnreadableFile.class, refused ->
                        org.assertj.core.api.Assertions.assertThat(refused.rule()).isEqualTo(rule));
    }

    @ParameterizedTest
    @CsvSource({"xl/styles.xml, 8388608", "xl/_rels/workbook.xml.rels, 8388608", "xl/worksheets/sheet2.xml, 8388608",
        "xl/worksheets/_rels/sheet1.xml.rels, 8388608", "xl/sharedStrings.xml, 67108864"})
    void a_part_that_is_held_in_memory_may_have_its_limit_and_no_byte_more(String part, long limit) {
        passes(Map.of(part, Part.of(limit)));
        refuses(Map.of(part, Part.of(limit + 1)), "zip-size");
    }

    @Test
    void a_sheet_is_read_as_a_stream_and_may_be_larger() {
        passes(Map.of(SHEET, Part.of(XlsxLimits.STRINGS_MAX + 1)));
    }

    @Test
    void a_large_part_may_shrink_to_a_fiftieth_and_not_further() {
        passes(Map.of(SHEET, Part.shrinkingTo(20L << 20, 49)));
        refuses(Map.of(SHEET, Part.shrinkingTo(20L << 20, 51)), "zip-size");
    }

    @Test
    void all_parts_together_may_unpack_to_256_mb_and_no_further() {
        var half = Part.shrinkingTo(XlsxLimits.UNPACKED_MAX / 2 - (1 << 10), 45);
        passes(Map.of(SHEET, half, "xl/media/image1.png", half));
        refuses(Map.of(SHEET, half, "xl/media/image1.png", half, "xl/media/image2.png", new Part(1 << 11, 0)), "zip-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.xml", "xl/../evil.xml", "xl/..", "/xl/absolute.xml", "xl\\evil.xml", "C:/evil.xml"})
    void a_part_stays_inside(String name) {
        refuses(Map.of(name, new Part(1, 0)), "zip-path");
    }

    @Test
    void two_parts_differ_in_more_than_capitals() {
        passes(Map.of("xl/media/a.png", new Part(1, 0), "xl/media/b.png", new Part(1, 0)));
        refuses(Map.of("xl/media/a.png", new Part(1, 0), "xl/media/A.PNG", new Part(1, 0)), "zip-duplicate");
    }

    @Test
    void a_small_part_may_shrink_to_anything() {
        passes(Map.of("xl/styles.xml", new Part(XlsxLimits.SMALL_PART, 0)));
        refuses(Map.of("xl/styles.xml", new Part(XlsxLimits.SMALL_PART + 1, 0)), "zip-size");
    }

    @Test
    void two_hundred_parts_are_taken_and_one_more_is_not() {
        var parts = new TreeMap<String, Part>();
        for (int i = 1; i < XlsxLimits.PARTS_MAX; i++) { // the list of content types is one, too
            parts.put("xl/media/image" + i + ".png", new Part(1, 0));
        }
        passes(parts);
        parts.put("xl/media/last.png", new Part(1, 0));
        refuses(parts, "zip-parts");
    }

    @Test
    void a_file_of_32_mb_is_opened_and_a_larger_one_is_not() throws IOException {
        var file = zip(Map.of(SHEET, new Part(10, 0)));
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(XlsxLimits.PACKED_MAX + 1);
        }
        assertThatThrownBy(() -> XlsxGuard.check(file)).hasMessageContaining("32 MB");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(XlsxLimits.PACKED_MAX);
        }
        // Its end is gone, so it is no zip any more; that it is looked for shows that the size passed.
        assertThatThrownBy(() -> XlsxGuard.check(file)).isInstanceOf(java.util.zip.ZipException.class);
    }
}
