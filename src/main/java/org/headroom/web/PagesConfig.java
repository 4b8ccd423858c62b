package org.headroom.web;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// `headroom.pages.*` in application.properties.
@ConfigMapping(prefix = "headroom.pages")
interface PagesConfig {

    /// Whether there is a client of the issuer by which people sign in.
    boolean on();

    /// Where people reach the pages; empty where they reach the service itself.
    Optional<URI> url();

    /// What signs forms, the same on all instances; empty where there are none.
    Optional<String> key();

    default boolean isEncrypted() {
        return url().map(URI::getScheme).filter("https"::equals).isPresent();
    }
}
