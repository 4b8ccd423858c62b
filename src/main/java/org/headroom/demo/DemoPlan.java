package org.headroom.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who ships what where in the demo world.
final class DemoPlan {

    static final LocalDate FIRST = LocalDate.of(2024, 10, 1);
    static final LocalDate LAST = LocalDate.of(2026, 10, 1);

    static final List<String> DESTINATIONS = List.of(
            "AE", "BR", "CL", "CO", "DE", "EG", "FR", "GB", "ID", "IL", "IN", "JP", "KE", "KR", "KZ", "MX", "MY", "NL",
            "PH", "PL", "SA", "SG", "TH", "VN", "ZA");

    /// @param unitsOfEight the most servers of eight in one shipment
    record Device(String id, BigDecimal price, int unitsOfEight) {}

    record Exporter(String id, String name, List<Device> devices) {}

    static final List<Exporter> EXPORTERS = List.of(
            new Exporter("aurora", "Aurora Accelerators Inc.", List.of(
                    device("nvidia-h100-sxm5-80gb", "28000", 20),
                    device("nvidia-h200-sxm-141gb", "32000", 16),
                    device("nvidia-l40s-48gb", "9000", 30),
                    device("nvidia-h20-sxm-96gb", "12000", 40))),
            new Exporter("borealis", "Borealis Compute LLC", List.of(
                    device("amd-instinct-mi300x", "21000", 12),
                    device("amd-instinct-mi325x", "24000", 10),
                    device("amd-instinct-mi250x", "9000", 20))),
            new Exporter("cygnus", "Cygnus Silicon Corp.", List.of(
                    device("intel-gaudi-2-hl-225", "8000", 24),
                    device("intel-gaudi-3-hl-325l-oam", "15000", 8),
                    device("intel-data-center-gpu-flex-170", "2500", 40))));

    /// @param from the first day of its year of validity
    record License(
            String exporter, String number, String destination, String device, long quantity, BigDecimal unitPrice,
            LocalDate from) {}

    /// Large deployments, so that some allocations come near their cap.
    static final List<License> LICENSES = List.of(
            license("aurora", 1, "IN", "nvidia-h100-sxm5-80gb", 24_000, "28000", "2025-06-01"),
            license("borealis", 2, "IN", "amd-instinct-mi300x", 12_000, "21000", "2025-07-01"),
            license("cygnus", 3, "IN", "intel-gaudi-2-hl-225", 9_000, "8000", "2025-09-01"),
            license("aurora", 4, "AE", "nvidia-h200-sxm-141gb", 30_000, "32000", "2025-10-01"),
            license("borealis", 5, "AE", "amd-instinct-mi325x", 12_600, "24000", "2026-01-15"),
            license("aurora", 6, "SA", "nvidia-h100-sxm5-80gb", 20_000, "28000", "2025-11-20"),
            license("aurora", 7, "MY", "nvidia-h100-sxm5-80gb", 15_000, "28000", "2025-03-01"),
            license("borealis", 8, "BR", "amd-instinct-mi300x", 4_000, "21000", "2026-02-01"),
            license("cygnus", 9, "SG", "intel-gaudi-3-hl-325l-oam", 5_000, "15000", "2026-03-01"),
            license("aurora", 10, "ID", "nvidia-h200-sxm-141gb", 6_000, "32000", "2026-04-01"),
            license("borealis", 11, "PL", "amd-instinct-mi325x", 8_000, "24000", "2025-05-20"),
            license("cygnus", 12, "MX", "intel-gaudi-2-hl-225", 3_000, "8000", "2026-05-01"));

    /// Planned, and still waiting.
    static final List<License> APPLICATIONS = List.of(
            license("aurora", 0, "TH", "nvidia-h100-sxm5-80gb", 2_000, "28000", "2026-10-01"),
            license("borealis", 0, "VN", "amd-instinct-mi300x", 1_000, "21000", "2026-10-01"),
            license("cygnus", 0, "ZA", "intel-gaudi-3-hl-325l-oam", 800, "15000", "2026-10-01"),
            license("aurora", 0, "KZ", "nvidia-l40s-48gb", 1_500, "9000", "2026-10-01"),
            license("borealis", 0, "CL", "amd-instinct-mi325x", 600, "24000", "2026-10-01"),
            license("cygnus", 0, "CO", "intel-gaudi-2-hl-225", 400, "8000", "2026-10-01"));

    private DemoPlan() {}

    private static Device device(String id, String price, int unitsOfEight) {
        return new Device(id, new BigDecimal(price), unitsOfEight);
    }

    private static License license(
            String exporter, int number, String destination, String device, long quantity, String price, String from) {
        return new License(exporter, "D2%06d".formatted(number), destination, device, quantity, new BigDecimal(price),
                LocalDate.parse(from));
    }

    /// The license that carries a shipment, if one does.
    static @Nullable String licenseFor(String exporter, String destination, String device, LocalDate on) {
        for (var license : LICENSES) {
            if (license.exporter().equals(exporter)
                    && license.destination().equals(destination)
                    && license.device().equals(device)
                    && !on.isBefore(license.from())
                    && on.isBefore(license.from().plusYears(1))) {
                return license.number();
            }
        }
        return null;
    }

    static String nameOf(String exporter) {
        return EXPORTERS.stream()
                .filter(known -> known.id().equals(exporter))
                .map(Exporter::name)
                .findFirst()
                .orElseThrow();
    }

    /// Each exporter has a customer of its own in each country; in some, two rivals serve the same one.
    static String cloudIn(String exporter, String destination) {
        var country = Locale.of("", destination).getDisplayCountry(Locale.ENGLISH);
        var shared = List.of("IN", "SG", "GB").contains(destination) && !exporter.equals("cygnus");
        return shared ? "Meridian Cloud " + country : List.of("Northwind", "Lumen", "Vantage")
                .get(List.of("aurora", "borealis", "cygnus").indexOf(exporter)) + " Cloud " + country;
    }
}
