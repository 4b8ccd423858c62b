package org.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

class RaterTest {

    static final LocalDate Y2022_10_20 = LocalDate.of(2022, 10, 20);
    static final LocalDate Y2022_10_21 = LocalDate.of(2022, 10, 21);
    static final LocalDate Y2023_11_16 = LocalDate.of(2023, 11, 16);
    static final LocalDate Y2023_11_17 = LocalDate.of(2023, 11, 17);
    static final LocalDate Y2026_01_15 = LocalDate.of(2026, 1, 15);

    static final ControlClass A = ControlClass.of("3A090.a");
    static final ControlClass B = ControlClass.of("3A090.b");

    static final Rater RATER = new Rater();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nvidia-a100-sxm4-80gb      | 4992    | 6.043583  | 3A090.a
            nvidia-h100-sxm5-80gb      | 15832   | 19.449631 | 3A090.a
            nvidia-h20-sxm-96gb        | 2368    | 2.909090  | none
            nvidia-geforce-rtx-4090    | 5284.8  | 8.692105  | 3A090.a
            nvidia-a10-24gb            | 2000    | 3.184713  | none
            nvidia-a40-48gb            | 2395.2  | 3.814012  | 3A090.b
            nvidia-l20-48gb            | 1912    | 3.139573  | none
            nvidia-l2-24gb             | 1544    | 5.251700  | none
            nvidia-l4-24gb             | 1940    | 6.598639  | 3A090.a
            amd-instinct-mi325x        | 20919.2 | 8.716333  | 3A090.a
            amd-instinct-mi250x        | 6128    | 4.232044  | 3A090.a
            """)
    void rates_the_known_devices(String device, String tpp, String density, String controlClass) {
        var rating = RATER.rate(seed(device), Y2026_01_15);

        assertThat(rating.exactTpp()).isEqualByComparingTo(tpp);
        assertThat(rating.performanceDensity()).isEqualByComparingTo(density);
        assertThat(rating.controlClass()).isEqualTo(ControlClass.of(controlClass));
        assertThat(rating.missing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"int8,600", "fp16,300", "fp8,600", "int4,1200"})
    void finds_4800_in_the_examples_of_the_rule(String precision, String rate) {
        var rating = RATER.rate(dataCenter(Map.of(precision, rate), null), Y2026_01_15);

        assertThat(rating.exactTpp()).isEqualByComparingTo("4800");
        assertThat(rating.controlClass()).isEqualTo(A);
        assertThat(rating.decidedBy()).isEqualTo("TPP 4,800 >= 4,800 (3A090.a.1).");
    }

    @Test
    void takes_the_highest_of_the_bit_lengths_and_not_the_lowest_precision() {
        var rating = RATER.rate(dataCenter(Map.of("fp16", "667", "fp8", "1299"), null), Y2026_01_15);

        assertThat(rating.exactTpp()).isEqualByComparingTo("10672");
    }

    @Test
    void counts_tf32_as_the_19_bits_that_are_multiplied() {
        assertThat(RATER.rate(seed("aws-trainium1"), Y2026_01_15).exactTpp()).isEqualByComparingTo("3610");
    }

    @Test
    void charges_a_fraction_of_a_hundredth_as_a_whole_one() {
        var rating = RATER.rate(dataCenter(Map.of("fp16", "300.0001"), null), Y2026_01_15);

        assertThat(rating.exactTpp()).isEqualByComparingTo("4800.0016");
        assertThat(rating.tpp()).isEqualTo(TotalProcessingPerformance.of("4800.01"));
    }

    @Test
    void tells_each_test_with_its_numbers() {
        var rating = RATER.rate(seed("nvidia-h100-sxm5-80gb"), Y2026_01_15);

        assertThat(rating.decidedBy()).isEqualTo("TPP 15,832 >= 4,800 (3A090.a.1).");
        assertThat(rating.citation()).isEqualTo("15 CFR 774 Supp. 1, ECCN 3A090.a.1");
        assertThat(rating.steps()).extracting(Rating.Working::text).contains(
                "int8: 1,979 dense x 8 bits = 15,832",
                "TPP is the highest: 15,832",
                "Performance density 15,832 / 814 mm² = 19.449631 (area: VERIFIED:EP+EV+SK+TP)");
    }

    @Test
    void tells_why_a_device_meets_no_paragraph() {
        assertThat(RATER.rate(seed("nvidia-l20-48gb"), Y2026_01_15).decidedBy())
                .isEqualTo("Meets no paragraph: TPP 1,912 < 4,800 (3A090.a.1);"
                        + " performance density 3.139573 < 5.92 (3A090.a.2); TPP 1,912 < 2,400 (3A090.b.1);"
                        + " performance density 3.139573 < 3.2 (3A090.b.2).");
    }

    @Nested
    class at_the_borders {

        @ParameterizedTest
        @CsvSource({
            "600,1000,3A090.a", "599.999999,1000,3A090.b",
            "200,270.27,3A090.a", "200,270.271,3A090.b",
            "199.999,200,none",
            "300,1500,3A090.b", "300,1500.001,none", "299.999,1500,none",
            "200,500,3A090.b", "200,500.0001,none"
        })
        void decides_on_the_exact_figures(String int8, String area, String controlClass) {
            var rating = RATER.rate(dataCenter(Map.of("int8", int8), area), Y2026_01_15);

            assertThat(rating.controlClass()).isEqualTo(ControlClass.of(controlClass));
        }

        @Test
        void compares_density_without_rounding_it() {
            var justUnder = RATER.rate(dataCenter(Map.of("int8", "200"), "500.00000001"), Y2026_01_15);

            assertThat(justUnder.controlClass()).isEqualTo(ControlClass.NONE);
            assertThat(justUnder.performanceDensity()).isEqualByComparingTo("3.199999");
        }
    }

    @Nested
    class without_a_figure {

        @Test
        void needs_no_area_from_4800() {
            assertThat(RATER.rate(dataCenter(Map.of("int8", "600"), null), Y2026_01_15).controlClass()).isEqualTo(A);
        }

        @Test
        void needs_no_area_below_1600() {
            assertThat(RATER.rate(dataCenter(Map.of("int8", "199.9"), null), Y2026_01_15).controlClass())
                    .isEqualTo(ControlClass.NONE);
        }

        @Test
        void needs_the_area_between_them() {
            var rating = RATER.rate(dataCenter(Map.of("int8", "200"), null), Y2026_01_15);

            assertThat(rating.controlClass()).isEqualTo(ControlClass.INDETERMINATE);
            assertThat(rating.missing()).containsExactly("the area of all logic dies (mm²)");
            assertThat(rating.decidedBy()).isEqualTo("TPP 1,600 < 4,800; it could be 3A090.a or 3A090.b or none."
                    + " Missing: the area of all logic dies (mm²).");
        }

        @Test
        void needs_a_rate() {
            var rating = RATER.rate(seed("intel-gaudi-3-hl-328-hl-388-china"), Y2026_01_15);

            assertThat(rating.tpp()).isNull();
            assertThat(rating.controlClass()).isEqualTo(ControlClass.INDETERMINATE);
            assertThat(rating.missing()).contains("a dense rate (TFLOPS or TOPS) at any precision");
        }

        @Test
        void needs_to_know_whether_the_dies_are_planar() {
            assertThat(RATER.rate(specification(Marketing.DATA_CENTER, Map.of("int8", "200"), "250", null, null),
                            Y2026_01_15).missing())
                    .containsExactly("whether the logic dies are made on a non-planar node");
        }

        @Test
        void meets_no_density_test_on_a_planar_node() {
            assertThat(RATER.rate(specification(Marketing.DATA_CENTER, Map.of("int8", "599"), "10", false, null),
                            Y2026_01_15).controlClass())
                    .isEqualTo(ControlClass.NONE);
        }
    }

    @Nested
    class not_for_data_centers {

        @Test
        void is_free_below_4800() {
            var rating = RATER.rate(consumer(Marketing.NOT_DATA_CENTER, "599.99"), Y2026_01_15);

            assertThat(rating.controlClass()).isEqualTo(ControlClass.NONE);
            assertThat(rating.decidedBy()).isEqualTo("Not designed or marketed for data centers and TPP 4,799.92"
                    + " < 4,800 (Note 2 to 3A090).");
        }

        @Test
        void is_controlled_from_4800() {
            assertThat(RATER.rate(consumer(Marketing.NOT_DATA_CENTER, "600"), Y2026_01_15).controlClass())
                    .isEqualTo(A);
        }

        @Test
        void is_never_guessed_when_ambiguous() {
            var rating = RATER.rate(consumer(Marketing.AMBIGUOUS, "599.99"), Y2026_01_15);

            assertThat(rating.controlClass()).isEqualTo(ControlClass.INDETERMINATE);
            assertThat(rating.missing()).containsExactly("whether it is designed or marketed for data centers");
        }

        @Test
        void does_not_matter_when_ambiguous_from_4800() {
            assertThat(RATER.rate(consumer(Marketing.AMBIGUOUS, "600"), Y2026_01_15).controlClass()).isEqualTo(A);
        }

        @Test
        void does_not_matter_when_ambiguous_and_slow() {
            assertThat(RATER.rate(consumer(Marketing.AMBIGUOUS, "100"), Y2026_01_15).controlClass())
                    .isEqualTo(ControlClass.NONE);
        }

        private static Specification consumer(Marketing marketing, String int8) {
            return specification(marketing, Map.of("int8", int8), "600", true, null);
        }
    }

    @Nested
    class over_time {

        @Test
        void nothing_was_controlled_before_the_first_text() {
            assertThat(RATER.rate(seed("nvidia-a100-sxm4-80gb"), Y2022_10_20).controlClass())
                    .isEqualTo(ControlClass.NONE);
        }

        @Test
        void the_first_text_asked_for_fast_links_too() {
            assertThat(RATER.rate(seed("nvidia-a100-sxm4-80gb"), Y2022_10_21).controlClass())
                    .isEqualTo(ControlClass.of("3A090"));
            assertThat(RATER.rate(seed("nvidia-a800-sxm4-80gb"), Y2023_11_16).controlClass())
                    .isEqualTo(ControlClass.NONE);
        }

        @Test
        void the_second_text_does_not() {
            assertThat(RATER.rate(seed("nvidia-a800-sxm4-80gb"), Y2023_11_17).controlClass()).isEqualTo(A);
            assertThat(RATER.rate(seed("nvidia-l40-48gb"), Y2023_11_17).controlClass()).isEqualTo(B);
        }

        @Test
        void the_first_text_cannot_judge_without_the_links() {
            assertThat(RATER.rate(dataCenter(Map.of("int8", "600"), null), Y2022_10_21).missing())
                    .containsExactly("the interconnect bandwidth (GB/s)");
        }
    }

    private static Specification seed(String device) {
        return ChipTable.read().stream()
                .filter(row -> row.id().equals(device))
                .findFirst()
                .orElseThrow()
                .specification();
    }

    private static Specification dataCenter(Map<String, String> rates, @Nullable String area) {
        return specification(Marketing.DATA_CENTER, rates, area, true, null);
    }

    private static Specification specification(
            Marketing marketing,
            Map<String, String> rates,
            @Nullable String area,
            @Nullable Boolean nonplanar,
            @Nullable String interconnect) {
        var exact = new HashMap<String, BigDecimal>();
        rates.forEach((precision, rate) -> exact.put(precision, new BigDecimal(rate)));
        return new Specification("Acme", "One", null, null, marketing, exact,
                area == null ? null : new BigDecimal(area), null, nonplanar, null, null, null,
                interconnect == null ? null : new BigDecimal(interconnect), Map.of());
    }
}
