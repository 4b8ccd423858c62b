package org.headroom.catalog;

import java.time.LocalDate;

/// A device as known on a day: one revision of its specification, rated under the rule text of that day.
///
/// @param id the stable id, for example `nvidia-h100-sxm5-80gb`
/// @param revision 1 for the first specification, counted up for each correction
/// @param validFrom the first day this revision is looked at
/// @param source where the figures come from
public record Device(
        String id, int revision, LocalDate validFrom, String source, Specification specification, Rating rating) {

    public String vendor() {
        return specification.vendor();
    }

    public String model() {
        return specification.model();
    }
}
