package org.headroom.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.ledger.LedgerLine;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingRequest;
import org.headroom.quota.ToldEntry;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;

class LedgerExtractTest {

    static LedgerExtract.Told line(long number, PostingKind kind, String reason, ToldEntry entry) {
        var about = new PostingRequest.About("SO-1001-10", reason, new UUID(7, 1), "nvidia-h100-sxm5-80gb", 64L, "IN",
                "acme-cloud-in", "LPP", null);
        var line = new LedgerLine(number, new UUID(7, number), kind, "aurora", "=Clerk", LocalDate.of(2026, 3, 2),
                Instant.parse("2026-03-02T12:00:00.123456Z"), about, null);
        return new LedgerExtract.Told(line, entry);
    }

    static ToldEntry entry(Unit unit, String charged, String after, String cap) {
        var limit = cap == null ? null : new BigDecimal(cap);
        return new ToldEntry("us-diffusion-2025:lpp:acme-cloud-in:2026-01-01", "15 CFR 740.29", unit, BigDecimal.ZERO,
                new BigDecimal(charged), BigDecimal.ZERO, new BigDecimal(after), limit,
                limit == null ? null : limit.subtract(new BigDecimal(after)), Disclosure.EXACT);
    }

    /// Of a pool that rivals draw on, too.
    static ToldEntry banded(String charged) {
        return new ToldEntry("us-diffusion-2025:lpp:acme-cloud-in:2026-01-01", "15 CFR 740.29", Unit.TPP,
                BigDecimal.ZERO, new BigDecimal(charged), null, null, new BigDecimal("26900000.00"), null,
                Disclosure.BANDED);
    }

    @Test
    void the_extract_is_as_approved() throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lastPosting", 1042L);
        facts.put("exporter", "aurora");
        facts.put("to", null);
        var out = new ByteArrayOutputStream();
        LedgerExtract.write(out, facts, List.of(
                line(1041, PostingKind.SHIPMENT, null, entry(Unit.TPP, "1013248.00", "1013248.00", "26900000.00")),
                line(1042, PostingKind.REVERSAL, "-wrong customer", entry(Unit.DEVICES, "-64.00", "0.00", null)),
                line(1042, PostingKind.RECEIPT, null, null),
                line(1043, PostingKind.SHIPMENT, null, banded("1013248.00"))));
        Specimen.compare("ledger-extract", out.toByteArray());
    }
}
