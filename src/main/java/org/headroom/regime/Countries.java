package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// The countries that a condition names: groups by the day, and single countries.
///
/// @param names as the file has them, in order, for telling
record Countries(List<CountryGroup> groups, Set<CountryCode> single, List<String> names) {

    boolean has(CountryCode country, LocalDate day) {
        if (single.contains(country)) {
            return true;
        }
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).has(country, day)) {
                return true;
            }
        }
        return false;
    }

    /// The first name under which the country is in; null when it is not.
    @Nullable String nameOf(CountryCode country, LocalDate day) {
        for (var group : groups) {
            if (group.has(country, day)) {
                return group.id();
            }
        }
        return single.contains(country) ? country.code() : null;
    }

    /// The days on which somebody enters or leaves one of the groups.
    List<LocalDate> days() {
        return groups.stream().flatMap(group -> group.stages().stream().skip(1)).map(CountryGroup.Stage::from).toList();
    }

    String describe() {
        return String.join(", ", names);
    }
}
