package org.headroom.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// A warning that no posting caused.
///
/// @param number the last posting before it
/// @param by the exporter of whose people one asked for a record; the reader itself for a band
sealed interface Notice {

    long nth();

    UUID id();

    long number();

    Instant at();

    /// The band of a quota has risen since yesterday.
    record Band(
            long nth, UUID id, long number, Instant at, String quota, String title, String citation, String band)
            implements Notice {

        String message() {
            return title + " (" + quota + ") is " + band + " as of the last midnight UTC.";
        }
    }

    /// A record waits for its second person.
    ///
    /// @param shown what that person is shown
    record Pending(
            long nth, UUID id, long number, Instant at, String by, UUID approval, String reference, String shown)
            implements Notice {

        /// What matters of it here.
        @JsonIgnoreProperties(ignoreUnknown = true)
        record Shown(@Nullable String because) {}

        String message() {
            return by + " waits for a second person to confirm the record of " + reference + ", which has left. "
                    + Json.read(shown, Shown.class).because() + " Until then it is not in the ledger.";
        }
    }
}
