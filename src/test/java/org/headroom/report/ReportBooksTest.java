package org.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.license.License;
import org.headroom.license.LicenseBalance;
import org.headroom.quota.Band;
import org.headroom.quota.Quota;
import org.headroom.quota.Quota.Status;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.headroom.workbook.LibreOffice;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workbooks of the reports, from facts that stand still.
class ReportBooksTest {

    static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);

    static Quota quota(
            String rule, String scope, Unit unit, String cap, String reserved, String charged, Status status,
            String usedShare) {
        var limit = cap == null ? null : new BigDecimal(cap);
        var used = new BigDecimal(reserved).add(new BigDecimal(charged));
        return new Quota("us-diffusion-2025:" + rule + ":" + scope + ":2025-01-01", "us-diffusion-2025", rule,
                "Quota " + rule + " of " + scope, "15 CFR 742.6(b)(10)(iii)(B)", unit, List.of(scope), "IN",
                new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2027, 12, 31)), limit, null,
                new BigDecimal(reserved), new BigDecimal(charged), limit == null ? null : limit.subtract(used),
                limit == null ? BigDecimal.ZERO : used.subtract(limit).max(BigDecimal.ZERO), status,
                usedShare == null ? null : new BigDecimal(usedShare), new BigDecimal("0.3899"), 1042L,
                Disclosure.EXACT, null, null, null);
    }

    /// As an exporter is told of a pool that rivals draw on, too.
    static Quota banded() {
        return new Quota("us-diffusion-2025:lpp:acme:2026-01-01", "us-diffusion-2025", "lpp", "Quota lpp of acme",
                "15 CFR 740.29(d)", Unit.TPP, List.of("acme"), null, Period.calendarYear(2026),
                new BigDecimal("26900000.00"), null, null, null, null, null, null, null, new BigDecimal("0.1671"), null,
                Disclosure.BANDED, Band.AMBER, new Quota.OwnUse(new BigDecimal("0.00"), new BigDecimal("1013248.00")),
                null);
    }

    static byte[] usage() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("on", MARCH_2);
        facts.put("knownAt", null);
        facts.put("destination", "IN");
        facts.put("lastPosting", 1042L);
        return QuotaUsageBook.bytes(MARCH_2, facts, List.of(
                quota("country-allocation", "IN", Unit.TPP, "790000000.00", "20094528.00", "1013248.00", Status.OPEN,
                        "0.0267"),
                quota("lpp", "acme-cloud-in", Unit.TPP, "26900000.00", "0.00", "26900000.01", Status.BREACHED,
                        "1.0000"),
                quota("meter", "=aurora", Unit.DEVICES, null, "0", "64", Status.METER, null),
                quota("closed", "IN", Unit.TPP, "0.00", "0.00", "0.00", Status.EXHAUSTED, null),
                banded()));
    }

    static byte[] register() {
        var license = new License("D1234567", "aurora", CountryCode.of("TH"), "acme-th", "+Acme Thailand",
                LocalDate.of(2026, 1, 1), LocalDate.of(2029, 12, 31),
                List.of(new License.Line(1, "nvidia-h100-sxm5-80gb", 100, new BigDecimal("3000000.00")),
                        new License.Line(2, "nvidia-h20-96gb", 10, new BigDecimal("120000.00"))),
                List.of("Report each receipt.", "No transfer without approval."));
        return LicenseRegister.bytes(MARCH_2, List.of(new LicenseBalance(license, LicenseBalance.Status.VALID, List.of(
                new LicenseBalance.Line(license.lines().get(0), 60, 40, new BigDecimal("1800000.00"),
                        new BigDecimal("1500000.00")),
                new LicenseBalance.Line(license.lines().get(1), 10, 0, new BigDecimal("120000.00"),
                        BigDecimal.ZERO)))));
    }

    static byte[] template() {
        return ShipmentTemplate.bytes(MARCH_2, List.of("nvidia-h100-sxm5-80gb", "nvidia-h20-96gb"),
                List.of("LICENSE", "NLR", "LPP"));
    }

    @Test
    void quota_usage_is_as_approved() {
        Specimen.compare("quota-usage", usage());
    }

    @Test
    void the_license_register_is_as_approved() {
        Specimen.compare("license-register", register());
    }

    @Test
    void the_shipment_template_is_as_approved() {
        Specimen.compare("shipment-import", template());
    }

    @Test
    void the_template_has_headers_in_the_first_row_and_no_formula() {
        var values = Specimen.values(template());
        assertThat(values).containsEntry("Shipments!A1", "reference").containsEntry("Shipments!R1", "operator");
        assertThat(values.keySet().stream().filter(cell -> cell.startsWith("Shipments!"))).hasSize(18);
        assertThat(Specimen.formulas(template())).isEmpty();
        assertThat(Specimen.sheets(template())).containsExactly("Shipments", "Help", "Lists");
    }

    @Test
    void the_same_facts_are_the_same_bytes() {
        assertThat(java.util.Arrays.equals(usage(), usage())).isTrue();
        assertThat(java.util.Arrays.equals(register(), register())).isTrue();
        assertThat(java.util.Arrays.equals(template(), template())).isTrue();
    }

    @Test
    void a_spreadsheet_program_comes_to_the_ledgers_numbers(@TempDir Path one, @TempDir Path two) throws Exception {
        assumeTrue(LibreOffice.isInstalled());
        assertThat(Specimen.formulas(LibreOffice.recalculated(usage(), one)))
                .isEqualTo(Specimen.formulas(usage()))
                .containsEntry("Quota usage!J4", "768892224")
                .containsEntry("Quota usage!K4", "0.0267")
                .containsEntry("Quota usage!J5", "-0.01");
        var folder = System.getProperty("specimen.pdf");
        if (folder != null) {
            java.nio.file.Files.write(Path.of(folder, "usage.pdf"), LibreOffice.printed(usage(), one));
        }
        assertThat(Specimen.formulas(LibreOffice.recalculated(register(), two)))
                .isEqualTo(Specimen.formulas(register()))
                .containsEntry("Licenses!Q4", "1500000")
                .containsEntry("Licenses!Q5", "0");
    }
}
