package org.headroom.workbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A CSV as RFC 4180 has it, in UTF-8, separated by commas or semicolons. Text that looks like a formula stays text.
final class CsvSheet {

    static final int COLUMNS_MAX = 50;
    static final int CELL_MAX = 32_767;
    private static final int HEADER_MAX = 16_384;

    private static final CsvMapper MAPPER = new CsvMapper(CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(CELL_MAX).build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .build());

    private CsvSheet() {}

    static void read(Path file, SheetRow.Sink sink) throws IOException, UnreadableFile {
        var marking = SheetReader.CallerFault.marking(sink);
        long size = Math.max(1, Files.size(file));
        int number = 0;
        try (var counted = new Counted(Files.newInputStream(file)); var reader = reader(counted)) {
            var schema = CsvSchema.emptySchema().withColumnSeparator(separator(reader)).withLineSeparator("\r\n");
            try (MappingIterator<String[]> rows = MAPPER.readerFor(String[].class).with(schema).readValues(reader)) {
                while (rows.hasNextValue()) {
                    var values = rows.nextValue();
                    var row = row(++number, values);
                    if (!row.isEmpty()) {
                        marking.row(row, (int) Math.min(100, counted.count * 100 / size));
                    }
                }
            }
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableFile(number + 1, null, "not-utf-8", "The file is not UTF-8 from about row "
                    + (number + 1) + " on. In Excel, save it as 'CSV UTF-8 (Comma delimited)' and send that.");
        } catch (JsonProcessingException | RuntimeJsonMappingException broken) {
            throw new UnreadableFile(number + 1, null, "not-csv", "Row " + (number + 1) + " cannot be read as CSV:"
                    + " a quotation mark is not closed, or more follows after it, or a cell is longer than 32,767"
                    + " characters. Write a quotation mark inside a cell twice.");
        }
    }

    private static SheetRow row(int number, String[] values) throws UnreadableFile {
        if (values.length > COLUMNS_MAX) {
            throw new UnreadableFile(number, null, "too-many-columns", "Row " + number + " has " + values.length
                    + " columns. The template has fewer; at most " + COLUMNS_MAX + " are read.");
        }
        List<@Nullable String> cells = new ArrayList<>(values.length);
        for (var value : values) {
            cells.add(value == null || value.isEmpty() ? null : value);
        }
        return new SheetRow(number, cells, List.of());
    }

    /// The text without its byte order mark; bytes that are not UTF-8 throw.
    private static Reader reader(InputStream in) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(in, decoder), 1 << 16);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /// What separates the cells of the first line.
    private static char separator(Reader reader) throws IOException {
        reader.mark(HEADER_MAX);
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        for (int i = 0, c = reader.read(); i < HEADER_MAX - 1 && c >= 0 && (quoted || c != '\n'); c = reader.read(),
                i++) {
            quoted ^= c == '"';
            commas += !quoted && c == ',' ? 1 : 0;
            semicolons += !quoted && c == ';' ? 1 : 0;
        }
        reader.reset();
        return semicolons > commas ? ';' : ',';
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
