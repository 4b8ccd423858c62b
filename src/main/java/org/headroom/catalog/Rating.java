package org.headroom.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.terms.Amount;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What follows from a specification: TPP, performance density and control class, with the working.
///
/// @param exactTpp dense rate × bit length, unrounded; thresholds of the law are compared with this one;
///     null when no rate is known
/// @param tpp the same rounded up to the hundredth: what a quota is charged for one device; null when no
///     rate is known
/// @param performanceDensity TPP ÷ applicable die area, in TPP per mm²; null without an applicable die area
/// @param memoryBandwidthDensity GB/s ÷ mm² of a memory stack or its package; null for what is none
/// @param decidedBy one sentence: the test that decided the class, with its numbers
/// @param missing the figures whose absence leaves the class indeterminate; empty otherwise
/// @param steps the working, in order
public record Rating(
        @Amount @Nullable BigDecimal exactTpp,
        @Nullable TotalProcessingPerformance tpp,
        @Nullable BigDecimal performanceDensity,
        @Nullable BigDecimal memoryBandwidthDensity,
        ControlClass controlClass,
        String decidedBy,
        String citation,
        List<String> missing,
        List<Working> steps) {

    public Rating {
        missing = List.copyOf(missing);
        steps = List.copyOf(steps);
    }

    /// One step of the working: what was tested or computed, under which text, and what came out.
    public record Working(String text, String citation) {}
}
