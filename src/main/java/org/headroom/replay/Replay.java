package org.headroom.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A replay that was asked for, and how far it is.
///
/// @param upTo the number of the last posting that it looks at, once it runs
/// @param done the number of the last posting that it has looked at
/// @param licensesRefused licenses of the stretch that would not have been granted, for want of room
/// @param applicationsRefused applications of the stretch whose quota could not have been held
/// @param undetermined postings that could not be determined anew, and so charge nothing here
/// @param problem why it failed
public record Replay(
        UUID id,
        Scenario scenario,
        String askedBy,
        Instant askedAt,
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long upTo,
        long done,
        int licensesRefused,
        int applicationsRefused,
        long undetermined,
        @Nullable String problem) {

    public enum State {
        WAITING, RUNNING, DONE, FAILED,
        /// The service stopped meanwhile. Ask anew.
        INTERRUPTED
    }

    /// How far it is, in percent.
    public int percent() {
        return state == State.DONE ? 100 : upTo == 0 ? 0 : (int) (100 * done / upTo);
    }

    /// How many shipments of an exporter to a destination came to what.
    public record Total(String destination, String exporter, Verdict verdict, long shipments, BigDecimal tpp) {}

    /// A shipment for which something is other, with what is known of it.
    ///
    /// @param breach whether it was recorded over a cap or without an authorization
    /// @param figures what is other about it
    public record ChangedShipment(
            long number,
            UUID id,
            String kind,
            String exporter,
            LocalDate exportDate,
            @Nullable String reference,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            boolean breach,
            Changed figures) {

        /// What happened: `posted`, `recorded`, or a `breach`.
        public String then() {
            return breach ? "breach" : kind.equals("RECORD") ? "recorded" : "posted";
        }
    }
}
