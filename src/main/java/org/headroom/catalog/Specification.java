package org.headroom.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A device's figures as a source gives them. An absent figure is unknown, never zero.
///
/// @param rates dense rates in TFLOPS or TOPS by precision: `fp64`, `fp32`, `tf32`, `fp16`, `fp8`, `fp4`,
///     `int8`, `int4`
/// @param dieAreaMm2 the sum of all logic dies, in mm²
/// @param nonplanar whether the logic dies are made on a non-planar transistor node; null when unknown
/// @param confidence how sure each figure is, by group: `rates`, `die`, `memory`, `interconnect`, `release`,
///     `row`; in the words of the source table
/// @param memoryStack for a stack of memory, alone or in its package; null for anything else
/// @param weights for the weights of a model; null for anything else
/// @param parts for a board, server or rack: the devices it is made of; empty for anything else
/// @param otherEccn another entry of the control list that describes the item, such as `5A992`; null when none does
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
        Map<String, String> confidence,
        @Nullable MemoryStack memoryStack,
        @Nullable Weights weights,
        List<Part> parts,
        @Nullable String otherEccn) {

    public Specification {
        rates = Map.copyOf(rates);
        confidence = Map.copyOf(confidence);
        parts = List.copyOf(Objects.requireNonNullElse(parts, List.of())); // older ones were kept without
    }

    /// A single accelerator.
    public Specification(
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
        this(vendor, model, formFactor, releaseDate, marketing, rates, dieAreaMm2, processNode, nonplanar, memoryType,
                memoryGb, dramBandwidthGbs, interconnectGbs, confidence, null, null, List.of(), null);
    }

    /// @param areaMm2 of the package where the stack is in one, else of the stack
    public record MemoryStack(BigDecimal bandwidthGbs, BigDecimal areaMm2) {}

    /// A model by what it took to train it.
    ///
    /// @param operations of training, all in all
    /// @param published whether anyone may have them
    /// @param originalOperations those of the published model it is derived from; null when it is derived from none
    /// @param addedOperations those spent on it since; null likewise
    /// @param belowBestPublished whether it took fewer than would match the most advanced published model
    public record Weights(
            BigDecimal operations,
            boolean published,
            @Nullable BigDecimal originalOperations,
            @Nullable BigDecimal addedOperations,
            boolean belowBestPublished) {}

    /// @param device its id in the catalogue, itself a device or an assembly
    public record Part(String device, int count) {}
}
