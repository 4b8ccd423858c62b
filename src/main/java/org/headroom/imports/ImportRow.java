package org.headroom.imports;

import java.util.List;
import java.util.UUID;
import org.headroom.shipment.ShipmentRequest;
import org.jspecify.annotations.Nullable;

/// A row of an import, with what was found of it.
///
/// @param request as understood; null for a bad row
/// @param posting the id its posting will have; null for a bad row and one that was posted before
/// @param effect a digest of what it charges, so that nothing is posted that was not previewed
record ImportRow(
        int number,
        State state,
        @Nullable ShipmentRequest request,
        @Nullable UUID posting,
        byte @Nullable [] effect,
        List<RowError> errors) {

    enum State {
        GOOD,
        BAD,
        /// Posted before, with the same content.
        ALREADY,
        /// Good when it was checked, but not posted.
        FAILED
    }

    static ImportRow bad(int number, List<RowError> errors) {
        return new ImportRow(number, State.BAD, null, null, null, errors);
    }

    static ImportRow already(int number) {
        return new ImportRow(number, State.ALREADY, null, null, null, List.of());
    }

    ImportRow failed(RowError error) {
        return new ImportRow(number, State.FAILED, request, posting, effect, List.of(error));
    }
}
