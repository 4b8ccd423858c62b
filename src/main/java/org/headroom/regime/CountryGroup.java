package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.headroom.terms.CountryCode;

/// A named set of countries whose membership changes over time, for example Country Group D:5.
///
/// @param stages who is in from which day, oldest first; the first stage also covers the time before it
record CountryGroup(String id, String title, String citation, List<Stage> stages) {

    /// @param source where the change is published; the group's citation for the first stage
    record Stage(LocalDate from, Set<CountryCode> members, String source) {}

    boolean has(CountryCode country, LocalDate day) {
        return stageOn(day).members().contains(country);
    }

    Stage stageOn(LocalDate day) {
        for (int i = stages.size() - 1; i > 0; i--) {
            if (!stages.get(i).from().isAfter(day)) {
                return stages.get(i);
            }
        }
        return stages.getFirst();
    }
}
