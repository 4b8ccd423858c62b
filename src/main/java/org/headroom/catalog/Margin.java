package org.headroom.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.headroom.law.Figures;
import org.headroom.terms.Amount;

/// How far a figure of a device is from a number that the control text tests it against.
///
/// @param name of the figure: `TPP`, `performance density` or `interconnect GB/s`
/// @param figure cut after the sixth decimal where it is a quotient
/// @param threshold the number in the text
/// @param distance without a sign; cut after the sixth decimal where the figure is a quotient
/// @param reached whether the figure is the number or above it
/// @param paragraphs those that ask for at least this number, as `3A090.a.2 and 3A090.b.2`
public record Margin(
        String name,
        @Amount BigDecimal figure,
        @Amount BigDecimal threshold,
        @Amount BigDecimal distance,
        boolean reached,
        String paragraphs,
        String citation) {

    private static final int SHARE_DECIMALS = 3;

    /// In a sentence: `TPP 2,368 is 32 (1.3 %) below 2,400, the least that 3A090.b.1 asks for.`
    public String text() {
        var share = distance.divide(threshold, SHARE_DECIMALS, RoundingMode.DOWN).movePointRight(2);
        var away = distance.signum() == 0
                ? (reached ? "at" : "by a hair below")
                : Figures.show(distance) + " (" + Figures.show(share) + " %) " + (reached ? "above" : "below");
        return "%s %s is %s %s, the least that %s %s for.".formatted(capital(name), Figures.show(figure), away,
                Figures.show(threshold), paragraphs, paragraphs.contains(" and ") ? "ask" : "asks");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
