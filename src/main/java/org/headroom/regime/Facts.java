package org.headroom.regime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// All that a determination may look at: an item, how many, from where to whom, and on which day.
///
/// @param exporter the exporter's id
/// @param claimed the authorization the exporter names; null asks for the best one
/// @param operator the id of the ultimate parent of another entity that will operate the items; null where the
///     consignee does
public record Facts(
        LocalDate on,
        Item item,
        long quantity,
        CountryCode origin,
        CountryCode destination,
        Consignee consignee,
        String exporter,
        @Nullable Authorization claimed,
        @Nullable String operator) {

    /// Those of items that the consignee itself operates.
    public Facts(
            LocalDate on,
            Item item,
            long quantity,
            CountryCode origin,
            CountryCode destination,
            Consignee consignee,
            String exporter,
            @Nullable Authorization claimed) {
        this(on, item, quantity, origin, destination, consignee, exporter, claimed, null);
    }

    /// The item, as the catalogue rated it on the day.
    ///
    /// @param device the device's id; also the product that a ratio per product is kept for
    /// @param tpp of one device, as charged; zero for an item that has none
    /// @param marketedForDataCenters `yes`, `no` or `ambiguous`
    /// @param memoryBandwidthDensity GB/s ÷ mm² of a memory stack; null for what is none
    /// @param missing the figures whose absence leaves the class indeterminate; empty otherwise
    public record Item(
            String device,
            ControlClass controlClass,
            TotalProcessingPerformance tpp,
            @Nullable BigDecimal performanceDensity,
            @Nullable BigDecimal dramBandwidthGbs,
            String marketedForDataCenters,
            List<String> missing,
            @Nullable BigDecimal memoryBandwidthDensity) {

        public Item {
            missing = List.copyOf(missing);
        }

        /// An item of which every figure that decides is known.
        public Item(
                String device,
                ControlClass controlClass,
                TotalProcessingPerformance tpp,
                @Nullable BigDecimal performanceDensity,
                @Nullable BigDecimal dramBandwidthGbs,
                String marketedForDataCenters) {
            this(device, controlClass, tpp, performanceDensity, dramBandwidthGbs, marketedForDataCenters, List.of(),
                    null);
        }
    }

    /// The consignee, with its headquarters and ultimate parent on the day.
    ///
    /// @param ultimateParent the id of the ultimate parent; the consignee's own where it has no parent
    public record Consignee(
            String id,
            CountryCode country,
            CountryCode headquarters,
            String ultimateParent,
            CountryCode ultimateParentHeadquarters) {}

    /// The same without a claim, as who asks what the law demands.
    Facts unclaimed() {
        return claimed == null
                ? this
                : new Facts(on, item, quantity, origin, destination, consignee, exporter, null, operator);
    }

    /// The same goods when they are received, or some of them.
    public Facts received(LocalDate day, long devices, @Nullable Authorization authorization) {
        return new Facts(day, item, devices, origin, destination, consignee, exporter, authorization, operator);
    }

    public TotalProcessingPerformance totalTpp() {
        return item.tpp().times(quantity);
    }
}
