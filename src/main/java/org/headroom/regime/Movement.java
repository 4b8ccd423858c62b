package org.headroom.regime;

import org.headroom.terms.CountryCode;

/// How goods move, seen from the country whose law it is.
enum Movement {
    /// Inside that country: no export at all.
    DOMESTIC("domestic", "a domestic movement"),
    /// Out of that country.
    EXPORT("export", "an export"),
    /// Back into that country.
    RETURN("return", "a return"),
    /// From one foreign country to another.
    REEXPORT("reexport", "a reexport"),
    /// Inside one foreign country.
    IN_COUNTRY("in-country", "an in-country transfer");

    private final String word;
    private final String told;

    Movement(String word, String told) {
        this.word = word;
        this.told = told;
    }

    String word() {
        return word;
    }

    /// As in a sentence: `an export`.
    String told() {
        return told;
    }

    static Movement of(CountryCode home, CountryCode origin, CountryCode destination) {
        if (origin.equals(home)) {
            return destination.equals(home) ? DOMESTIC : EXPORT;
        }
        if (destination.equals(home)) {
            return RETURN;
        }
        return origin.equals(destination) ? IN_COUNTRY : REEXPORT;
    }
}
