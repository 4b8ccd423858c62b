package org.headroom.quota;

import org.headroom.catalog.Device;
import org.headroom.party.Party;
import org.headroom.regime.Facts;
import org.headroom.terms.TotalProcessingPerformance;

/// Devices and parties as a determination looks at them.
public final class Items {

    private Items() {}

    public static Facts.Item of(Device device) {
        var rating = device.rating();
        var specification = device.specification();
        return new Facts.Item(
                device.id(),
                rating.controlClass(),
                rating.tpp() == null ? TotalProcessingPerformance.ZERO : rating.tpp(),
                rating.performanceDensity(),
                specification.dramBandwidthGbs(),
                switch (specification.marketing()) {
                    case DATA_CENTER -> "yes";
                    case NOT_DATA_CENTER -> "no";
                    case AMBIGUOUS -> "ambiguous";
                },
                rating.missing(),
                rating.memoryBandwidthDensity());
    }

    public static Facts.Consignee consignee(Party party) {
        return new Facts.Consignee(
                party.id(),
                party.country(),
                party.headquarters(),
                party.ultimateParent(),
                party.ultimateParentHeadquarters());
    }
}
