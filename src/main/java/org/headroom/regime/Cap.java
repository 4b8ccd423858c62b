package org.headroom.regime;

import java.math.BigDecimal;
import org.headroom.terms.QuotaKey;

/// How much a quota allows.
public sealed interface Cap {

    /// A number, in the quota's unit.
    record Fixed(BigDecimal amount) implements Cap {}

    /// `factor` × what another quota holds.
    record Ratio(BigDecimal factor, QuotaKey of) implements Cap {}

    /// No limit: the quota is a meter and only counts.
    record None() implements Cap {}
}
