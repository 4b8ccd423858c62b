package org.headroom.workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real spreadsheet program, without a screen, with a profile of its own.
public final class LibreOffice {

    private LibreOffice() {}

    public static boolean isInstalled() {
        for (var folder : System.getenv("PATH").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "soffice"))) {
                return true;
            }
        }
        return false;
    }

    /// Opens the workbook, works out all its formulas and saves it again.
    public static byte[] recalculated(byte[] workbook, Path folder) throws IOException, InterruptedException {
        return converted(workbook, "xlsx:Calc MS Excel 2007 XML", "xlsx", folder);
    }

    public static byte[] printed(byte[] workbook, Path folder) throws IOException, InterruptedException {
        return converted(workbook, "pdf", "pdf", folder);
    }

    private static byte[] converted(byte[] workbook, String filter, String extension, Path folder)
            throws IOException, InterruptedException {
        var in = Files.write(Files.createDirectories(folder.resolve("in")).resolve("book.xlsx"), workbook);
        var out = folder.resolve("out");
        var process = new ProcessBuilder(
                        "soffice", "-env:UserInstallation=" + folder.resolve("profile").toUri(), "--headless",
                        "--convert-to", filter, "--outdir", out.toString(), in.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(Files.readString(folder.resolve("log.txt")));
        }
        return Files.readAllBytes(out.resolve("book." + extension));
    }
}
