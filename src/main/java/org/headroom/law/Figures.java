package org.headroom.law;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Writes figures as the law's readers do: `15,832`, `3.139573`.
public final class Figures {

    private static final int DECIMALS_SHOWN = 6;

    private Figures() {}

    /// The figure with thousands separated, cut (not rounded) after the sixth decimal: a density of 3.19999999
    /// must not be shown as 3.2.
    public static String show(BigDecimal figure) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(DECIMALS_SHOWN);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(figure);
    }

    public static String show(long figure) {
        return show(BigDecimal.valueOf(figure));
    }
}
