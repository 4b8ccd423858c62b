package org.headroom.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.headroom.catalog.OtherText.Level;
import org.headroom.catalog.Rating.Working;
import org.headroom.law.Figures;
import org.headroom.law.Truth;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Rates what is no single accelerator: assemblies, memory stacks, model weights, and what another entry of the control
/// list describes. Pure, as [Rater].
final class OtherItems {

    private final OtherText text;

    /// A part of an assembly, rated on the day.
    record RatedPart(String device, int count, Rating rating) {}

    OtherItems(OtherText text) {
        this.text = text;
    }

    boolean isKnown(String entry) {
        return text.zParagraphs().containsKey(entry);
    }

    List<String> entries() {
        return List.copyOf(text.zParagraphs().keySet());
    }

    /// Each circuit is counted once, whatever it is mounted on: an assembly in an assembly brings its own sum.
    Rating assembly(List<RatedPart> parts) {
        var steps = new ArrayList<Working>();
        var citation = text.assemblies().citation();
        Level level = null;
        var missing = new TreeSet<String>();
        for (var part : parts) {
            var found = text.levelOf(part.rating().controlClass());
            if (found != null && (level == null || found.compareTo(level) < 0)) {
                level = found;
            }
            if (part.rating().controlClass().isIndeterminate()) {
                part.rating().missing().forEach(one -> missing.add(part.device() + ": " + one));
            }
        }
        var tpp = BigDecimal.ZERO;
        for (var part : parts) {
            var counts = level == null || text.levelOf(part.rating().controlClass()) == level;
            var one = part.rating().exactTpp();
            var amount = one == null ? BigDecimal.ZERO : one.multiply(BigDecimal.valueOf(part.count()));
            tpp = counts ? tpp.add(amount) : tpp;
            steps.add(new Working("%s × %s (class %s): %s".formatted(part.count(), part.device(),
                    part.rating().controlClass(), counts
                            ? part.count() + " × " + Figures.show(one == null ? BigDecimal.ZERO : one) + " = "
                                    + Figures.show(amount)
                            : "not at the level that counts"), text.assemblies().sumCitation()));
        }
        steps.add(new Working("TPP is the sum: " + Figures.show(tpp), text.assemblies().sumCitation()));
        if (level != Level.A && !missing.isEmpty()) {
            return rating(tpp, null, ControlClass.INDETERMINATE, "A part of it could not be classed. Missing: "
                    + String.join("; ", missing) + ".", citation, List.copyOf(missing), steps);
        }
        if (level == null) {
            return rating(tpp, null, ControlClass.NONE, "No circuit in it meets 3A090.a or .b.", citation, List.of(),
                    steps);
        }
        var controlClass = text.assemblies().classes().getOrDefault(level, ControlClass.NONE);
        return rating(tpp, null, controlClass, "It contains circuits at the level of 3A090."
                + (level == Level.A ? "a" : "b") + ", any of which makes it " + controlClass + ".", citation, List.of(),
                steps);
    }

    Rating memory(Specification.MemoryStack stack, LocalDate day) {
        var law = text.memory();
        var density = stack.bandwidthGbs().divide(stack.areaMm2(), Measured.DENSITY_SCALE, RoundingMode.DOWN);
        var told = law.density().tell("memory bandwidth density", stack.bandwidthGbs(), stack.areaMm2(),
                Figures.show(density));
        var steps = new ArrayList<>(List.of(new Working(
                "Memory bandwidth density %s GB/s / %s mm² = %s".formatted(Figures.show(stack.bandwidthGbs()),
                        Figures.show(stack.areaMm2()), Figures.show(density)), law.citation())));
        if (day.isBefore(law.from())) {
            return rating(null, density, ControlClass.NONE, "Memory was not controlled before " + law.from() + ".",
                    law.citation(), List.of(), steps);
        }
        var meets = law.density().holds(stack.bandwidthGbs(), stack.areaMm2()) == Truth.YES;
        return rating(null, density, meets ? law.controlClass() : ControlClass.NONE, capital(told) + ".",
                law.citation(), List.of(), steps);
    }

    Rating weights(Specification.Weights model, LocalDate day) {
        var law = text.weights();
        var steps = new ArrayList<Working>();
        var told = decide(model, day, steps);
        return rating(null, null, told.isControlled() ? law.controlClass() : ControlClass.NONE, told.because(),
                law.citation(), List.of(), steps);
    }

    private record Told(boolean isControlled, String because) {}

    private Told decide(Specification.Weights model, LocalDate day, List<Working> steps) {
        var law = text.weights();
        var operations = law.operations().tell("training operations", model.operations());
        steps.add(new Working(capital(operations), law.citation()));
        if (day.isBefore(law.from())) {
            return new Told(false, "Model weights were not controlled before " + law.from() + ".");
        }
        if (model.published()) {
            return new Told(false, "Published weights are not controlled.");
        }
        if (law.operations().holds(model.operations()) != Truth.YES) {
            return new Told(false, capital(operations) + ".");
        }
        if (model.belowBestPublished()) {
            return new Told(false, "It took fewer operations than would match the most advanced published model.");
        }
        var original = model.originalOperations();
        var added = model.addedOperations();
        if (original != null && added != null) {
            var share = original.multiply(law.derivedShare());
            var limit = share.max(law.derivedOperations());
            var compared = "added operations %s %s %s, the higher of %s %% of the original's and %s".formatted(
                    Figures.show(added), added.compareTo(limit) > 0 ? ">" : "<=", Figures.show(limit),
                    Figures.show(law.derivedShare().movePointRight(2)), Figures.show(law.derivedOperations()));
            steps.add(new Working(capital(compared), law.citation()));
            return added.compareTo(limit) > 0
                    ? new Told(true, capital(operations) + "; derived from published weights, but " + compared + ".")
                    : new Told(false, "Derived from published weights: " + compared + ".");
        }
        return new Told(true, capital(operations) + ", and the weights are not published.");
    }

    /// The class of an item that another entry describes, which takes that entry's .z paragraph at its level.
    Rating asDescribedIn(String entry, Rating rating) {
        var level = text.levelOf(rating.controlClass());
        var paragraph = level == null ? null : text.zParagraphs().getOrDefault(entry, java.util.Map.of()).get(level);
        if (paragraph == null) {
            return rating;
        }
        var told = "It is described in ECCN " + entry + " and is at the level of " + rating.controlClass() + ", so its"
                + " paragraph is " + paragraph + ".";
        var citation = "15 CFR 774 Supp. 1, ECCN " + entry;
        var steps = new ArrayList<>(rating.steps());
        steps.add(new Working(told, citation));
        return new Rating(rating.exactTpp(), rating.tpp(), rating.performanceDensity(), rating.memoryBandwidthDensity(),
                paragraph, rating.decidedBy() + " " + told, citation, rating.missing(), steps);
    }

    private static Rating rating(
            @Nullable BigDecimal tpp,
            @Nullable BigDecimal memoryDensity,
            ControlClass controlClass,
            String decidedBy,
            String citation,
            List<String> missing,
            List<Working> steps) {
        return new Rating(tpp, tpp == null ? null : TotalProcessingPerformance.charged(tpp), null, memoryDensity,
                controlClass, decidedBy, citation, missing, steps);
    }

    private static String capital(String told) {
        return told.isEmpty() ? told : Character.toUpperCase(told.charAt(0)) + told.substring(1);
    }
}
