package org.headroom.restatement;

import java.util.UUID;
import org.headroom.ledger.PostingKind;

/// A posted shipment or license that a restatement may touch.
record Candidate(long number, UUID id, PostingKind kind, String exporter) {

    boolean isLicense() {
        return kind == PostingKind.LICENSE;
    }
}
