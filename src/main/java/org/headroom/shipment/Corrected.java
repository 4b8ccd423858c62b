package org.headroom.shipment;

import java.util.Map;
import org.headroom.catalog.Device;
import org.headroom.party.Party;
import org.jspecify.annotations.Nullable;

/// What is other about a shipment's facts.
///
/// @param device as known now on the export date; null as it was frozen
/// @param parties those of its parties that are other, by their ids, as known now on the export date
/// @param regime whose text was corrected; null for none
public record Corrected(@Nullable Device device, Map<String, Party> parties, @Nullable String regime) {

    public Corrected {
        parties = Map.copyOf(parties);
    }

    Party of(Party frozen) {
        return parties.getOrDefault(frozen.id(), frozen);
    }
}
