package org.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TimeZone;
import org.headroom.workbook.LibreOffice;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenseApplicationWorkbookTest {

    @Test
    void the_worksheet_is_as_approved() {
        Specimen.compare("license-application", Applications.workbook().bytes(Applications.india()));
    }

    @Test
    void the_same_application_is_the_same_bytes_wherever_and_whenever() {
        var zone = TimeZone.getDefault();
        var locale = java.util.Locale.getDefault();
        var here = Applications.workbook().bytes(Applications.india());
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            java.util.Locale.setDefault(java.util.Locale.GERMANY);
            var there = Applications.workbook().bytes(Applications.india());
            assertThat(Arrays.equals(there, here)).isTrue();
        } finally {
            TimeZone.setDefault(zone);
            java.util.Locale.setDefault(locale);
        }
    }

    @Test
    void sheets_follow_the_sub_forms_of_snap_r() {
        assertThat(Specimen.sheets(Applications.workbook().bytes(Applications.india())))
                .containsExactly("Contact Data", "Document Check List", "License Information", "Company Designation",
                        "Applicant", "Other Party", "Purchaser", "Intermediate Consignee", "Ultimate Consignee",
                        "End User", "748P-B", "Original Ultimate Consignee", "Specific End Use", "Export Items",
                        "748P-A", "Additional Information", "Supporting Document List", "TPP", "Determination",
                        "Validation", "Lists");
    }

    @Test
    void one_item_and_one_end_user_need_no_appendix() {
        var several = Applications.oneItem();
        var sheets = Specimen.sheets(Applications.workbook().bytes(several));
        assertThat(sheets).doesNotContain("748P-A").contains("748P-B", "Export Items");
    }

    @Test
    void text_that_looks_like_a_formula_stays_text() {
        var values = Specimen.values(Applications.workbook().bytes(Applications.india()));
        assertThat(values.values()).contains("=H20 (96 GB)", "@Weather Bureau", "-Telecom Labs", "012345678");
        assertThat(Specimen.formulas(Applications.workbook().bytes(Applications.india())).values())
                .doesNotContain("CHECK");
    }

    @Test
    void a_name_that_does_not_fit_is_told_in_full_in_block_24() {
        var values = Specimen.values(Applications.workbook().bytes(Applications.india()));
        var full = "Acme Procurement Services LLP of the Acme Group of Companies for Southern and Eastern Asia";
        assertThat(values.get("Purchaser!C4")).hasSizeLessThanOrEqualTo(60).isSubstringOf(full);
        assertThat(values.get("Additional Information!C4"))
                .contains("Block 16, name in full: " + full)
                .contains("Block 17, intermediate consignee 2: +Deccan Carriers");
    }

    @Test
    void a_post_office_box_is_found_and_the_finding_comes_first() {
        var findings = ApplicationRules.check(Applications.india());
        assertThat(findings.getFirst().rule()).isEqualTo("street-address");
        assertThat(findings.getFirst().block()).isEqualTo("19");
        assertThat(findings.stream().filter(finding -> finding.severity() != Finding.Severity.OK))
                .hasSize(1);
    }

    @Test
    void a_spreadsheet_program_comes_to_the_charged_numbers(@TempDir Path folder) throws Exception {
        assumeTrue(LibreOffice.isInstalled());
        var written = Applications.workbook().bytes(Applications.india());
        var recalculated = Specimen.formulas(LibreOffice.recalculated(written, folder));
        assertThat(recalculated).isEqualTo(Specimen.formulas(written)).hasSizeGreaterThan(15);
        assertThat(recalculated)
                .containsEntry("TPP!G4", "1013248")
                .containsEntry("TPP!G5", "18998400")
                .containsEntry("TPP!G6", "82880")
                .containsEntry("TPP!G7", "20094528");
        assertThat(recalculated.values()).contains("OK").doesNotContain("CHECK");
    }

    @Test
    void forty_items_and_long_texts_add_up_and_print(@TempDir Path one, @TempDir Path two) throws Exception {
        assumeTrue(LibreOffice.isInstalled());
        var items = new ArrayList<LicenseApplicationSheet.Item>();
        for (int i = 1; i <= 40; i++) {
            items.add(Applications.item("device-" + i, "Model " + i + ", " + "long ".repeat(i * 8), "3A090.a", null, i,
                    "30000", Applications.TPP_15832));
        }
        var written = Applications.workbook().bytes(Applications.application("LA-2026-0044", items));
        assertThat(Specimen.formulas(LibreOffice.recalculated(written, one))).isEqualTo(Specimen.formulas(written));
        assertThat(Specimen.formulas(written).values()).contains("24570000", "12982240").doesNotContain("CHECK");
        keep(LibreOffice.printed(written, two), "-long");
    }

    private static void keep(byte[] pdf, String name) throws java.io.IOException {
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        var folder = System.getProperty("specimen.pdf");
        if (folder != null) {
            Files.write(Path.of(folder, "application" + name + ".pdf"), pdf);
        }
    }

    @Test
    void it_prints(@TempDir Path folder) throws Exception {
        assumeTrue(LibreOffice.isInstalled());
        keep(LibreOffice.printed(Applications.workbook().bytes(Applications.india()), folder), "");
    }
}
