package org.headroom.workbook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads the sheet of shipments of a workbook as a stream, from the file.
final class XlsxSheet {

    static final String NAME = "Shipments";

    /// The template's own lists, which validate its cells.
    private static final String LISTS = "Lists";

    private XlsxSheet() {}

    /// @param state `visible`, `hidden` or `veryHidden`
    private record Sheet(String name, String relation, String state) {

        boolean isVisible() {
            return state.equals("visible");
        }
    }

    private record Sheets(List<Sheet> all, boolean dates1904) {}

    static void read(Path file, SheetRow.Sink sink) throws Exception {
        read(file, sink, new ReadingTime(XlsxLimits.READING_MAX, System::nanoTime));
    }

    static void read(Path file, SheetRow.Sink sink, ReadingTime time) throws Exception {
        try (var workbook = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            var reader = new XSSFReader(workbook);
            var sheets = sheets(reader);
            refuseHiddenData(reader, sheets.all());
            var sheet = shipments(sheets.all());
            var strings = new ReadOnlySharedStringsTable(workbook, false);
            var styles = new CellReading(strings, reader.getStylesTable(), sheets.dates1904());
            long size = Math.max(1, size(reader, sheet));
            try (var in = new Counted(reader.getSheet(sheet.relation()))) {
                var marking = SheetReader.CallerFault.marking(time.without(sink));
                parse(in, new SheetHandler(styles, time, row -> marking.row(row, (int) Math.min(100,
                        in.count * 100 / size))));
            } catch (SAXException refused) {
                throw refused.getException() instanceof UnreadableFile cause ? cause : refused;
            }
        }
    }

    /// The name of the zip entry that holds the sheet of shipments.
    static String part(OPCPackage workbook) throws Exception {
        var reader = new XSSFReader(workbook);
        var relation = shipments(sheets(reader).all()).relation();
        var main = workbook.getPartsByContentType(
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
                .getFirst();
        var target = main.getRelationship(relation).getTargetURI();
        return target.getPath().substring(1);
    }

    private static long size(XSSFReader reader, Sheet sheet) throws IOException, OpenXML4JException {
        try (var in = reader.getSheet(sheet.relation())) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Sheet shipments(List<Sheet> sheets) throws UnreadableFile {
        var visible = sheets.stream().filter(Sheet::isVisible).toList();
        for (var sheet : visible) {
            if (sheet.name().strip().equalsIgnoreCase(NAME)) {
                return sheet;
            }
        }
        if (visible.size() != 1) {
            throw UnreadableFile.of("which-sheet", "The workbook has several sheets and none is named '" + NAME
                    + "'. Name the one with the rows '" + NAME + "'.");
        }
        return visible.getFirst();
    }

    private static Sheets sheets(XSSFReader reader) throws Exception {
        var sheets = new ArrayList<Sheet>();
        var epoch = new boolean[1];
        try (var in = reader.getWorkbookData()) {
            parse(in, new DefaultHandler() {
                @Override
                public void startElement(String uri, String name, String qualified, Attributes attributes) {
                    if (name.equals("sheet")) {
                        var state = attributes.getValue("state");
                        var relation = attributes.getValue(
                                "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
                        sheets.add(new Sheet(
                                String.valueOf(attributes.getValue("name")),
                                String.valueOf(relation),
                                state == null ? "visible" : state));
                    } else if (name.equals("workbookPr")) {
                        epoch[0] = SheetHandler.isTrue(attributes.getValue("date1904"));
                    }
                }
            });
        }
        return new Sheets(sheets, epoch[0]);
    }

    private static void refuseHiddenData(XSSFReader reader, List<Sheet> sheets) throws Exception {
        for (var sheet : sheets) {
            if (!sheet.isVisible() && !sheet.name().equals(LISTS)) {
                var cells = new int[1];
                try (var in = reader.getSheet(sheet.relation())) {
                    parse(in, new DefaultHandler() {
                        @Override
                        public void startElement(String uri, String name, String qualified, Attributes attributes) {
                            cells[0] += name.equals("v") || name.equals("is") || name.equals("f") ? 1 : 0;
                        }
                    });
                }
                if (cells[0] > 0) {
                    throw UnreadableFile.of("hidden-sheet", "The sheet '" + sheet.name() + "' is hidden and has data."
                            + " Delete it or show it: what is posted must be what you see.");
                }
            }
        }
    }

    static void parse(InputStream in, DefaultHandler handler) throws Exception {
        var xml = XMLHelper.newXMLReader();
        xml.setContentHandler(handler);
        xml.parse(new InputSource(in));
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
