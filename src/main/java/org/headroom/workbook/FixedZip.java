package org.headroom.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Packs a workbook again with its parts in one order and at one time, so that the same parts are the same bytes.
final class FixedZip {

    /// Spreadsheet programs look for this part first.
    private static final String CONTENT_TYPES = "[Content_Types].xml";

    private static final Comparator<String> ORDER =
            Comparator.<String, Boolean>comparing(name -> !name.equals(CONTENT_TYPES)).thenComparing(name -> name);

    /// Near the first moment that a zip file can name. That moment itself would bring the machine's time zone in.
    static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int LEVEL = 6;

    private FixedZip() {}

    static byte[] of(byte[] workbook) throws IOException {
        var parts = new TreeMap<String, byte[]>(ORDER);
        try (var in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        return pack(parts);
    }

    private static byte[] pack(Map<String, byte[]> parts) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            out.setLevel(LEVEL);
            for (var part : parts.entrySet()) {
                var entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(TIME);
                out.putNextEntry(entry);
                out.write(part.getValue());
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }
}
