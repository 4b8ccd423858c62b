package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Passwords that nobody types: made once, kept in files that only their owner reads, or derived from another.
final class Secrets {

    private static final int BYTES = 18;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Secrets() {}

    /// The secret kept in this file; made first if there is none.
    static String keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            write(file, TEXT.encodeToString(bytes));
        }
        return Files.readString(file).strip();
    }

    /// A password that every instance works out alike from the same key, and that tells nothing about the key.
    static String derive(String key, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return TEXT.encodeToString(mac.doFinal(purpose.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }

    /// A folder that only its owner enters.
    static Path privateFolder(Path folder) throws IOException {
        return folder(folder, "rwx------");
    }

    /// A folder that others may pass through, to a folder of their own in it, but not look into.
    static Path outerFolder(Path folder) throws IOException {
        return folder(folder, "rwx--x--x");
    }

    private static Path folder(Path folder, String permissions) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        }
        return folder;
    }

    private static void write(Path file, String secret) throws IOException {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, fresh, onlyOwner)) {
            channel.write(UTF_8.encode(secret + "\n"));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // Another instance was faster. Its secret is as good, and it is the one that is read.
        }
    }
}
