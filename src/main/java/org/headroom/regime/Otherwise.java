package org.headroom.regime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// How the open points of a regime are read, where not as its file has them: as a deployment does with a copy of it.
///
/// @param switches the options of switches, by name
/// @param named the ids by which the ledger knows parties that the regime names, by the regime's ids
record Otherwise(Map<String, String> switches, Map<String, String> named) {

    static final Otherwise NOT = new Otherwise(Map.of(), Map.of());

    Otherwise {
        switches = Map.copyOf(switches);
        named = Map.copyOf(named);
    }

    Map<String, Switch> turned(Map<String, Switch> read) {
        var turned = new LinkedHashMap<>(read);
        switches.forEach((name, option) -> turned.computeIfPresent(name, (key, known) ->
                new Switch(known.name(), known.options(), option, known.note())));
        return turned;
    }

    Map<String, NamedParty> named(Map<String, NamedParty> read) {
        var parties = new LinkedHashMap<>(read);
        named.forEach((id, party) -> parties.computeIfPresent(id, (key, known) ->
                new NamedParty(known.id(), known.title(), known.citation(), Set.of(party))));
        return parties;
    }
}
