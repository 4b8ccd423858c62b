package org.headroom.http;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// `headroom.permissions.*` in application.properties.
@ConfigMapping(prefix = "headroom.permissions")
interface PermissionConfig {

    /// Whether Keycloak is asked at all. If not, roles alone decide.
    boolean asked();

    /// How long an answer may take.
    Duration patience();

    /// How long a yes lasts.
    Duration kept();
}
