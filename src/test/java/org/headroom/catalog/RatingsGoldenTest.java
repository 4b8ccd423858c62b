package org.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.headroom.law.Figures;
import org.junit.jupiter.api.Test;

/// Every shipped device's rating, approved by a person. Approve a change with `-Dspecimen.write`.
class RatingsGoldenTest {

    static final LocalDate Y2026_01_15 = LocalDate.of(2026, 1, 15);
    static final Path APPROVED = Path.of("src/test/resources/catalog/ratings.txt");

    @Test
    void every_device_is_rated_as_approved() throws IOException {
        var rater = new Rater();
        var rated = ChipTable.read().stream()
                .map(device -> line(device.id(), rater.rate(device.specification(), Y2026_01_15)))
                .collect(Collectors.joining("\n", "id | TPP | density | class | decided by\n", "\n"));
        if (System.getProperty("specimen.write") != null) {
            Files.writeString(APPROVED, rated);
        }

        assertThat(rated).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void the_table_has_148_devices_with_an_id_of_their_own() {
        var devices = ChipTable.read();

        assertThat(devices).hasSize(148).extracting(ChipTable.SeedDevice::id).doesNotHaveDuplicates();
    }

    @Test
    void a_blank_is_unknown_and_not_zero() {
        var l4 = ChipTable.read().stream().filter(row -> row.id().equals("nvidia-l4-24gb")).findFirst().orElseThrow();

        assertThat(l4.specification().rates()).doesNotContainKey("fp4").containsKey("fp8");
        assertThat(l4.specification().confidence()).containsKeys("rates", "die", "row");
    }

    private static String line(String id, Rating rating) {
        var tpp = rating.exactTpp();
        var density = rating.performanceDensity();
        return String.join(" | ", id,
                tpp == null ? "-" : Figures.show(tpp),
                density == null ? "-" : Figures.show(density),
                rating.controlClass().code(),
                rating.decidedBy());
    }
}
