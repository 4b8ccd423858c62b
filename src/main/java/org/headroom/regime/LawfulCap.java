package org.headroom.regime;

import java.time.LocalDate;

/// The cap that the law itself sets for a quota.
///
/// @param since the first day, within the quota's period, from which it has been this one
public record LawfulCap(Cap cap, LocalDate since) {}
