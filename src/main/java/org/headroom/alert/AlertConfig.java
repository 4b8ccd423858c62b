package org.headroom.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// `headroom.alert.*` in application.properties.
@ConfigMapping(prefix = "headroom.alert")
interface AlertConfig {

    /// Who is sent every warning; nobody when it is not set.
    Optional<List<String>> mailTo();

    /// The sender's address.
    @WithDefault("headroom@localhost.localdomain")
    String mailFrom();
}
