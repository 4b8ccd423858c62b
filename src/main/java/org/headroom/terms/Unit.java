package org.headroom.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a quota is counted in.
public enum Unit {
    /// Total processing performance, to the hundredth.
    TPP(2),
    /// Whole devices.
    DEVICES(0),
    /// United States dollars, to the cent.
    USD(2);

    private final int decimals;

    Unit(int decimals) {
        this.decimals = decimals;
    }

    /// The amount as it is written: `1013248.00` TPP, `64` devices, `1920000.00` dollars.
    public String plain(BigDecimal amount) {
        return amount.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
    }
}
