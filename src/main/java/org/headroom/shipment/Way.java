package org.headroom.shipment;

import java.util.List;
import java.util.Objects;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Authorization;
import org.jspecify.annotations.Nullable;

/// One way in which some of a device may go: what permits it, for shipments of which size, and what each device is
/// charged.
///
/// @param authorization null where a license is to be applied for first; then the lines are those of licensing it
/// @param because one sentence: why it may, or that it needs a license and how an application is reviewed
/// @param least the smallest shipment for which that holds
/// @param most the largest one
/// @param perDevice what one device adds to each account
public record Way(
        @Nullable Authorization authorization, String because, long least, long most, List<Line> perDevice) {

    public Way {
        perDevice = List.copyOf(perDevice);
    }

    /// The same for shipments up to a larger size; null where the other one is not the same.
    @Nullable Way joined(Way next) {
        return Objects.equals(authorization, next.authorization) && perDevice.equals(next.perDevice)
                ? new Way(authorization, because, least, next.most, perDevice)
                : null;
    }
}
