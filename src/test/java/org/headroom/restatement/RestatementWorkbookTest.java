package org.headroom.restatement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.ledger.PostingKind;
import org.headroom.regime.Determination.Verdict;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.shipment.Came;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.headroom.terms.Unit;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;

class RestatementWorkbookTest {

    static final String LPP = "us-diffusion-2025:lpp:acme-cloud-in:2026-01-01";

    static final Restatement POSTED = new Restatement(
            new UUID(7, 1),
            new RestatementRequest("=The rate was wrong.", "nvidia-h100-sxm5-80gb", null, null,
                    LocalDate.of(2026, 1, 1), null),
            "regulator-admin", Instant.parse("2026-07-02T09:17:50Z"), Restatement.State.POSTED,
            Instant.parse("2026-07-02T09:17:51Z"), Instant.parse("2026-07-02T09:17:52Z"), 1042, 1042, 2, 2, 0, 1,
            "revisions nvidia-h100-sxm5-80gb 2", "5f0c6e2c", new UUID(7, 2), null);

    static Came came(int revision, String tpp, Authorization authorization, String because) {
        return new Came(revision, TotalProcessingPerformance.of(tpp), ControlClass.of("3A090.a"), "acme-cloud-in",
                authorization == null ? Verdict.LICENSE_REQUIRED : Verdict.AUTHORIZED, authorization, because,
                List.of());
    }

    static TouchedPosting shipment(long number, String tpp, Came after, Long adjustment) {
        return new TouchedPosting(number, new UUID(7, number), PostingKind.SHIPMENT, "aurora",
                LocalDate.of(2026, 5, 4), "SO-1001-10", "nvidia-h100-sxm5-80gb", 64L, "IN", "acme-cloud-in", null,
                came(1, tpp, Authorization.exception("LPP"), "LPP applies."), after, adjustment);
    }

    static MovedQuota moved(String exporter, String before, String after) {
        return new MovedQuota(LPP, exporter, Unit.TPP, new BigDecimal(before), new BigDecimal(after),
                new BigDecimal("26000000.00"), new BigDecimal("26900000.00"));
    }

    @Test
    void the_workbook_is_as_approved() throws IOException {
        var out = new ByteArrayOutputStream();
        RestatementWorkbook.write(POSTED, List.of(moved("aurora", "1013248.00", "1519872.00"),
                moved("borealis", "1000000.00", "1500000.00")), out, rows -> {
            rows.row(RestatementWorkbook.cells(shipment(1017, "1013248.00",
                    came(2, "1519872.00", Authorization.exception("LPP"), "LPP applies."), 1043L)));
            rows.row(RestatementWorkbook.cells(shipment(1018, "20000000.00",
                    came(2, "30000000.00", null, "A license is required."), 0L)));
        });
        Specimen.compare("restatement", out.toByteArray());
    }
}
