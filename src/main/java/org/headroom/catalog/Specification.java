package org.headroom.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device's figures as a source gives them. An absent figure is unknown, never zero.
///
/// @param rates dense rates in TFLOPS or TOPS by precision: `fp64`, `fp32`, `tf32`, `fp16`, `fp8`, `fp4`,
///     `int8`, `int4`
/// @param dieAreaMm2 the sum of all logic dies, in mm²
/// @param nonplanar whether the logic dies are made on a non-planar transistor node; null when unknown
/// @param confidence how sure each figure is, by group: `rates`, `die`, `memory`, `interconnect`, `release`,
///     `row`; in the words of the source table
public record Specification(
        String vendor,
        String model,
        @Nullable String formFactor,
        @Nullable LocalDate releaseDate,
        Marketing marketing,
        Map<String, BigDecimal> rates,
        @Nullable BigDecimal dieAreaMm2,
        @Nullable String processNode,
        @Nullable Boolean nonplanar,
        @Nullable String memoryType,
        @Nullable BigDecimal memoryGb,
        @Nullable BigDecimal dramBandwidthGbs,
        @Nullable BigDecimal interconnectGbs,
        Map<String, String> confidence) {

    public Specification {
        rates = Map.copyOf(rates);
        confidence = Map.copyOf(confidence);
    }
}
