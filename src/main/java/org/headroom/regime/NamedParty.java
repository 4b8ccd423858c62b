package org.headroom.regime;

import java.util.Set;

/// A company that a regime names, for example in an authorization of its own.
///
/// @param ids the party ids it is known by in the ledger; an exporter's consignee of one of them is that company
record NamedParty(String id, String title, String citation, Set<String> ids) {

    boolean is(String party) {
        return ids.contains(party);
    }
}
