package org.headroom.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// `headroom.reports.license-application.*` in application.properties: how much fits a field of SNAP-R. Its limits are
/// not published; what does not fit continues in Block 24 (names, addresses) or on the next line (texts).
@ConfigMapping(prefix = "headroom.reports.license-application")
public interface FieldLimits {

    /// Characters of a party's name.
    @WithDefault("60")
    int name();

    /// Characters of a street address.
    @WithDefault("60")
    int street();

    /// Characters of a text that one row of the worksheet shows; a row is at most half a page high.
    @WithDefault("1200")
    int paragraph();
}
