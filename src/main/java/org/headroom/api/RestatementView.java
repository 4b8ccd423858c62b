package org.headroom.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.restatement.QuotaSum;
import org.headroom.restatement.Restatement;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.restatement.RestatementRequest;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A restatement as regulators and auditors see it.
record RestatementView(
        UUID id,
        RestatementRequest asked,
        String state,
        int percent,
        String askedBy,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long touched,
        long adjusted,
        long undetermined,
        long licenses,
        @Nullable String digest,
        @Nullable UUID approval,
        @Nullable String problem,
        List<QuotaSumView> quotas) {

    static RestatementView of(Restatement restatement, List<MovedQuota> moved) {
        return new RestatementView(
                restatement.id(),
                restatement.request(),
                ReplayView.word(restatement.state()),
                percent(restatement),
                restatement.askedBy(),
                restatement.askedAt(),
                restatement.startedAt(),
                restatement.endedAt(),
                restatement.touched(),
                restatement.adjusted(),
                restatement.undetermined(),
                restatement.licenses(),
                restatement.digest(),
                restatement.approval(),
                restatement.problem(),
                QuotaSum.of(moved).stream().map(QuotaSumView::of).toList());
    }

    /// Of what is looked at; and once it is posted, of what is adjusted.
    private static int percent(Restatement restatement) {
        boolean isPosted = restatement.adjusted() > 0 || restatement.state() == Restatement.State.POSTING;
        long all = isPosted ? restatement.touched() : restatement.upTo();
        long done = isPosted ? restatement.adjusted() : restatement.done();
        return all == 0 ? 0 : (int) (done * 100 / all);
    }

    private static @Nullable String plain(Unit unit, @Nullable BigDecimal amount) {
        return amount == null ? null : unit.plain(amount);
    }

    /// What it moves on a quota.
    public record QuotaSumView(
            String quota,
            String unit,
            String before,
            String after,
            String difference,
            String used,
            String usedAfter,
            @Nullable String cap,
            boolean over,
            List<ExporterSumView> exporters) {

        static QuotaSumView of(QuotaSum sum) {
            var unit = sum.unit();
            return new QuotaSumView(
                    sum.quota(),
                    unit.name(),
                    unit.plain(sum.before()),
                    unit.plain(sum.after()),
                    unit.plain(sum.difference()),
                    unit.plain(sum.used()),
                    unit.plain(sum.usedAfter()),
                    plain(unit, sum.cap()),
                    sum.isOver(),
                    sum.exporters().stream().map(ExporterSumView::of).toList());
        }
    }

    /// What it moves on a quota for one exporter.
    public record ExporterSumView(String exporter, String before, String after, String difference) {

        static ExporterSumView of(MovedQuota moved) {
            var unit = moved.unit();
            return new ExporterSumView(
                    moved.exporter(),
                    unit.plain(moved.before()),
                    unit.plain(moved.after()),
                    unit.plain(moved.difference()));
        }
    }

    /// A shipment or a license that it touches.
    public record TouchedPostingView(
            long number,
            UUID id,
            String kind,
            String exporter,
            LocalDate effectiveOn,
            @Nullable String reference,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            @Nullable String license,
            CameView before,
            CameView after,
            @Nullable Long adjustment) {

        static TouchedPostingView of(TouchedPosting touched) {
            var adjustment = touched.adjustment();
            return new TouchedPostingView(
                    touched.number(),
                    touched.id(),
                    ReplayView.word(touched.kind()),
                    touched.exporter(),
                    touched.effectiveOn(),
                    touched.reference(),
                    touched.device(),
                    touched.quantity(),
                    touched.destination(),
                    touched.consignee(),
                    touched.license(),
                    CameView.of(touched.before()),
                    CameView.of(touched.after()),
                    adjustment == null || adjustment == 0 ? null : adjustment);
        }
    }
}
