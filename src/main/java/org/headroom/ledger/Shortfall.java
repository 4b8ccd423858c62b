package org.headroom.ledger;

import java.math.BigDecimal;
import org.headroom.terms.Unit;

/// A cap that has no room for what was asked: the arithmetic of a refusal.
///
/// @param shortBy asked − (cap − reserved − charged)
public record Shortfall(
        String account,
        String title,
        String citation,
        Unit unit,
        BigDecimal cap,
        BigDecimal reserved,
        BigDecimal charged,
        BigDecimal asked,
        BigDecimal shortBy) {}
