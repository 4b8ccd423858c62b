package org.headroom.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Replay.Total;
import org.headroom.replay.Scenario.OtherCap;
import org.headroom.replay.Scenario.OtherMode;
import org.headroom.replay.Scenario.OtherText;
import org.headroom.terms.Unit;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;

class ReplayWorkbookTest {

    static final BigDecimal TPP_1013248 = new BigDecimal("1013248.00");
    static final String QUOTA = "example-national-cap:national-cap:IN:2026-01-01";

    static final Replay DONE = new Replay(
            new UUID(7, 1),
            new Scenario("=What if?", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 30), null, "IN",
                    List.of(new OtherMode("example-national-cap", "enforce")),
                    List.of(new OtherText("us-diffusion-2025", "0123abcd", null)),
                    List.of(new OtherCap("example-national-cap:national-cap", new BigDecimal("100000000")))),
            "regulator", Instant.parse("2026-07-02T09:17:50Z"), Replay.State.DONE,
            Instant.parse("2026-07-02T09:17:51Z"), Instant.parse("2026-07-02T09:17:52Z"), 1042, 1042, 1, 0, 2, null);

    static ChangedShipment change(long number, String kind, boolean breach, Changed figures) {
        return new ChangedShipment(number, new UUID(7, number), kind, "aurora", LocalDate.of(2026, 5, 4), "SO-1001-10",
                "nvidia-h100-sxm5-80gb", 64L, "IN", "acme-cloud-in", breach, figures);
    }

    static final List<ChangedShipment> CHANGES = List.of(
            change(1017, "SHIPMENT", false, new Changed(Verdict.WARNED, QUOTA, Unit.TPP, new BigDecimal("100000000.00"),
                    new BigDecimal("99298304.00"), null, null, 90, null)),
            change(1018, "SHIPMENT", false, new Changed(Verdict.REFUSED, QUOTA, Unit.TPP,
                    new BigDecimal("100000000.00"), new BigDecimal("99298304.00"), TPP_1013248, new BigDecimal("311552.00"), null, null)),
            change(1020, "RECORD", true, Changed.to(Verdict.WITHIN, null)),
            change(1021, "RECORD", false, Changed.to(Verdict.LICENSE_REQUIRED, "A license is required.")));

    static final List<Total> TOTALS = List.of(
            new Total("IN", "aurora", Verdict.SAME, 12, new BigDecimal("12158976.00")),
            new Total("IN", "aurora", Verdict.WARNED, 1, TPP_1013248),
            new Total("IN", "aurora", Verdict.REFUSED, 1, TPP_1013248),
            new Total("IN", "aurora", Verdict.WITHIN, 1, TPP_1013248),
            new Total("IN", "aurora", Verdict.LICENSE_REQUIRED, 1, TPP_1013248),
            new Total("IN", "borealis", Verdict.SAME, 3, TPP_1013248));

    @Test
    void the_workbook_is_as_approved() throws IOException {
        var out = new ByteArrayOutputStream();
        ReplayWorkbook.write(DONE, TOTALS, out, rows -> {
            for (var change : CHANGES) {
                rows.row(ReplayWorkbook.cells(change));
            }
        });
        Files.write(Path.of("target/replay.xlsx"), out.toByteArray()); // to be looked at
        Specimen.compare("replay", out.toByteArray());
    }
}
