package org.headroom.ledger;

import java.math.BigDecimal;

/// One exporter's part of an account.
public record Holder(String exporter, BigDecimal reserved, BigDecimal charged) {}
