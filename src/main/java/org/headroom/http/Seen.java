package org.headroom.http;

import jakarta.ws.rs.core.HttpHeaders;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// `If-Match`: the version of a thing that the caller has seen, as its ETag said.
public final class Seen {

    private Seen() {}

    /// The version, where versions are counted; null where the caller sent none.
    public static @Nullable Integer version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        try {
            return Integer.valueOf(tag(ifMatch));
        } catch (NumberFormatException other) {
            throw InvalidInput.of(HttpHeaders.IF_MATCH, "format", "Send the ETag of the version that you have seen.");
        }
    }

    /// Refuses where the caller has seen another one than stands now. Who sends none takes it as it is.
    public static void check(@Nullable String ifMatch, String now) {
        if (ifMatch != null && !tag(ifMatch).equals(now)) {
            throw new ChangedMeanwhile("It stands at \"" + now + "\" now. Read it again and decide on that one.");
        }
    }

    private static String tag(String ifMatch) {
        return ifMatch.replace("\"", "").strip();
    }
}
