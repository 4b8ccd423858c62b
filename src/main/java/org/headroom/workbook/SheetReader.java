package org.headroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads an uploaded file row by row, whichever of the two formats it has, and writes it again with its outcome.
///
/// Whatever a hostile or broken file makes the libraries throw becomes an [UnreadableFile].
public final class SheetReader {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final int MAGIC_LENGTH = 8;
    private static final int OLE_LOOKED_AT = 4_000_000;

    private final Path file;
    private final boolean xlsx;

    private SheetReader(Path file, boolean xlsx) {
        this.file = file;
        this.xlsx = xlsx;
    }

    /// Looks at what the file is, whatever its name says.
    public static SheetReader of(Path file) throws UnreadableFile {
        return guarded(() -> {
            var magic = new byte[MAGIC_LENGTH];
            int length;
            try (var in = Files.newInputStream(file)) {
                length = in.readNBytes(magic, 0, MAGIC_LENGTH);
            }
            if (length == 0) {
                throw UnreadableFile.of("empty-file", "The file is empty. Fill in the template and send it again.");
            }
            if (startsWith(magic, OLE)) {
                throw old(file);
            }
            if (startsWith(magic, ZIP)) {
                XlsxGuard.check(file);
                return new SheetReader(file, true);
            }
            if (magic[0] == (byte) 0xFF && magic[1] == (byte) 0xFE || magic[0] == (byte) 0xFE
                    && magic[1] == (byte) 0xFF) {
                throw UnreadableFile.of("not-utf-8", "The file is UTF-16. Save it as 'CSV UTF-8' and send that.");
            }
            return new SheetReader(file, false);
        });
    }

    /// Hands over the rows in order, the header first. Rows without anything in them are left out.
    public void read(SheetRow.Sink sink) throws UnreadableFile {
        guarded(() -> {
            if (xlsx) {
                XlsxSheet.read(file, sink);
            } else {
                CsvSheet.read(file, sink);
            }
            return true;
        });
    }

    /// The outcome of each row, asked for in the order of the rows.
    public interface Outcomes {

        /// @return the texts of the columns Result and Errors; two empty ones where there is no outcome
        String[] of(int row);
    }

    /// Writes the file again with two columns more; where it has them from before, they are replaced.
    public void write(OutputStream out, Outcomes outcomes) throws IOException, UnreadableFile {
        if (xlsx) {
            XlsxResult.write(file, out, outcomes);
        } else {
            CsvResult.write(file, out, outcomes);
        }
    }

    private interface Reading<T> {
        T read() throws Exception;
    }

    private static <T> T guarded(Reading<T> reading) throws UnreadableFile {
        try {
            return reading.read();
        } catch (UnreadableFile refused) {
            throw refused;
        } catch (CallerFault fault) {
            throw fault.getCause() instanceof RuntimeException cause ? cause : fault;
        } catch (Throwable broken) {
            // Any exception is possible here, and running out of memory too.
            var refused = UnreadableFile.of("damaged",
                    "The file cannot be read: it is damaged or not what its name says."
                    + " Open it in your spreadsheet program, save it as .xlsx or 'CSV UTF-8' and send that.");
            refused.initCause(broken);
            throw refused;
        }
    }

    /// What went wrong in the sink is no fault of the file.
    static final class CallerFault extends RuntimeException {

        private static final long serialVersionUID = 1;

        CallerFault(RuntimeException cause) {
            super(cause);
        }

        static SheetRow.Sink marking(SheetRow.Sink sink) {
            return (row, percent) -> {
                try {
                    sink.row(row, percent);
                } catch (RuntimeException fault) {
                    throw new CallerFault(fault);
                }
            };
        }
    }

    private static UnreadableFile old(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(OLE_LOOKED_AT);
        }
        var text = new String(start, StandardCharsets.UTF_16LE);
        return text.contains("EncryptedPackage")
                ? UnreadableFile.of("encrypted", "The workbook is protected with a password. Save it without one and"
                        + " send that; the connection is encrypted anyway.")
                : UnreadableFile.of("old-format",
                        "This is an old .xls workbook. Save it as 'Excel Workbook (.xlsx)' and"
                        + " send that.");
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
