package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;

/// The uploaded bytes, in parts of a megabyte.
@ApplicationScoped
class ImportFiles {

    private static final int PART = 1 << 20;

    private final Database database;

    ImportFiles(Database database) {
        this.database = database;
    }

    static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var sha256 = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void insert(Connection connection, UUID id, Path file) throws SQLException, IOException {
        try (var in = Files.newInputStream(file);
                var statement = connection.prepareStatement(
                        "insert into import_file (import, part, bytes) values (?, ?, ?)")) {
            int part = 0;
            for (var bytes = in.readNBytes(PART); bytes.length > 0; bytes = in.readNBytes(PART)) {
                statement.setObject(1, id);
                statement.setInt(2, part++);
                statement.setBytes(3, bytes);
                statement.executeUpdate();
            }
        }
    }

    interface Use {
        void of(Path file);
    }

    /// Puts the file together again for as long as it is used.
    void with(UUID id, Use use) {
        try {
            var file = Files.createTempFile("import-", ".tmp");
            try {
                copy(id, file);
                use.of(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void copy(UUID id, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (int part = 0; ; part++) {
                var bytes = part(id, part);
                if (bytes.length == 0) {
                    return;
                }
                out.write(bytes);
            }
        }
    }

    private byte[] part(UUID id, int part) {
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("select bytes from import_file where import = ? and part = ?")) {
                statement.setObject(1, id);
                statement.setInt(2, part);
                try (var row = statement.executeQuery()) {
                    return row.next() ? row.getBytes(1) : new byte[0];
                }
            }
        });
    }
}
