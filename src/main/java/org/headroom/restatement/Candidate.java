package org.headroom.restatement;

import java.time.LocalDate;
import java.util.UUID;
import org.headroom.ledger.PostingKind;
import org.jspecify.annotations.Nullable;

/// A posted shipment or license that a restatement may touch.
///
/// @param device null for a license
/// @param on the export date, or the day that a license was granted on
record Candidate(
        long number,
        UUID id,
        PostingKind kind,
        String exporter,
        @Nullable String device,
        @Nullable String consignee,
        LocalDate on) {

    boolean isLicense() {
        return kind == PostingKind.LICENSE;
    }
}
