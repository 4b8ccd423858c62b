package org.headroom.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/// `headroom.rate.*` in application.properties.
@ConfigMapping(prefix = "headroom.rate")
interface RateConfig {

    /// The limit of each kind of call, by the kind's name in small letters.
    @WithParentName
    Map<String, Limit> of();

    /// How many calls one person may make.
    interface Limit {

        /// Lasting.
        double perSecond();

        /// At once, after a pause.
        int burst();
    }
}
