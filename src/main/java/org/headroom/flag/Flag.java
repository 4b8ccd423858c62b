package org.headroom.flag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Something to look at, with its numbers.
///
/// @param kind `together-over-threshold`, `first-time-buyer`, `volume-jump` or `transshipment-hub`
/// @param because one sentence with the numbers
/// @param citation where the threshold comes from
/// @param ultimateParent the id of the ultimate parent it is about
/// @param destination the hub; null for the other kinds
/// @param first the first export date in it
/// @param last the last export date in it
/// @param tpp of the shipments in it
/// @param threshold that it reaches
/// @param exporters how many exporters shipped; only those who see all are told
/// @param shipments in it, oldest first; the first 100
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Flag(
        String kind,
        String because,
        String citation,
        String ultimateParent,
        @Nullable String destination,
        LocalDate first,
        LocalDate last,
        TotalProcessingPerformance tpp,
        TotalProcessingPerformance threshold,
        @Nullable Long exporters,
        List<UUID> shipments) {

    public Flag {
        shipments = List.copyOf(shipments);
    }
}
