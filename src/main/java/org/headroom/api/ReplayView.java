package org.headroom.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.headroom.replay.Replay;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Replay.Total;
import org.headroom.replay.Scenario;
import org.headroom.replay.Summary;
import org.headroom.replay.Verdict;
import org.headroom.terms.Amount;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A replay as regulators and auditors see it.
record ReplayView(
        UUID id,
        Scenario scenario,
        String state,
        int percent,
        long done,
        long upTo,
        String askedBy,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String problem,
        int licensesRefused,
        int applicationsRefused,
        long undetermined,
        List<SummaryView> destinations,
        List<SummaryView> exporters) {

    static ReplayView of(Replay replay, List<Total> totals) {
        return new ReplayView(
                replay.id(),
                replay.scenario(),
                word(replay.state()),
                replay.percent(),
                replay.done(),
                replay.upTo(),
                replay.askedBy(),
                replay.askedAt(),
                replay.startedAt(),
                replay.endedAt(),
                replay.problem(),
                replay.licensesRefused(),
                replay.applicationsRefused(),
                replay.undetermined(),
                Summary.by(Total::destination, totals).stream().map(SummaryView::of).toList(),
                Summary.by(Total::exporter, totals).stream().map(SummaryView::of).toList());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How many shipments to one destination, or of one exporter, came to what.
    public record SummaryView(
            String of,
            long shipments,
            long same,
            long within,
            long warned,
            long refused,
            long licenseRequired,
            long notAvailable,
            long indeterminate,
            @Amount BigDecimal tppStopped) {

        static SummaryView of(Summary summary) {
            return new SummaryView(
                    summary.of(),
                    summary.all(),
                    summary.count(Verdict.SAME),
                    summary.count(Verdict.WITHIN),
                    summary.count(Verdict.WARNED),
                    summary.count(Verdict.REFUSED),
                    summary.count(Verdict.LICENSE_REQUIRED),
                    summary.count(Verdict.NOT_AVAILABLE),
                    summary.count(Verdict.INDETERMINATE),
                    summary.tppStopped());
        }
    }

    /// A shipment for which something is other.
    public record ChangedShipmentView(
            long number,
            UUID id,
            String exporter,
            LocalDate exportDate,
            @Nullable String reference,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            String then,
            String verdict,
            @Nullable String quota,
            @Nullable Unit unit,
            @Amount @Nullable BigDecimal cap,
            @Amount @Nullable BigDecimal used,
            @Amount @Nullable BigDecimal asked,
            @Amount @Nullable BigDecimal shortBy,
            @Nullable Integer level,
            @Nullable String because) {

        static ChangedShipmentView of(ChangedShipment changed) {
            var figures = changed.figures();
            return new ChangedShipmentView(
                    changed.number(),
                    changed.id(),
                    changed.exporter(),
                    changed.exportDate(),
                    changed.reference(),
                    changed.device(),
                    changed.quantity(),
                    changed.destination(),
                    changed.consignee(),
                    changed.then(),
                    word(figures.verdict()),
                    figures.quota(),
                    figures.unit(),
                    figures.cap(),
                    figures.used(),
                    figures.asked(),
                    figures.shortBy(),
                    figures.level(),
                    figures.because());
        }
    }
}
