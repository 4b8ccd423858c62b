package org.headroom.shipment;

import java.util.List;
import org.headroom.quota.Effect;
import org.headroom.quota.Lack;
import org.headroom.quota.Quotas;
import org.jspecify.annotations.Nullable;

/// What a shipment would come to, if it were posted now. Nothing is held by asking.
///
/// @param effects what it would do to each quota, meter and license line; for a shipment that needs a license,
///     what licensing it would do
/// @param refusal why a license that was named may not carry it; null otherwise
public record Check(ShipmentFacts facts, List<Effect> effects, @Nullable Refusal refusal) {

    /// @param rule a stable word, for example `license-expired`
    public record Refusal(String rule, String because) {}

    public List<Lack> lacks() {
        return Quotas.lacks(effects);
    }

    /// The quotas of which only posting it can tell whether they have room.
    public List<String> open() {
        return effects.stream().filter(Effect::isOpen).map(Effect::quota).toList();
    }

    /// Whether nothing that the exporter is told stands against it.
    public boolean mayShip() {
        return facts.authorization() != null && refusal == null && lacks().isEmpty();
    }
}
