package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.UUID;

/// A level of a quota that a posting crossed.
///
/// @param level in percent of the cap
/// @param up true when use rose to or over the level, false when it fell below it
/// @param used reserved + charged after the posting
public record Crossing(UUID id, String account, String title, int level, boolean up, BigDecimal used, BigDecimal cap) {}
