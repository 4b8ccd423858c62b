package org.headroom.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.ledger.Lateness;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.quota.ToldEntry;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A posting as a row of a table has it.
///
/// @param posting all that the book has of it
/// @param number its place in the order of all; null for an exporter, whom it would tell of others
/// @param kind in words
/// @param exporter whose it is; the regulator's have none
/// @param reference the exporter's own; of a license its number
/// @param what moved, as `64 × nvidia-h100-sxm5-80gb to IN`; empty where nothing is said of it
/// @param lateDays from the day it takes effect on to the one it was recorded on
record PostingLine(
        Posting posting,
        UUID id,
        @Nullable Long number,
        String kind,
        String exporter,
        String reference,
        String what,
        String effectiveOn,
        Moment recordedAt,
        int lateDays,
        String by,
        @Nullable String reason,
        List<Touch> touched) {

    /// What it did to one account.
    ///
    /// @param path the quota's, as an address has it
    /// @param reserved with its sign; null where it did nothing to it
    /// @param charged likewise
    /// @param headroomAfter a dash where it is not told, or nothing limits it
    record Touch(
            String quota,
            String path,
            String citation,
            String unit,
            @Nullable String reserved,
            @Nullable String charged,
            String headroomAfter) {

        static Touch of(ToldEntry entry) {
            var unit = entry.unit();
            return new Touch(entry.quota(), QuotaLine.path(entry.quota()), entry.citation(), Figures.name(unit),
                    moved(unit, entry.reserved()), moved(unit, entry.charged()),
                    Figures.grouped(unit, entry.headroomAfter()));
        }

        /// `+64.00 TPP charged`.
        public String said() {
            var said = Stream.of(said(charged, "charged"), said(reserved, "reserved")).filter(Objects::nonNull)
                    .collect(Collectors.joining(", "));
            return said.isEmpty() ? "Cap moved" : said;
        }

        private @Nullable String said(@Nullable String amount, String how) {
            return amount == null ? null : amount + " " + unit + " " + how;
        }

        private static @Nullable String moved(Unit unit, BigDecimal amount) {
            return amount.signum() == 0 ? null : (amount.signum() > 0 ? "+" : "") + Figures.grouped(unit, amount);
        }
    }

    /// @param told what of its entries the reader is told
    static PostingLine of(Posting posting, List<ToldEntry> told, boolean seesAll) {
        var about = posting.about();
        var exporter = posting.exporter();
        var quantity = about.quantity();
        var what = (quantity == null ? "" : Figures.grouped(Unit.DEVICES, BigDecimal.valueOf(quantity)) + " × ")
                + (about.device() == null ? "" : about.device())
                + (about.destination() == null ? "" : " to " + about.destination());
        return new PostingLine(
                posting,
                posting.id(),
                seesAll ? (Long) posting.number() : null,
                words(posting.kind()),
                exporter == null ? "the regulator" : exporter,
                named(about.reference(), about.license()),
                what.strip(),
                posting.effectiveOn().toString(),
                Moment.of(posting.recordedAt()),
                Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                posting.actorName(),
                about.reason(),
                told.stream().filter(entry -> !isShipment(entry)).map(Touch::of).toList());
    }

    private static String named(@Nullable String reference, @Nullable String license) {
        return reference != null ? reference : license != null ? license : Figures.NONE;
    }

    /// An account of one shipment is no quota.
    private static boolean isShipment(ToldEntry entry) {
        return entry.quota().startsWith("shipment:");
    }

    /// As an address has it: `cap-change`.
    static String word(PostingKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(PostingKind kind) {
        var words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
