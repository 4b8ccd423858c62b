package org.headroom.shipment;

import org.headroom.catalog.Device;
import org.headroom.party.Party;
import org.jspecify.annotations.Nullable;

/// What is other about a shipment's facts; what is null stays as it was frozen.
///
/// @param device as known now on the export date
/// @param consignee as known now on the export date
/// @param regime whose text was corrected
public record Corrected(@Nullable Device device, @Nullable Party consignee, @Nullable String regime) {}
