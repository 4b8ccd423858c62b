package org.headroom.web;

import java.time.Instant;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.Regimes;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The law beside figures of a moment: as it was known then or, where that was not kept yet, as it is now. The figures
/// are told all the same.
///
/// @param ofNow why it is the law of now, as a sentence; null where it is the one that was asked for
record LawThen(Regimes regimes, @Nullable String ofNow) {

    /// @param knownAt null for now
    static LawThen of(RegimeTexts texts, @Nullable Instant knownAt) {
        try {
            return new LawThen(texts.knownAt(knownAt), null);
        } catch (InvalidInput notKept) {
            return new LawThen(texts.knownAt(null),
                    "Which law was known at that moment was not kept yet, so modes and texts are those of now.");
        }
    }
}
