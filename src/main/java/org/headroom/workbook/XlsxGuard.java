package org.headroom.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Looks through the zip before anything parses it: what is in it, how large it really is, and that nothing of it acts.
final class XlsxGuard {

    private static final String MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    private static final String TYPES = "[Content_Types].xml";
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
        ZipSecureFile.setMaxFileCount(XlsxLimits.PARTS_MAX);
        ZipSecureFile.setMaxEntrySize(XlsxLimits.UNPACKED_MAX);
        ZipSecureFile.setMinInflateRatio(1.0 / XlsxLimits.RATIO_MAX);
        ZipSecureFile.setGraceEntrySize(XlsxLimits.SMALL_PART);
    }

    private XlsxGuard() {}

    static void check(Path file) throws Exception {
        if (file.toFile().length() > XlsxLimits.PACKED_MAX) {
            throw UnreadableFile.of("too-large", "The workbook is larger than 32 MB. Send it in parts, or as CSV.");
        }
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            names(zip);
            sizes(zip, sheets(zip));
            contentTypes(zip);
            relationships(zip);
        }
    }

    private static void names(ZipFile zip) throws UnreadableFile {
        var seen = new HashSet<String>();
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var name = entries.nextElement().getName();
            var folded = ("/" + name).toLowerCase(Locale.ROOT);
            if (name.startsWith("/") || name.contains("\\") || name.contains(":")
                    || (folded + "/").contains("/../")) {
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
            if (seen.size() > XlsxLimits.PARTS_MAX) {
                throw UnreadableFile.of("zip-parts", "The workbook has more than " + XlsxLimits.PARTS_MAX
                        + " parts. Copy the rows into the template and send that.");
            }
        }
    }

    /// Unpacks everything once and counts: what the directory of a zip says of sizes need not be so.
    ///
    /// @param sheets the parts that are read as streams
    private static void sizes(ZipFile zip, Set<String> sheets) throws IOException, UnreadableFile {
        long total = 0;
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            long size = 0;
            var buffer = new byte[1 << 16];
            try (var in = zip.getInputStream(entry)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                    total += read;
                    boolean inflated = size > XlsxLimits.SMALL_PART
                            && size > XlsxLimits.RATIO_MAX * Math.max(1, entry.getCompressedSize());
                    if (total > XlsxLimits.UNPACKED_MAX || inflated || size > max(entry, sheets)) {
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

    /// How large a part may be, by what reading it costs.
    private static long max(ZipEntry entry, Set<String> sheets) {
        var name = "/" + entry.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith("/sharedstrings.xml")) {
            return XlsxLimits.STRINGS_MAX;
        }
        boolean isXml = name.endsWith(".xml") || name.endsWith(".rels") || name.endsWith(".vml");
        return isXml && !sheets.contains("/" + entry.getName()) ? XlsxLimits.XML_MAX : XlsxLimits.UNPACKED_MAX;
    }

    /// The parts that say that they are sheets. A part's name says nothing: libraries go by its type.
    private static Set<String> sheets(ZipFile zip) throws Exception {
        var sheets = new HashSet<String>();
        var types = zip.getEntry(TYPES);
        if (types != null) {
            try (var in = zip.getInputStream(types)) {
                XlsxSheet.parse(new ByteArrayInputStream(in.readNBytes((int) XlsxLimits.XML_MAX)),
                        new DefaultHandler() {
                    @Override
                    public void startElement(String uri, String name, String qualified, Attributes attributes) {
                        if (name.equals("Override") && SHEET.equals(attributes.getValue("ContentType"))) {
                            sheets.add(String.valueOf(attributes.getValue("PartName")));
                        }
                    }
                });
            }
        }
        return sheets;
    }

    private static void contentTypes(ZipFile zip) throws IOException, UnreadableFile {
        var types = text(zip, TYPES);
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

    /// A part whose size was found to be no more than [XlsxLimits#XML_MAX].
    private static String text(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
