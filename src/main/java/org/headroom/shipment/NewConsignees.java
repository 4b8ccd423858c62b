package org.headroom.shipment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.headroom.party.Consignee;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The consignees of many shipments that are prepared together: each is looked up once, and those that nobody knew
/// before are held against each other, as they would be if the shipments were posted one by one.
///
/// For one thread. What it remembers of known parties is forgotten now and then, so that a correction is seen.
public final class NewConsignees {

    private static final int REMEMBERED = 20_000;

    private final Map<Key, Parties.Resolved> resolved = new LinkedHashMap<>();
    private final Map<String, Party> firstSeen = new HashMap<>();
    private final Set<String> recorded = new HashSet<>();

    private record Key(Consignee typed, LocalDate on) {}

    Parties.Resolved resolve(Parties parties, String exporter, Consignee typed, LocalDate on) {
        var key = new Key(typed, on);
        var known = resolved.get(key);
        if (known == null) {
            if (resolved.size() >= REMEMBERED) {
                resolved.clear();
            }
            known = parties.resolve(exporter, typed, on);
            if (known.isNew()) {
                refuseContradiction(firstSeen.putIfAbsent(known.party().id(), known.party()), known.party());
            }
            resolved.put(key, known);
        }
        return known;
    }

    private static void refuseContradiction(@Nullable Party first, Party facts) {
        if (first != null && !first.equals(facts)) {
            throw InvalidInput.of("consignee", "contradicts-known-party", "Another row names '" + facts.id()
                    + "' with other facts: headquarters " + first.headquarters() + ", ultimate parent "
                    + first.ultimateParent() + " (" + first.ultimateParentHeadquarters()
                    + "). Make the rows agree, or give different parties different names.");
        }
    }

    void recorded(Party party, Runnable record) {
        if (recorded.add(party.id())) {
            record.run();
        }
    }
}
