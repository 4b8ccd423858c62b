package org.headroom.web;

import java.util.List;
import org.headroom.catalog.Margin;
import org.headroom.catalog.Rating;
import org.jspecify.annotations.Nullable;

/// A rating as people read it, with its working.
///
/// @param tpp what a quota is charged for one device
/// @param exactTpp unrounded, as thresholds are compared; null where it is the same
/// @param density TPP per mm²
/// @param memoryDensity GB/s per mm², of a memory stack; null for what is none
/// @param heading the class as a heading
/// @param classLabel the class in words
/// @param missing the figures whose absence leaves the class open
/// @param margins how far the figures are from the numbers of the text
record RatingText(
        String tpp,
        @Nullable String exactTpp,
        String density,
        @Nullable String memoryDensity,
        String heading,
        String classLabel,
        String decidedBy,
        String citation,
        List<String> missing,
        List<Rating.Working> steps,
        List<Margin> margins) {

    static RatingText of(Rating rating, List<Margin> margins) {
        var tpp = rating.tpp();
        var exact = rating.exactTpp();
        var memory = rating.memoryBandwidthDensity();
        return new RatingText(
                Figures.grouped(tpp == null ? null : tpp.tpp()),
                exact == null || tpp == null || exact.compareTo(tpp.tpp()) == 0 ? null : Figures.grouped(exact),
                Figures.grouped(rating.performanceDensity()),
                memory == null ? null : Figures.grouped(memory),
                heading(rating.controlClass().code()),
                classLabel(rating.controlClass().code()),
                rating.decidedBy(),
                rating.citation(),
                rating.missing(),
                rating.steps(),
                margins);
    }

    private static String heading(String code) {
        return switch (code) {
            case "none" -> "No class";
            case "indeterminate" -> "The class cannot be told";
            default -> "Class " + code;
        };
    }

    static String classLabel(String code) {
        return switch (code) {
            case "none" -> "No class";
            case "indeterminate" -> "Cannot be told";
            default -> code;
        };
    }
}
