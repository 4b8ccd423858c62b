package org.headroom.terms;

import org.jspecify.annotations.Nullable;

/// What permits an export: `LICENSE` with its number, a license exception by its symbol (`LPP`, `NAC`, …), or
/// `NLR` (no license required).
public record Authorization(String type, @Nullable String number) {

    public static final String LICENSE = "LICENSE";
    public static final String NLR = "NLR";

    public static Authorization license(String number) {
        return new Authorization(LICENSE, number);
    }

    public static Authorization exception(String symbol) {
        return new Authorization(symbol, null);
    }

    public boolean isLicense() {
        return type.equals(LICENSE);
    }

    @Override
    public String toString() {
        return number == null ? type : type + " " + number;
    }
}
