package org.headroom.regime;

import java.util.List;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Unit;

/// One paragraph of a regime that limits an amount, as the API shows it.
///
/// @param scope the dimensions a quota counts against, in order: `destination`, `exporter`, `ultimate-parent`,
///     `consignee`, `product`
/// @param disclosure who may see how much of it is left: `exact`, `banded` or `own`
/// @param kind `flow` counts what passes in a period; `level` what stands at a time, in one account whose cap
///     changes with the day
public record QuotaRule(
        String regime,
        String id,
        String title,
        String citation,
        Unit unit,
        List<String> scope,
        CountingEvent counts,
        Mode mode,
        String disclosure,
        String kind) {

    public QuotaRule {
        scope = List.copyOf(scope);
    }
}
