package org.headroom.terms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much of a shared quota exporters are told, from the most to the least. Each is told its own use, and those who
/// see all are told all. Rivals draw on one pool: whoever knows exactly what is left of it knows what they have used.
public enum Disclosure {
    /// Everything, to the hundredth and at once.
    EXACT,
    /// The cap, and a band of how much is used, as of the last midnight UTC.
    BANDED,
    /// The cap.
    OWN;

    /// As regime files and the API have it, for example `banded`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Disclosure> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
