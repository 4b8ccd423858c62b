package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.headroom.restatement.Restatement;
import org.headroom.shipment.Came;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A restatement in words.
final class RestatementText {

    private static final int HUNDRED = 100;

    private RestatementText() {}

    static String of(Restatement.State state) {
        return switch (state) {
            case WAITING -> "Waits";
            case RUNNING -> "Being previewed";
            case PREVIEWED -> "Previewed";
            case POSTING -> "Being posted";
            case POSTED -> "Posted";
            case STOPPED -> "Stopped";
            case FAILED -> "Failed";
            case INTERRUPTED -> "Interrupted";
        };
    }

    /// The class by which the style sheet colours it.
    static String colour(Restatement.State state) {
        return switch (state) {
            case WAITING, RUNNING, PREVIEWED, POSTING -> "waits";
            case POSTED -> "approved";
            case STOPPED, FAILED, INTERRUPTED -> "lapsed";
        };
    }

    /// Null for one at which nothing is under way.
    static @Nullable Progress progress(Restatement restatement) {
        var address = "/restatements/" + restatement.id();
        return switch (restatement.state()) {
            case WAITING -> new Progress(address, 0, "It waits for the restatements before it.", true);
            case RUNNING -> progress(address, restatement.done(), restatement.upTo(),
                    "It is being previewed: the ledger is looked at up to posting ", true);
            case POSTING -> progress(address, restatement.adjusted(), restatement.touched(),
                    "It is being posted. Adjusted are ", restatement.problem() == null);
            default -> null;
        };
    }

    private static Progress progress(String address, long done, long all, String said, boolean isFollowed) {
        return new Progress(address, all == 0 ? 0 : (int) (done * HUNDRED / all),
                said + Figures.grouped(Unit.DEVICES, done) + " of " + Figures.grouped(Unit.DEVICES, all) + ".",
                isFollowed);
    }

    /// What was corrected, and by whom it was asked.
    static List<Shown.Fact> asked(Restatement restatement) {
        var request = restatement.request();
        var facts = new ArrayList<Shown.Fact>();
        facts.add(new Shown.Fact("Corrected", request.subject()));
        facts.add(new Shown.Fact("Export dates", request.from() == null && request.to() == null
                ? "all"
                : Objects.requireNonNullElse(request.from(), "the first")
                        + " to " + Objects.requireNonNullElse(request.to(), "the last")));
        facts.add(new Shown.Fact("Asked by", restatement.askedBy() + ", " + Moment.of(restatement.askedAt())));
        if (restatement.endedAt() != null) {
            facts.add(new Shown.Fact("Ended", Moment.of(restatement.endedAt()).toString()));
        }
        if (restatement.digest() != null) {
            facts.add(new Shown.Fact("Digest of the preview", restatement.digest()));
        }
        return facts;
    }

    /// What a posting comes to by some facts: how it may go, and what it charges.
    static Cell came(Came came) {
        var lines = new ArrayList<Cell.Part>();
        lines.add(new Cell.Part(
                standing(came) + ", " + Figures.grouped(Unit.TPP, came.tpp().tpp()) + " TPP", null, null));
        came.charges().forEach(charged -> lines.add(new Cell.Part(
                Figures.grouped(charged.unit(), charged.amount()) + " " + Figures.name(charged.unit()),
                charged.account(), null)));
        return Cell.of(lines);
    }

    /// The same in one line of a file.
    static String line(Came came) {
        return came.charges().stream()
                .map(charged -> charged.unit().plain(charged.amount()) + " " + charged.account())
                .collect(Collectors.joining("; ", standing(came) + "; ", ""));
    }

    private static String standing(Came came) {
        return came.authorization() != null ? came.authorization().toString() : switch (came.verdict()) {
            case AUTHORIZED -> "No license required";
            case LICENSE_REQUIRED -> "License required";
            case NOT_AVAILABLE -> "Not available";
            case INDETERMINATE -> "Cannot be told";
        };
    }
}
