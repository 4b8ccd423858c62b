package org.headroom.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One browser of one person who is signed in.
///
/// @param id the digest of what the browser holds
/// @param expiresAt when the access token does
public record Session(String id, Tokens tokens, Instant expiresAt) {

    /// What the issuer gave, and nobody else sees.
    ///
    /// @param refresh null where the issuer gives none
    public record Tokens(String id, String access, @Nullable String refresh) {

        @Override
        public String toString() {
            return "tokens";
        }
    }
}
