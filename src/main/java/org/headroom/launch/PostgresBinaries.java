package org.headroom.launch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL. Maven brings them as one packed archive; this unpacks it once, beside itself.
record PostgresBinaries(Path folder, String version) {

    private static final int EXECUTABLE = 0100;

    /// Finds the folder that the build filled, and unpacks what is in it if that has not happened yet.
    static PostgresBinaries in(Path local) throws IOException {
        var found = newest(local);
        var version = found.getFileName().toString().split("-")[1];
        var unpacked = found.resolve("server");
        if (!Files.isDirectory(unpacked)) {
            unpack(archiveIn(found), unpacked);
        }
        return new PostgresBinaries(unpacked, version.replaceAll("\\.0$", ""));
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static Path newest(Path local) throws IOException {
        if (Files.isDirectory(local)) {
            try (var folders = Files.newDirectoryStream(local, "postgres-*")) {
                Path newest = null;
                for (var folder : folders) {
                    newest = newest == null || folder.compareTo(newest) > 0 ? folder : newest;
                }
                if (newest != null) {
                    return newest;
                }
            }
        }
        throw new StartRefused("There is no PostgreSQL in " + local + ". Build once with ./headroom run, or name a"
                + " database in HEADROOM_DB_URL.");
    }

    private static Path archiveIn(Path folder) throws IOException {
        try (var archives = Files.newDirectoryStream(folder, "*.txz")) {
            for (var archive : archives) {
                return archive;
            }
        }
        throw new StartRefused("There is no PostgreSQL archive in " + folder + ". Delete that folder and build again.");
    }

    /// Unpacks beside the goal and renames at the end, so that an interrupted start leaves nothing half done.
    private static void unpack(Path archive, Path goal) throws IOException {
        var unfinished = Files.createTempDirectory(goal.getParent(), "unpacking-");
        try (var packed = new BufferedInputStream(Files.newInputStream(archive));
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, unfinished);
            }
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(unfinished, goal);
        } catch (IOException another) {
            delete(unfinished);
            if (!Files.isDirectory(goal)) {
                throw another;
            }
        }
    }

    private static void place(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive would write outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        if (target.getParent() instanceof Path parent) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try {
            Files.copy(tar, target);
        } catch (FileAlreadyExistsException twice) {
            throw new IOException("The archive holds " + entry.getName() + " twice", twice);
        }
        var executable = (entry.getMode() & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
