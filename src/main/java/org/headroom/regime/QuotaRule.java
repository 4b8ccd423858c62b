package org.headroom.regime;

import java.util.List;
import java.util.Set;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// One paragraph of a regime that limits an amount, as the API shows it.
///
/// @param scope the dimensions a quota counts against, in order: `destination`, `exporter`, `ultimate-parent`,
///     `consignee`, `product`
/// @param disclosure how much of it exporters are told, unless a regulator has set something else
/// @param follows the rules of the same regime whose quotas its caps follow
/// @param kind `flow` counts what passes in a period; `level` what stands at a time, in one account whose cap
///     changes with the day
/// @param keepsReturns whether what comes back, is lost or is sold on still counts in it
public record QuotaRule(
        String regime,
        String id,
        String title,
        String citation,
        Unit unit,
        List<String> scope,
        CountingEvent counts,
        Mode mode,
        Disclosure disclosure,
        Set<String> follows,
        String kind,
        boolean keepsReturns) {

    public QuotaRule {
        scope = List.copyOf(scope);
        follows = Set.copyOf(follows);
    }

    /// Whether its quotas are named after a consignee or its parent, so that their very names tell of a customer.
    public boolean isAroundConsignee() {
        return scope.contains("ultimate-parent") || scope.contains("consignee");
    }

    /// Whether each of its quotas is one exporter's own.
    public boolean isOfOneExporter() {
        return scope.contains("exporter");
    }

    /// The exporter whose own quota it is; null for one that several share.
    ///
    /// @param values the values of the scope, in the rule's order
    public @Nullable String owner(List<String> values) {
        int at = scope.indexOf("exporter");
        return at < 0 || at >= values.size() ? null : values.get(at);
    }
}
