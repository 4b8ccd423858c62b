package org.headroom.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.headroom.catalog.Rating.Working;
import org.headroom.law.Bounds;
import org.headroom.law.Figures;
import org.headroom.law.Truth;
import org.jspecify.annotations.Nullable;

/// The figures of one device that the control text looks at.
///
/// @param tpp exact; null when no rate is known
/// @param area the applicable die area in mm²; null when unknown or when no die is non-planar
/// @param noArea true when no logic die is non-planar, so that no density test can be met
/// @param density TPP ÷ area, cut after the sixth decimal for showing; the tests divide nothing
/// @param missingArea what is missing for the area; empty when nothing is
record Measured(
        @Nullable BigDecimal tpp,
        @Nullable BigDecimal area,
        boolean noArea,
        @Nullable BigDecimal density,
        @Nullable BigDecimal interconnect,
        Marketing marketing,
        List<String> missingArea) {

    static final int DENSITY_SCALE = 6;

    static final String RATE_MISSING = "a dense rate (TFLOPS or TOPS) at any precision";
    static final String AREA_MISSING = "the area of all logic dies (mm²)";
    static final String PLANAR_MISSING = "whether the logic dies are made on a non-planar node";
    static final String INTERCONNECT_MISSING = "the interconnect bandwidth (GB/s)";
    static final String MARKETING_MISSING = "whether it is designed or marketed for data centers";

    static Measured of(Specification specification, @Nullable BigDecimal tpp, List<Working> steps) {
        var noArea = Boolean.FALSE.equals(specification.nonplanar());
        var area = Boolean.TRUE.equals(specification.nonplanar()) ? specification.dieAreaMm2() : null;
        // Cut, not rounded: whoever compares the cut figure with a threshold of up to six decimals finds the
        // same as with the exact quotient.
        var density = tpp == null || area == null ? null : tpp.divide(area, DENSITY_SCALE, RoundingMode.DOWN);
        if (noArea) {
            steps.add(new Working("No logic die is non-planar, so there is no applicable die area and no density test"
                    + " is met", Rater.DENSITY_CITATION));
        } else if (density != null && tpp != null && area != null) {
            steps.add(new Working("Performance density %s / %s mm² = %s (area: %s)".formatted(
                    Figures.show(tpp), Figures.show(area), Figures.show(density),
                    specification.confidence().getOrDefault("die", "confidence not given")),
                    Rater.DENSITY_CITATION));
        }
        return new Measured(tpp, area, noArea, density, specification.interconnectGbs(), specification.marketing(),
                missingArea(specification));
    }

    private static List<String> missingArea(Specification specification) {
        if (Boolean.FALSE.equals(specification.nonplanar())) {
            return List.of();
        }
        if (specification.dieAreaMm2() == null) {
            return specification.nonplanar() == null ? List.of(AREA_MISSING, PLANAR_MISSING) : List.of(AREA_MISSING);
        }
        return specification.nonplanar() == null ? List.of(PLANAR_MISSING) : List.of();
    }

    Truth meetsTpp(Bounds bounds) {
        return bounds.holds(tpp);
    }

    Truth meetsDensity(@Nullable Bounds bounds) {
        if (bounds == null) {
            return Truth.YES;
        }
        return noArea ? Truth.NO : bounds.holds(tpp, area);
    }

    Truth meetsInterconnect(@Nullable Bounds bounds) {
        return bounds == null ? Truth.YES : bounds.holds(interconnect);
    }

    String tellTpp(Bounds bounds) {
        return bounds.tell("TPP", tpp);
    }

    String tellDensity(Bounds bounds) {
        return noArea
                ? "no applicable die area"
                : bounds.tell("performance density", tpp, area, density == null ? "" : Figures.show(density));
    }
}
