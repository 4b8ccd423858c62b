package org.headroom.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;

/// Looks through the zip before anything parses it: what is in it, how large it really is, and that nothing of it acts.
final class XlsxGuard {

    static final long PACKED_MAX = 128L << 20;
    static final long UNPACKED_MAX = 1L << 30;
    static final long STRINGS_MAX = 96L << 20;
    static final int PARTS_MAX = 200;
    private static final long SMALL_PART = 1 << 20;
    private static final long RATIO_MAX = 100;
    private static final int CONTENT_TYPES_MAX = 1 << 20;

    private static final String MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final Pattern STRICT = Pattern.compile(
            "http://purl\\.oclc\\.org/ooxml/officeDocument/relationships");
    private static final Pattern EXTERNAL =
            Pattern.compile("<[^>]*TargetMode\\s*=\\s*[\"']External[\"'][^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern HYPERLINK = Pattern.compile("Type\\s*=\\s*[\"'][^\"']*/hyperlink[\"']");

    private static final Map<String, String> ACTIVE = Map.of(
            "vbaproject", "macros",
            "/macrosheets/", "macros",
            "/externallinks/", "links to other workbooks",
            "/embeddings/", "embedded files",
            "/activex/", "controls",
            "/ctrlprops/", "controls",
            "/connections.xml", "connections to outside data",
            "/querytables/", "connections to outside data",
            "/dialogsheets/", "old dialog sheets");

    static {
        ZipSecureFile.setMaxFileCount(PARTS_MAX);
        ZipSecureFile.setMaxEntrySize(UNPACKED_MAX);
        ZipSecureFile.setMinInflateRatio(1.0 / RATIO_MAX);
    }

    private XlsxGuard() {}

    static void check(Path file) throws IOException, UnreadableFile {
        if (file.toFile().length() > PACKED_MAX) {
            throw UnreadableFile.of("too-large", "The workbook is larger than 128 MB. Send it in parts, or as CSV.");
        }
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            names(zip);
            sizes(zip);
            contentTypes(zip);
            relationships(zip);
        }
    }

    private static void names(ZipFile zip) throws UnreadableFile {
        var seen = new HashSet<String>();
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var name = entries.nextElement().getName();
            var folded = ("/" + name).toLowerCase(Locale.ROOT);
            if (name.startsWith("/") || name.contains("\\") || name.contains(":") || folded.contains("/../")) {
                throw UnreadableFile.of("zip-path", "The workbook has a part with a path that leads out of it: '"
                        + name + "'. Make it again with your spreadsheet program.");
            }
            if (!seen.add(folded)) {
                throw UnreadableFile.of("zip-duplicate", "The workbook has the part '" + name
                        + "' twice. Make it again with your spreadsheet program.");
            }
            for (var active : ACTIVE.entrySet()) {
                if (folded.contains(active.getKey())) {
                    throw UnreadableFile.of("active-content", "The workbook has " + active.getValue() + " (" + name
                            + "). Copy the rows into the template, as values, and send that.");
                }
            }
            if (seen.size() > PARTS_MAX) {
                throw UnreadableFile.of("zip-parts", "The workbook has more than " + PARTS_MAX
                        + " parts. Copy the rows into the template and send that.");
            }
        }
    }

    /// Unpacks everything once and counts: what the directory of a zip says of sizes need not be so.
    private static void sizes(ZipFile zip) throws IOException, UnreadableFile {
        long total = 0;
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            long size = 0;
            var buffer = new byte[1 << 16];
            try (var in = zip.getInputStream(entry)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                    total += read;
                    boolean inflated = size > SMALL_PART && size > RATIO_MAX * Math.max(1, entry.getCompressedSize());
                    if (total > UNPACKED_MAX || inflated || isStrings(entry) && size > STRINGS_MAX) {
                        throw UnreadableFile.of("zip-size", "The workbook unpacks to far more than it should ("
                                + entry.getName() + "). Delete empty formatted rows, send it in parts, or send CSV.");
                    }
                }
            }
            if (entry.getSize() != size) {
                throw UnreadableFile.of("zip-size", "The workbook says one size of " + entry.getName()
                        + " and has another. Make it again with your spreadsheet program.");
            }
        }
    }

    private static boolean isStrings(ZipEntry entry) {
        return entry.getName().toLowerCase(Locale.ROOT).endsWith("/sharedstrings.xml");
    }

    private static void contentTypes(ZipFile zip) throws IOException, UnreadableFile {
        var types = text(zip, "[Content_Types].xml");
        if (types.isEmpty()) {
            throw UnreadableFile.of("not-a-workbook", "This is a zip file, but no workbook. Send the .xlsx itself.");
        }
        if (types.contains("sheet.binary.macroEnabled")) {
            throw UnreadableFile.of("binary-workbook", "This is a binary workbook (.xlsb). Save it as 'Excel Workbook"
                    + " (.xlsx)' and send that.");
        }
        if (types.contains("macroEnabled")) {
            throw UnreadableFile.of("active-content",
                    "The workbook may hold macros. Save it as 'Excel Workbook (.xlsx)'"
                    + " and send that.");
        }
        if (!types.contains(MAIN)) {
            throw UnreadableFile.of("not-a-workbook", types.contains("spreadsheetml.template")
                    ? "This is a template (.xltx). Save it as 'Excel Workbook (.xlsx)' and send that."
                    : "This is an Office file, but no workbook. Send an .xlsx or a .csv.");
        }
    }

    private static void relationships(ZipFile zip) throws IOException, UnreadableFile {
        if (STRICT.matcher(text(zip, "_rels/.rels")).find()) {
            throw UnreadableFile.of("strict-format", "This is a 'Strict Open XML' workbook. Save it as 'Excel Workbook"
                    + " (.xlsx)', the ordinary kind, and send that.");
        }
        var external = new HashMap<String, String>();
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var name = entries.nextElement().getName();
            if (name.endsWith(".rels")) {
                EXTERNAL.matcher(text(zip, name)).results()
                        .filter(link -> !HYPERLINK.matcher(link.group()).find())
                        .forEach(link -> external.put(name, link.group()));
            }
        }
        if (!external.isEmpty()) {
            throw UnreadableFile.of("active-content", "The workbook links to something outside ("
                    + external.keySet().iterator().next() + "). Copy the rows into the template, as values.");
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(CONTENT_TYPES_MAX), StandardCharsets.UTF_8);
        }
    }
}
