package org.headroom.regime;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// `headroom.regimes.*` in application.properties.
@ConfigMapping(prefix = "headroom.regimes")
interface RegimesConfig {

    /// What the deployment does with each regime, by id: `enforce`, `monitor` or `off`. A regime that is not
    /// named here has the mode its file names. Two persons may set another one while the service runs.
    Map<String, Mode> mode();

    /// A folder with regimes of the deployment's own, each in a folder named by its id.
    Optional<Path> folder();
}
