package org.headroom.ledger;

import java.util.Set;

/// Which accounts an exporter sees: its own, those of some rules, and those that it counts in. A rule is named as
/// `regime:rule`.
///
/// @param open rules whose shared accounts every exporter sees
/// @param exact rules of whose accounts exporters are told every figure, where they see them
public record Sight(String exporter, Set<String> open, Set<String> exact) {

    public Sight {
        open = Set.copyOf(open);
        exact = Set.copyOf(exact);
    }

    String[] openRules() {
        return open.toArray(String[]::new);
    }

    String[] exactRules() {
        return exact.toArray(String[]::new);
    }
}
