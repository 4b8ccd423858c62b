package org.headroom.regime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import org.headroom.terms.Amount;
import org.headroom.terms.QuotaKey;

/// How much a quota allows.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Cap.Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = Cap.Ratio.class, name = "ratio"),
    @JsonSubTypes.Type(value = Cap.None.class, name = "none")
})
public sealed interface Cap {

    /// A number, in the quota's unit.
    record Fixed(@Amount BigDecimal amount) implements Cap {}

    /// `factor` × what another quota holds.
    record Ratio(BigDecimal factor, QuotaKey of) implements Cap {}

    /// No limit: the quota is a meter and only counts.
    record None() implements Cap {}
}
