package org.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.headroom.party.Consignee;
import org.headroom.party.Party;
import org.headroom.regime.Determination;
import org.headroom.regime.Determination.Step;
import org.headroom.regime.Determination.Verdict;
import org.headroom.regime.Regimes;
import org.headroom.report.LppYear.Consignment;
import org.headroom.report.LppYear.Law;
import org.headroom.report.LppYear.Limit;
import org.headroom.shipment.ShipmentFacts;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.headroom.workbook.LibreOffice;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workbook of the year's shipments under LPP, from facts that stand still.
class LppNotificationBookTest {

    static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    static final TotalProcessingPerformance TPP_15832 = TotalProcessingPerformance.of("15832");
    static final Party ACME = party("acme-cloud-in", "=Acme Cloud India", "IN", "acme", "Acme Holding", "SG");
    static final Party ACME_BRAZIL = party("acme-br", "Acme Brasil", "BR", "acme", "Acme Holding", "SG");
    static final Party SOLO = party("solo", "Solo Compute", "TH", "solo", "Solo Compute", "TH");

    static Party party(String id, String name, String country, String parent, String parentName, String headquarters) {
        return new Party(id, name, CountryCode.of(country), CountryCode.of(country), parent, parentName,
                CountryCode.of(headquarters), LocalDate.of(2020, 1, 1));
    }

    static Determination determination(Verdict verdict, String... notices) {
        return new Determination(MARCH_2, verdict, null, "ultimate parent's headquarters CN is in D:5.", null,
                List.of(), List.of(notices).stream().map(id -> new Step(id, "15 CFR 740.29", "")).toList(), List.of(),
                null, null);
    }

    static ShipmentFacts facts(Party consignee, String reference, long quantity, Determination determination) {
        var request = new ShipmentRequest(reference, "nvidia-h100-sxm5-80gb", quantity, consignee.country().code(),
                MARCH_2, Consignee.known(consignee.id()), Authorization.exception("LPP"), null, null, null,
                null, null);
        return new ShipmentFacts(request, 1, "H100 SXM5 80GB", TPP_15832, TPP_15832.times(quantity),
                ControlClass.of("3A090.a"), "3A090.a.1", consignee, null, determination, null);
    }

    static Consignment shipped(int number, Party consignee, long quantity, int day, String... notices) {
        return new Consignment(number, "aurora", facts(consignee, "SO-" + number, quantity,
                determination(Verdict.AUTHORIZED, notices)), quantity, MARCH_2.plusDays(day), false, 0, false);
    }

    static LppYear year() {
        var returned = shipped(1044, ACME, 64, 1);
        var reversed = shipped(1045, ACME, 10, 2);
        var refused = determination(Verdict.NOT_AVAILABLE);
        var regime = new Regimes(Map.of(), null).on(MARCH_2, "us-diffusion-2025").orElseThrow();
        var lpp = regime.exceptions().stream().filter(exception -> exception.id().equals("LPP")).findFirst();
        return new LppYear(2026, MARCH_2, "aurora", null, 1049, Law.of(regime, lpp.orElseThrow()), List.of(
                shipped(1042, ACME, 64, 0, "LPP/certification", "LPP/report"),
                shipped(1043, ACME_BRAZIL, 203, 0, "LPP/certification", "LPP/report", "LPP/prior-notice"),
                new Consignment(1044, "aurora", returned.facts(), 64, returned.exportedOn(), true, 4, false),
                new Consignment(1045, "aurora", reversed.facts(), 10, reversed.exportedOn(), false, 10, true),
                new Consignment(1046, "aurora", facts(SOLO, "+SO-1046", 1, refused), 1, MARCH_2, true, 0, false)),
                List.of(limit("acme", "Acme Holding", "SG", "26900000.00", "20000000.00"),
                        limit("solo", "Solo Compute", "TH", null, "15832.00"),
                        new Limit("pool", "Pool Compute", "VN", "us-diffusion-2025:lpp:pool:2026-01-01",
                                "15 CFR 740.29(d)", new BigDecimal("26900000.00"), null, null, null)));
    }

    static Limit limit(String parent, String name, String headquarters, String cap, String charged) {
        return new Limit(parent, name, headquarters, "us-diffusion-2025:lpp:" + parent + ":2026-01-01",
                "15 CFR 740.29(d)", cap == null ? null : new BigDecimal(cap), new BigDecimal("158320.00"),
                new BigDecimal(charged), 1049L);
    }

    static byte[] workbook() {
        return LppNotificationBook.bytes(year());
    }

    @Test
    void it_is_as_approved() {
        Specimen.compare("lpp-notification", workbook());
    }

    @Test
    void the_same_facts_are_the_same_bytes() {
        assertThat(java.util.Arrays.equals(workbook(), workbook())).isTrue();
    }

    @Test
    void text_that_begins_like_a_formula_stays_text() {
        assertThat(Specimen.values(workbook()))
                .containsEntry("LPP shipments!C5", "=Acme Cloud India")
                .containsEntry("LPP shipments!F9", "+SO-1046");
    }

    @Test
    void every_duty_of_the_exception_is_told_with_its_citation_and_how_the_rule_stands() {
        var law = year().law();
        var cells = Specimen.values(workbook());
        assertThat(law.duties()).hasSize(5).allSatisfy(duty ->
                assertThat(cells.values()).contains(duty.text(), duty.citation()));
        assertThat(law.posture()).isEqualTo("announced-unenforced");
        assertThat(cells).containsEntry("LPP shipments!A3",
                "How the rule stands: announced-unenforced. See the sheet Duties.");
        assertThat(cells.values()).contains(law.note(), "EARReports@bis.doc.gov");
    }

    @Test
    void a_copy_is_due_thirty_days_after_the_export_and_none_for_a_mistake() {
        var dump = Specimen.dump(workbook());
        assertThat(dump).contains("G5 2026-03-02 ", "N5 2026-04-01 ", "N7 2026-04-02 ").contains("| N8  {");
        assertThat(dump).contains("Q5 not asked for", "Q6 before 2026-03-02", "Q9 not determined");
    }

    @Test
    void a_year_without_a_shipment_says_so() {
        var year = year();
        var none = LppNotificationBook.bytes(new LppYear(2025, MARCH_2, null, "acme", 7, year.law(), List.of(),
                List.of()));
        assertThat(Specimen.values(none))
                .containsEntry("LPP shipments!A2",
                        "Exports of 2025 to acme, all exporters, last posting 7, law of 2026-03-02")
                .containsEntry("LPP shipments!A5", "Nothing went under it.");
    }

    @Test
    void a_spreadsheet_program_comes_to_the_ledgers_numbers(@TempDir Path folder) throws Exception {
        assumeTrue(LibreOffice.isInstalled());
        assertThat(Specimen.formulas(LibreOffice.recalculated(workbook(), folder)))
                .isEqualTo(Specimen.formulas(workbook()))
                .containsEntry("LPP shipments!P7", "5177064")
                .containsEntry("LPP shipments!P8", "5177064")
                .containsEntry("LPP shipments!P9", "15832")
                .containsEntry("Limits!D5", "5177064")
                .containsEntry("Limits!H5", "6741680");
        var pdf = System.getProperty("specimen.pdf");
        if (pdf != null) {
            Files.write(Path.of(pdf, "lpp.pdf"), LibreOffice.printed(workbook(), folder));
        }
    }
}
