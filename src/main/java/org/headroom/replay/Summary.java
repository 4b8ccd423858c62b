package org.headroom.replay;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.headroom.replay.Replay.Total;

/// What a destination's or an exporter's shipments came to.
///
/// @param of the country or the exporter
/// @param tppStopped TPP of the shipments that would not have gone
public record Summary(String of, Map<Verdict, Long> shipments, BigDecimal tppStopped) {

    /// One for each destination, or for each exporter, in their order.
    public static List<Summary> by(Function<Total, String> of, List<Total> totals) {
        var summaries = new TreeMap<String, Summary>();
        for (var total : totals) {
            summaries.merge(of.apply(total), of(of.apply(total), total), Summary::plus);
        }
        return List.copyOf(summaries.values());
    }

    private static Summary of(String name, Total total) {
        var shipments = new EnumMap<Verdict, Long>(Verdict.class);
        shipments.put(total.verdict(), total.shipments());
        return new Summary(name, shipments, total.verdict().isStopped() ? total.tpp() : BigDecimal.ZERO.setScale(2));
    }

    private Summary plus(Summary other) {
        var sum = new EnumMap<>(shipments);
        other.shipments.forEach((verdict, count) -> sum.merge(verdict, count, Long::sum));
        return new Summary(of, sum, tppStopped.add(other.tppStopped));
    }

    public long count(Verdict verdict) {
        return shipments.getOrDefault(verdict, 0L);
    }

    public long all() {
        return shipments.values().stream().mapToLong(Long::longValue).sum();
    }
}
