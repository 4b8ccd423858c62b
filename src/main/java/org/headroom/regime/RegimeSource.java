package org.headroom.regime;

import java.util.Map;

/// The text that a regime is read from.
///
/// @param groupSets the texts of the sets of country groups that it takes over, by id
public record RegimeSource(String regime, String revision, String text, Map<String, String> groupSets) {

    public RegimeSource {
        groupSets = Map.copyOf(groupSets);
    }
}
