package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.headroom.replay.Replay;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Scenario;
import org.headroom.replay.Verdict;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A replay in words.
final class ReplayText {

    private ReplayText() {}

    static String of(Replay.State state) {
        return switch (state) {
            case WAITING -> "Waits";
            case RUNNING -> "Runs";
            case DONE -> "Done";
            case FAILED -> "Failed";
            case INTERRUPTED -> "Interrupted";
        };
    }

    /// The class by which the style sheet colours it.
    static String colour(Replay.State state) {
        return switch (state) {
            case WAITING, RUNNING -> "waits";
            case DONE -> "approved";
            case FAILED, INTERRUPTED -> "lapsed";
        };
    }

    /// Short, for a column and a cell; [#said] tells it in full.
    static String of(Verdict verdict) {
        return switch (verdict) {
            case SAME -> "Same";
            case WITHIN -> "Within";
            case WARNED -> "Warned";
            case REFUSED -> "Refused";
            case LICENSE_REQUIRED -> "License required";
            case NOT_AVAILABLE -> "Not available";
            case INDETERMINATE -> "Cannot be told";
        };
    }

    /// What a count of shipments is of, as a sentence has it.
    static String said(Verdict verdict) {
        return switch (verdict) {
            case SAME -> "Nothing is other for them";
            case WITHIN -> "Were a breach, and would be within the law";
            case WARNED -> "Would take a quota to a level that it did not reach";
            case REFUSED -> "Would be refused: a cap or a license has no room";
            case LICENSE_REQUIRED -> "Would need a license that they do not have";
            case NOT_AVAILABLE -> "Would claim what may not be used";
            case INDETERMINATE -> "Cannot be told: a figure that decides is missing";
        };
    }

    static String then(ChangedShipment changed) {
        return switch (changed.then()) {
            case "posted" -> "Posted";
            case "recorded" -> "Recorded";
            default -> "Breach";
        };
    }

    /// Null for a replay that has come to its end, well or not.
    static @Nullable Progress progress(Replay replay) {
        var address = "/replays/" + replay.id();
        return switch (replay.state()) {
            case WAITING -> new Progress(address, 0, "It waits for the replays before it.", true);
            case RUNNING -> new Progress(address, replay.percent(), "It runs: "
                    + Figures.grouped(Unit.DEVICES, replay.done()) + " of "
                    + Figures.grouped(Unit.DEVICES, replay.upTo()) + " postings are looked at.", true);
            default -> null;
        };
    }

    /// What was asked, and what is other about the law.
    static List<Shown.Fact> asked(Replay replay) {
        var scenario = replay.scenario();
        var facts = new ArrayList<Shown.Fact>();
        facts.add(new Shown.Fact("Export dates", scenario.from() + " to " + scenario.to()));
        facts.add(new Shown.Fact("Exporter", Objects.requireNonNullElse(scenario.exporter(), "all")));
        facts.add(new Shown.Fact("Destination", Objects.requireNonNullElse(scenario.destination(), "all")));
        lines(scenario.modes()).forEach((Scenario.OtherMode mode) ->
                facts.add(new Shown.Fact("Mode of " + mode.regime(), String.valueOf(mode.mode()))));
        lines(scenario.texts()).forEach((Scenario.OtherText text) -> facts.add(new Shown.Fact(
                "Text of " + text.regime(), text.revision() == null ? "a draft" : "revision " + text.revision())));
        lines(scenario.caps()).forEach((Scenario.OtherCap cap) ->
                facts.add(new Shown.Fact("Cap of " + cap.quota(), Figures.grouped(cap.cap()))));
        facts.add(new Shown.Fact("Asked by", replay.askedBy() + ", " + Moment.of(replay.askedAt())));
        if (replay.endedAt() != null) {
            facts.add(new Shown.Fact("Ended", Moment.of(replay.endedAt()).toString()));
        }
        return facts;
    }

    private static <T> List<T> lines(@Nullable List<T> all) {
        return all == null ? List.of() : all;
    }
}
