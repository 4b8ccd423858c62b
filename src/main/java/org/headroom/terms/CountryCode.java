package org.headroom.terms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A country or territory by its ISO 3166-1 alpha-2 code, for example `IN`; also `XK` for Kosovo, as the
/// Commerce Country Chart has it.
///
/// An unknown code is refused: a destination nobody knows must never count as one without a cap.
public record CountryCode(String code) implements Comparable<CountryCode> {

    private static final Set<String> KNOWN = known();

    public CountryCode {
        if (!isKnown(code)) {
            throw new IllegalArgumentException(
                    "'" + code + "' is not an ISO 3166-1 alpha-2 country code in capital letters");
        }
    }

    @JsonCreator
    public static CountryCode of(String code) {
        return new CountryCode(code);
    }

    public static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }

    /// The country's English name.
    public String englishName() {
        return code.equals("XK") ? "Kosovo" : Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    @Override
    public int compareTo(CountryCode other) {
        return code.compareTo(other.code);
    }

    @JsonValue
    @Override
    public String toString() {
        return code;
    }

    private static Set<String> known() {
        var codes = new HashSet<>(Set.of(Locale.getISOCountries()));
        codes.add("XK");
        return Set.copyOf(codes);
    }
}
