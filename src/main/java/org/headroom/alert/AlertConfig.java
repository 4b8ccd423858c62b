package org.headroom.alert;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// `headroom.alert.*` in application.properties.
@ConfigMapping(prefix = "headroom.alert")
interface AlertConfig {

    /// Who is sent every warning; nobody when it is not set.
    Optional<List<String>> mailTo();
}
