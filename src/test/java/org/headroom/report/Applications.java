package org.headroom.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.regime.Determination;
import org.headroom.report.LicenseApplicationSheet.Contact;
import org.headroom.report.LicenseApplicationSheet.Document;
import org.headroom.report.LicenseApplicationSheet.Earlier;
import org.headroom.report.LicenseApplicationSheet.Item;
import org.headroom.report.LicenseApplicationSheet.Party;
import org.headroom.report.LicenseApplicationSheet.Type;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;

/// Applications for tests.
public final class Applications {

    static final CountryCode IN = CountryCode.of("IN");
    static final CountryCode US = CountryCode.of("US");
    static final TotalProcessingPerformance TPP_15832 = TotalProcessingPerformance.of("15832");
    static final TotalProcessingPerformance TPP_2368 = TotalProcessingPerformance.of("2368");

    private Applications() {}

    /// Three items and three end users in India, with texts that a spreadsheet could take for something else.
    public static LicenseApplicationSheet india() {
        return application("LA-2026-0042", List.of(
                item("nvidia-h100-sxm5-80gb", "H100 SXM5 80GB", "3A090.a", null, 64, "30000", TPP_15832),
                item("nvidia-h200-sxm-141gb", "H200 SXM 141GB", "3A090.a", null, 1_200, "35000", TPP_15832),
                item("nvidia-h20-96gb", "=H20 (96 GB)", "4A090.a", "12.5", 35, "12000", TPP_2368)));
    }

    static LicenseApplicationSheet oneItem() {
        return application("LA-2026-0043", List.of(
                item("nvidia-h100-sxm5-80gb", "H100 SXM5 80GB", "3A090.a", null, 64, "30000", TPP_15832)));
    }

    static LicenseApplicationSheet application(String reference, List<Item> items) {
        var consignee = new Party("Acme Cloud India Private Limited", "Survey No. 115, Financial District",
                "Hyderabad", "500032", IN, "acme-cloud-in");
        return new LicenseApplicationSheet(
                reference,
                LocalDate.of(2026, 3, 2),
                new Contact("Dana Ortiz", "+1-408-555-0100", "408-555-0101F", "dana.ortiz@aurora.example"),
                Type.EXPORT,
                List.of(Document.LETTER_OF_EXPLANATION, Document.TECHNICAL_SPECIFICATIONS, Document.PURCHASE_ORDER),
                List.of(Document.BIS_711),
                null,
                Earlier.NOTHING,
                new Party("Aurora Accelerators, Inc.", "1200 Innovation Way", "Santa Clara, CA", "95054", US,
                        "012345678"),
                null,
                new Party("Acme Procurement Services LLP of the Acme Group of Companies for Southern and Eastern Asia",
                        "4 Nariman Point", "Mumbai", "400021", IN, "acme-procurement"),
                List.of(new Party("Bay Forwarding & Logistics", "9 Dock Road", "Chennai", "600001", IN, null),
                        new Party("+Deccan Carriers", "77 Ring Road", "Bengaluru", "560001", IN, null)),
                consignee,
                List.of(new Party("Indus University", "P.O. Box 12, Campus Road", "Pune", "411007", IN, null),
                        new Party("@Weather Bureau", "Lodhi Road 3", "New Delhi", "110003", IN, null),
                        new Party("-Telecom Labs", "Sector 18", "Gurugram", "122015", IN, null)),
                "Training and serving of language models for customers of Acme Cloud in India, in the data hall that"
                        + " the ultimate consignee owns at the address in Block 18; the end users rent capacity by the"
                        + " hour.",
                items,
                items.stream().map(Item::totalUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                "Delivery in three lots between April and September 2026.",
                "us-acs-2023 9f31c2, us-diffusion-2025 77ab04",
                "posting 1042 of headroom.example, root 5rJv…",
                "A license is required for 3A090.a to India; review is case by case.",
                List.of(new Determination.Step("license-requirement", "15 CFR 742.6(a)(6)(iii)",
                                "3A090.a to India needs a license."),
                        new Determination.Step("country-allocation", "15 CFR 742.6(b)(10)(iii)(B)",
                                "20,094,528.00 TPP of 790,000,000.00 would be held for India in 2025-2027.")));
    }

    static Item item(
            String device,
            String model,
            String eccn,
            String performance,
            long quantity,
            String unitPrice,
            TotalProcessingPerformance each) {
        var price = new BigDecimal(unitPrice);
        return new Item(eccn, performance, model, "G123456", quantity, "Number", price,
                price.multiply(BigDecimal.valueOf(quantity)), "NVIDIA",
                "Accelerator module; TPP " + each + " each, aggregate TPP " + each.times(quantity)
                        + "; dense tensor rates as in the data sheet; memory and interconnect bandwidth attached.",
                device, each, each.times(quantity));
    }

    record Limits(int name, int street, int paragraph) implements FieldLimits {}

    public static LicenseApplicationWorkbook workbook() {
        return new LicenseApplicationWorkbook(new Limits(60, 60, 1200));
    }
}
