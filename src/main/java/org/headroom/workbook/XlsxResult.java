package org.headroom.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;

/// The user's own workbook with two more columns: every part is copied as it is, and two cells are added to each row
/// of the sheet as it streams by. Styles, widths, lists and other sheets stay.
final class XlsxResult {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final QName ROW = new QName(MAIN, "row");
    private static final QName CELL = new QName(MAIN, "c");
    private static final QName DIMENSION = new QName(MAIN, "dimension");
    private static final QName NUMBER = new QName("r");
    private static final QName SPANS = new QName("spans");
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private final SheetReader.Outcomes outcomes;
    private final Header header;
    private final XMLEventWriter out;
    private String prefix = "";
    private int row;
    private int column;

    /// Where the header is, and in which columns the result goes.
    private record Header(int row, int result, int errors) {

        static Header of(SheetRow header) {
            int result = -1;
            int errors = -1;
            int last = -1;
            for (int column = 0; column < header.cells().size(); column++) {
                var title = header.cell(column);
                if (title != null && !title.isBlank()) {
                    boolean ours = ResultColumns.isOurs(title);
                    result = ours && title.strip().equalsIgnoreCase(ResultColumns.RESULT) ? column : result;
                    errors = ours && title.strip().equalsIgnoreCase(ResultColumns.ERRORS) ? column : errors;
                    last = column;
                }
            }
            result = result >= 0 ? result : ++last;
            return new Header(header.number(), result, errors >= 0 ? errors : last + 1);
        }
    }

    private XlsxResult(SheetReader.Outcomes outcomes, Header header, XMLEventWriter out) {
        this.outcomes = outcomes;
        this.header = header;
        this.out = out;
    }

    static void write(Path file, OutputStream to, SheetReader.Outcomes outcomes) throws IOException {
        try {
            var part = part(file);
            var header = header(file);
            var zipped = new ZipOutputStream(to);
            try (var zip = new ZipFile(file.toFile())) {
                for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                    var entry = entries.nextElement();
                    zipped.putNextEntry(new ZipEntry(entry.getName()));
                    try (var in = zip.getInputStream(entry)) {
                        if (entry.getName().equals(part)) {
                            rewrite(in, zipped, outcomes, header);
                        } else {
                            in.transferTo(zipped);
                        }
                    }
                    zipped.closeEntry();
                }
            }
            zipped.finish();
        } catch (IOException | RuntimeException fault) {
            throw fault;
        } catch (Exception broken) {
            throw new IOException("The workbook was read before and cannot be written again", broken);
        }
    }

    private static String part(Path file) throws Exception {
        try (var workbook = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            return XlsxSheet.part(workbook);
        }
    }

    private static Header header(Path file) throws Exception {
        var found = new ArrayList<SheetRow>(1);
        try {
            XlsxSheet.read(file, (row, percent) -> {
                found.add(row);
                throw new Enough();
            });
        } catch (SheetReader.CallerFault stopped) {
            if (!(stopped.getCause() instanceof Enough)) {
                throw stopped;
            }
        }
        return Header.of(found.getFirst());
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void rewrite(InputStream in, OutputStream to, SheetReader.Outcomes outcomes, Header header)
            throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var events = factory.createXMLEventReader(in);
        var out = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(to, "UTF-8");
        new XlsxResult(outcomes, header, out).copy(events);
        out.flush();
    }

    private void copy(XMLEventReader events) throws XMLStreamException {
        Map<Integer, String> added = Map.of();
        while (events.hasNext()) {
            var event = events.nextEvent();
            if (event.isStartElement() && event.asStartElement().getName().equals(ROW)) {
                var start = event.asStartElement();
                row = number(start, row + 1);
                prefix = start.getName().getPrefix();
                column = -1;
                added = cells();
                out.add(withoutSpans(start));
            } else if (event.isStartElement() && event.asStartElement().getName().equals(CELL)) {
                var start = event.asStartElement();
                var reference = start.getAttributeByName(NUMBER);
                column = reference == null ? column + 1 : SheetHandler.column(reference.getValue());
                added = before(column, added);
                if (isOurs(column)) {
                    skip(events);
                } else {
                    out.add(start);
                }
            } else if (event.isEndElement() && event.asEndElement().getName().equals(ROW)) {
                before(Integer.MAX_VALUE, added);
                out.add(event);
            } else if (event.isStartElement() && event.asStartElement().getName().equals(DIMENSION)) {
                skip(events);
            } else {
                out.add(event);
            }
        }
    }

    private boolean isOurs(int at) {
        return at == header.result() || at == header.errors();
    }

    private Map<Integer, String> cells() {
        var outcome = row < header.row() ? new String[] {"", ""}
                : row == header.row() ? ResultColumns.TITLES
                : outcomes.of(row);
        var cells = new TreeMap<Integer, String>();
        cells.put(header.result(), outcome[0]);
        cells.put(header.errors(), outcome[1]);
        return cells;
    }

    /// Writes those of the added cells that come before the column; the rest is given back.
    private Map<Integer, String> before(int limit, Map<Integer, String> added) throws XMLStreamException {
        var left = new TreeMap<>(added);
        for (var cell : added.entrySet()) {
            if (cell.getKey() <= limit) {
                left.remove(cell.getKey());
                write(cell.getKey(), cell.getValue());
            }
        }
        return left;
    }

    private void write(int at, String text) throws XMLStreamException {
        if (text.isEmpty()) {
            return;
        }
        out.add(EVENTS.createStartElement(prefix, MAIN, "c", List.of(
                EVENTS.createAttribute("r", SheetRow.letters(at) + row),
                EVENTS.createAttribute("t", "inlineStr")).iterator(), null));
        out.add(EVENTS.createStartElement(prefix, MAIN, "is"));
        out.add(EVENTS.createStartElement(prefix, MAIN, "t", List.of(
                EVENTS.createAttribute("xml", "http://www.w3.org/XML/1998/namespace", "space", "preserve")).iterator(),
                null));
        out.add(EVENTS.createCharacters(ResultColumns.storable(text)));
        out.add(EVENTS.createEndElement(prefix, MAIN, "t"));
        out.add(EVENTS.createEndElement(prefix, MAIN, "is"));
        out.add(EVENTS.createEndElement(prefix, MAIN, "c"));
    }

    private static int number(StartElement start, int otherwise) {
        var given = start.getAttributeByName(NUMBER);
        return given == null ? otherwise : Integer.parseInt(given.getValue());
    }

    private static StartElement withoutSpans(StartElement start) {
        if (start.getAttributeByName(SPANS) == null) {
            return start;
        }
        var kept = new ArrayList<javax.xml.stream.events.Attribute>();
        start.getAttributes().forEachRemaining(attribute -> {
            if (!attribute.getName().equals(SPANS)) {
                kept.add(attribute);
            }
        });
        return EVENTS.createStartElement(start.getName(), kept.iterator(), start.getNamespaces());
    }

    /// Leaves out the element that has just begun.
    private static void skip(XMLEventReader events) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            var event = events.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }
}
