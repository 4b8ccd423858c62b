package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.headroom.api.Calls;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A workbook that another spreadsheet program has opened and saved.
@QuarkusTest
class ImportLibreOfficeTest {

    @TempDir
    Path folder;

    @Test
    void a_thousand_rows_saved_by_another_program_are_read_the_same() throws Exception {
        Assumptions.assumeTrue(hasLibreOffice(), "LibreOffice (soffice) is not installed");
        var rows = Uploads.rows(Calls.unique("office"), 1_000, 1);
        var original = Files.write(folder.resolve("original.xlsx"), Uploads.xlsx(rows, sheet -> {
            var book = sheet.getWorkbook();
            book.createSheet("Lists").createRow(0).createCell(0).setCellValue("IN");
            book.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
        }));
        var saved = resaved(original);
        var job = Uploads.checked(Files.readAllBytes(saved), "saved.xlsx");
        assertThat(job.getInt("good")).as(job.prettify()).isEqualTo(1_000);
        var posted = Uploads.posted(job.getString("id"));
        assertThat(posted.getInt("posted")).isEqualTo(1_000);
        // The same content, whoever saved it: every row is known.
        assertThat(Uploads.checked(Files.readAllBytes(original), "original.xlsx").getInt("alreadyPosted"))
                .isEqualTo(1_000);
        Uploads.result(job.getString("id"));
        var result = Files.write(folder.resolve("result.xlsx"), Uploads.as("aurora-clerk")
                .get("/api/v1/imports/" + job.getString("id") + "/result.xlsx").asByteArray());
        assertThat(Uploads.checked(Files.readAllBytes(resaved(result)), "again.xlsx").getInt("alreadyPosted"))
                .isEqualTo(1_000);
    }

    private Path resaved(Path file) throws Exception {
        var to = folder.resolve("saved-" + file.getFileName());
        var log = folder.resolve("soffice.log").toFile();
        var process = new ProcessBuilder("soffice", "-env:UserInstallation=file://" + folder.resolve("profile"),
                        "--headless", "--convert-to", "xlsx", "--outdir", to.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("LibreOffice ends").isTrue();
        return to.resolve(file.getFileName());
    }

    private static boolean hasLibreOffice() {
        return java.util.Arrays.stream(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
    }
}
