package org.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.headroom.catalog.Specification.MemoryStack;
import org.headroom.catalog.Specification.Part;
import org.headroom.catalog.Specification.Weights;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no single accelerator: memory, model weights, assemblies, and what another entry describes.
class OtherItemsTest {

    static final LocalDate Y2026_03_02 = LocalDate.of(2026, 3, 2);
    static final Rater RATER = new Rater();

    static Specification of(MemoryStack stack, Weights weights, List<Part> parts, String eccn, String rate) {
        return new Specification("Acme", "One", null, null, Marketing.DATA_CENTER,
                rate == null ? Map.of() : Map.of("int8", new BigDecimal(rate)), new BigDecimal(800), null, true, null,
                null, null, null, Map.of(), stack, weights, parts, eccn);
    }

    /// A catalogue of four: a strong chip of 15,832, a weaker one of 2,896, one of no level, a board of eight strong.
    static Rating rating(String device, LocalDate day) {
        return RATER.rate(switch (device) {
            case "strong" -> of(null, null, List.of(), null, "1979");
            case "weaker" -> of(null, null, List.of(), null, "362");
            case "plain" -> of(null, null, List.of(), null, "100");
            case "board" -> of(null, null, List.of(new Part("strong", 8), new Part("plain", 2)), null, null);
            case "unknown" -> new Specification("Acme", "Two", null, null, Marketing.DATA_CENTER,
                    Map.of("int8", new BigDecimal(362)), null, null, null, null, null, null, null, Map.of());
            default -> throw new IllegalArgumentException(device);
        }, day, OtherItemsTest::rating);
    }

    static Rating assembly(Part... parts) {
        return RATER.rate(of(null, null, List.of(parts), null, null), Y2026_03_02, OtherItemsTest::rating);
    }

    @Nested
    class an_assembly {

        @Test
        void is_what_its_strongest_circuit_makes_it_and_adds_up_those() {
            var rating = assembly(new Part("strong", 8), new Part("weaker", 4), new Part("plain", 2));

            assertThat(rating.controlClass().code()).isEqualTo("4A090.a");
            assertThat(rating.exactTpp()).isEqualByComparingTo("126656");
            assertThat(rating.steps()).extracting(Rating.Working::text)
                    .contains("8 × strong (class 3A090.a): 8 × 15,832 = 126,656",
                            "4 × weaker (class 3A090.b): not at the level that counts");
        }

        @Test
        void counts_each_circuit_once_however_it_is_mounted() {
            var rack = assembly(new Part("board", 9));

            assertThat(rack.exactTpp()).isEqualByComparingTo("1139904");
            assertThat(rack.controlClass().code()).isEqualTo("4A090.a");
        }

        @Test
        void of_the_weaker_level_is_the_weaker_class() {
            assertThat(assembly(new Part("weaker", 4), new Part("plain", 1)).controlClass().code())
                    .isEqualTo("4A090.b");
        }

        @Test
        void of_nothing_controlled_is_not_controlled() {
            assertThat(assembly(new Part("plain", 64)).controlClass().code()).isEqualTo("none");
        }

        @Test
        void of_a_part_that_nobody_can_class_is_undecided_unless_another_decides() {
            assertThat(assembly(new Part("unknown", 1), new Part("weaker", 1)).controlClass().isIndeterminate()).isTrue();
            assertThat(assembly(new Part("unknown", 1), new Part("weaker", 1)).missing()).isNotEmpty();
            assertThat(assembly(new Part("unknown", 1), new Part("strong", 1)).controlClass().code())
                    .isEqualTo("4A090.a");
        }
    }

    @Nested
    class a_memory_stack {

        @ParameterizedTest
        @CsvSource({
            "220, 110, 2026-03-02, none", "220.01, 110, 2026-03-02, 3A090.c", "819, 121, 2024-12-02, 3A090.c",
            "819, 121, 2024-12-01, none",
        })
        void is_classed_by_its_bandwidth_density(BigDecimal bandwidth, BigDecimal area, LocalDate day, String code) {
            var rating = RATER.rate(of(new MemoryStack(bandwidth, area), null, List.of(), null, null), day,
                    OtherItemsTest::rating);

            assertThat(rating.controlClass().code()).isEqualTo(code);
            assertThat(rating.memoryBandwidthDensity()).isNotNull();
            assertThat(rating.tpp()).isNull();
        }
    }

    @Nested
    class model_weights {

        static final String E25 = "0000000000000000000000000";

        Rating weights(String operations, boolean published, String original, String added, boolean below) {
            return RATER.rate(of(null, new Weights(new BigDecimal(operations), published,
                    original == null ? null : new BigDecimal(original), added == null ? null : new BigDecimal(added),
                    below), List.of(), null, null), Y2026_03_02, OtherItemsTest::rating);
        }

        @Test
        void of_a_closed_model_are_controlled_from_ten_to_the_twenty_sixth_on() {
            assertThat(weights("10" + E25, false, null, null, false).controlClass().code()).isEqualTo("4E091");
            assertThat(weights("99999999999999999999999999", false, null, null, false).controlClass().code())
                    .isEqualTo("none");
        }

        @Test
        void that_are_published_are_free() {
            assertThat(weights("90" + E25, true, null, null, false).controlClass().code()).isEqualTo("none");
        }

        @Test
        void that_fall_short_of_the_best_published_model_are_free() {
            assertThat(weights("10" + E25, false, null, null, true).controlClass().code()).isEqualTo("none");
        }

        @ParameterizedTest
        // A quarter of 8 × 10^25 is 2 × 10^25, so 2.5 × 10^25 counts; a quarter of 20 × 10^25 is 5 × 10^25.
        @CsvSource({"8, 2.5, none", "8, 2.6, 4E091", "20, 5, none", "20, 5.1, 4E091"})
        void derived_from_published_ones_are_free_up_to_the_higher_limit(
                BigDecimal original, BigDecimal added, String code) {
            var unit = new BigDecimal("1" + E25);

            assertThat(weights("30" + E25, false, original.multiply(unit).toPlainString(),
                    added.multiply(unit).toPlainString(), false).controlClass().code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"5A992, 1979, 5A992.z.1", "4A004, 362, 4A004.z.2", "3A001, 1979, 3A001.z.a", "5A992, 100, none"})
    void an_item_that_another_entry_describes_takes_its_z_paragraph(String entry, String rate, String code) {
        assertThat(RATER.rate(of(null, null, List.of(), entry, rate), Y2026_03_02, OtherItemsTest::rating)
                .controlClass().code()).isEqualTo(code);
    }
}
