package org.headroom.regime;

import java.math.BigDecimal;
import org.headroom.terms.Amount;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.Unit;

/// One quota that an event counts in, and how much.
///
/// @param mode [Mode#ENFORCE] makes the cap bind; under [Mode#MONITOR] the quota only counts
public record Charge(
        QuotaKey quota,
        String title,
        String citation,
        Mode mode,
        CountingEvent counts,
        Unit unit,
        @Amount BigDecimal amount,
        Period period,
        Cap cap) {}
