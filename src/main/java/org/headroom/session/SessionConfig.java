package org.headroom.session;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/// `headroom.session.*` in application.properties.
@ConfigMapping(prefix = "headroom.session")
interface SessionConfig {

    /// What seals the tokens, the same on all instances; empty where nobody signs in.
    Optional<String> key();

    /// How long nobody need have used it.
    Duration idle();

    /// How long it lasts, however much it is used.
    Duration max();
}
