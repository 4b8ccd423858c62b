package org.headroom.replay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.ledger.PostingKind;
import org.jspecify.annotations.Nullable;

/// A posting as far as a replay looks at it.
///
/// @param subject the shipment or application it belongs to
/// @param quantity of what moved; null where nothing did
/// @param body as frozen: of the shipment, where it follows one, as its last adjustment before left it
/// @param adjusted the body of an adjustment itself; null for any other kind
/// @param isAdjusted whether the shipment that it follows had been adjusted before
/// @param shipment the shipment: itself, or the one that it follows; null for anything else
/// @param capChanges the caps that it set
record Past(
        long number,
        UUID id,
        PostingKind kind,
        @Nullable String exporter,
        LocalDate effectiveOn,
        LocalDate recordedOn,
        @Nullable UUID subject,
        @Nullable Long quantity,
        @Nullable String destination,
        @Nullable String license,
        String body,
        @Nullable String adjusted,
        boolean isAdjusted,
        @Nullable Shipped shipment,
        List<CapChange> capChanges) {

    Past with(boolean isBreach, List<CapChange> changes) {
        var of = shipment;
        var known = of == null ? null
                : new Shipped(of.number(), of.kind(), of.effectiveOn(), of.destination(), isBreach);
        return new Past(number, id, kind, exporter, effectiveOn, recordedOn, subject, quantity, destination, license,
                body, adjusted, isAdjusted, known, changes);
    }

    /// @param isBreach whether it was recorded over a cap
    record Shipped(long number, PostingKind kind, LocalDate effectiveOn, String destination, boolean isBreach) {}

    /// @param cap null takes the limit away
    record CapChange(String account, @Nullable BigDecimal cap) {}
}
