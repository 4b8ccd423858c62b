package org.headroom.regime;

import java.math.BigDecimal;
import org.headroom.law.Figures;
import org.headroom.terms.Unit;

/// A cap as the law states it, before it is applied to a scope.
sealed interface CapText {

    String describe(Unit unit);

    record Fixed(Cap.Fixed cap) implements CapText {
        @Override
        public String describe(Unit unit) {
            return Figures.show(cap.amount()) + " " + unit;
        }
    }

    /// `factor` × what the quota of another rule of the same regime holds.
    ///
    /// @param share whether this quota's amounts are part of the base (a share of a whole) or apart from it
    record Proportion(BigDecimal factor, String of, boolean share) implements CapText {
        @Override
        public String describe(Unit unit) {
            return Figures.show(factor.movePointRight(2)) + " % of " + of + (share ? ", as a share of it" : "");
        }
    }

    record None() implements CapText {
        @Override
        public String describe(Unit unit) {
            return "no cap";
        }
    }
}
