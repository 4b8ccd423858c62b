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

/// What shipments that are prepared together share: each consignee is looked up once. Consignees that nobody knew
/// before are held against each other, as if the shipments were posted one by one.
///
/// For one thread, and for as long as a file is worked on. What it remembers is forgotten now and then.
public final class Neighbours {

    private static final int CONSIGNEES = 20_000;

    private final Map<Key, Parties.Resolved> resolved = new LinkedHashMap<>();
    private final Map<String, Party> firstSeen = new HashMap<>();
    private final Set<String> recorded = new HashSet<>();

    private record Key(Consignee typed, LocalDate on) {}

    Parties.Resolved resolve(Parties parties, String exporter, Consignee typed, LocalDate on) {
        var key = new Key(typed, on);
        var known = resolved.get(key);
        if (known == null) {
            if (resolved.size() >= CONSIGNEES) {
                resolved.clear();
            }
            known = parties.resolve(exporter, typed, on);
            if (known.isNew()) {
                refuseContradiction(firstSeen.putIfAbsent(known.told().id(), known.told()), known.told());
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
