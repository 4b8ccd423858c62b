package org.headroom.regime;

import java.math.BigDecimal;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// A figure of a shipment that a condition compares; null where it is not known.
enum Measure {
    DEVICE_TPP("device-tpp", "TPP of one device"),
    SHIPMENT_TPP("shipment-tpp", "TPP of the shipment"),
    DEVICES("devices", "devices"),
    PERFORMANCE_DENSITY("performance-density", "performance density"),
    DRAM_BANDWIDTH("dram-bandwidth", "DRAM bandwidth GB/s"),
    MEMORY_DENSITY("memory-bandwidth-density", "memory bandwidth density GB/s/mm²");

    private final String word;
    private final String told;

    Measure(String word, String told) {
        this.word = word;
        this.told = told;
    }

    String word() {
        return word;
    }

    String told() {
        return told;
    }

    @Nullable BigDecimal of(Facts facts) {
        var item = facts.item();
        return switch (this) {
            case DEVICE_TPP -> isTppKnown(item) ? item.tpp().tpp() : null;
            case SHIPMENT_TPP -> isTppKnown(item) ? facts.totalTpp().tpp() : null;
            case DEVICES -> BigDecimal.valueOf(facts.quantity());
            case PERFORMANCE_DENSITY -> item.performanceDensity();
            case DRAM_BANDWIDTH -> item.dramBandwidthGbs();
            case MEMORY_DENSITY -> item.memoryBandwidthDensity();
        };
    }

    /// A device that could not be classed and has no TPP lacks its rates; it does not have a TPP of zero.
    private static boolean isTppKnown(Facts.Item item) {
        return !item.controlClass().isIndeterminate() || !item.tpp().equals(TotalProcessingPerformance.ZERO);
    }
}
