package org.headroom.exporter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.UUID;

/// `headroom.demo-exporters.*`: the exporters that are registered at the start. The launcher says them where it starts
/// a Keycloak of its own, with demo users; nowhere else are there any.
@ConfigMapping(prefix = "headroom.demo-exporters")
interface DemoExporters {

    String REGISTRAR = "demo";

    /// By word.
    @WithParentName
    Map<String, Known> of();

    interface Known {
        UUID organization();

        String legalName();

        String domain();
    }
}
