package org.headroom.restatement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.headroom.ledger.PostingKind;
import org.headroom.shipment.Came;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A restatement, and how far it is.
///
/// @param done the number of the last posting that was looked at; of those up to `upTo`
/// @param touched how many shipments and licenses it touches
/// @param adjusted how many of them are adjusted, or had nothing left to adjust
/// @param undetermined shipments that cannot be determined anew, since a text that decided of them is not kept
/// @param licenses licenses that cannot be: what was known when they were recorded does not come to what they charged
/// @param correction which correction was looked at; null until it is previewed
/// @param digest of what it comes to; null until it is previewed
/// @param approval the approval that was asked for last
/// @param problem why it failed, or what keeps it from being posted to its end
public record Restatement(
        UUID id,
        RestatementRequest request,
        String askedBy,
        Instant askedAt,
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long upTo,
        long done,
        long touched,
        long adjusted,
        long undetermined,
        long licenses,
        @Nullable String correction,
        @Nullable String digest,
        @Nullable UUID approval,
        @Nullable String problem) {

    public enum State {
        WAITING,
        /// Being previewed.
        RUNNING,
        PREVIEWED,
        /// Approved, and being posted; after a stop it goes on.
        POSTING,
        POSTED,
        /// Facts changed while it was posted, so the rest was not adjusted.
        STOPPED,
        FAILED,
        /// The service stopped while it was previewed.
        INTERRUPTED
    }

    /// A posted shipment that it touches, or a license.
    ///
    /// @param reference null for a license, as the device and the quantity
    /// @param license the number of the license that it is, or went under
    /// @param adjustment the number of the posting that adjusted it; 0 where nothing was left to adjust, null before
    public record TouchedPosting(
            long number,
            UUID id,
            PostingKind kind,
            String exporter,
            LocalDate effectiveOn,
            @Nullable String reference,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            @Nullable String license,
            Came before,
            Came after,
            @Nullable Long adjustment) {}

    /// What it moves on a quota, for one exporter.
    ///
    /// @param before charged by the touched shipments, for the devices that have not come back
    /// @param after to be charged by them
    /// @param used of the quota by all, when it was previewed
    /// @param cap of the quota then; null where nothing limits it
    public record MovedQuota(
            String quota,
            String exporter,
            Unit unit,
            BigDecimal before,
            BigDecimal after,
            BigDecimal used,
            @Nullable BigDecimal cap) {

        public BigDecimal difference() {
            return after.subtract(before);
        }
    }
}
