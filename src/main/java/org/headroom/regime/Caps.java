package org.headroom.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.regime.QuotaParagraph.Dimension;
import org.headroom.terms.CountryCode;
import org.headroom.terms.QuotaKey;

/// Applies a cap of the law to one scope and period.
final class Caps {

    private static final Cap NONE = new Cap.None();

    private Caps() {}

    /// @param scope the values of the quota's dimensions
    /// @param on a day in the slot, to find the base of a ratio and who is in a group
    static Cap of(Regime regime, QuotaParagraph quota, Periods.Slot slot, List<String> scope, LocalDate on) {
        return switch (slot.cap()) {
            case CapText.Fixed fixed -> raised(quota, scope, on, fixed.cap());
            case CapText.None _ -> NONE;
            case CapText.Proportion proportion -> ratio(regime, quota, proportion, scope, on);
        };
    }

    private static Cap raised(QuotaParagraph quota, List<String> scope, LocalDate on, Cap otherwise) {
        for (var raise : quota.raises()) {
            var destination = scope.get(quota.dimensions().indexOf(Dimension.DESTINATION));
            if (CountryCode.isKnown(destination) && raise.destinations().has(CountryCode.of(destination), on)) {
                return raise.cap();
            }
        }
        return otherwise;
    }

    private static Cap ratio(
            Regime regime, QuotaParagraph quota, CapText.Proportion proportion, List<String> scope, LocalDate on) {
        var base = regime.quota(proportion.of());
        var slot = base == null ? null : base.periods().on(on);
        if (base == null || slot == null) {
            throw new IllegalStateException("The base '" + proportion.of() + "' has no period on " + on);
        }
        var values = new ArrayList<String>(base.dimensions().size());
        for (var dimension : base.dimensions()) {
            values.add(scope.get(quota.dimensions().indexOf(dimension)));
        }
        return new Cap.Ratio(proportion.factor(), QuotaKey.of(regime.id(), base.id(), values, slot.period()));
    }
}
