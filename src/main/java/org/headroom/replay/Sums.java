package org.headroom.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.headroom.replay.Replay.Total;

/// Counts shipments per destination, exporter and verdict. For one thread.
final class Sums {

    private final Map<Key, Sum> sums = new TreeMap<>();

    private record Key(String destination, String exporter, Verdict verdict) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byDestination = destination.compareTo(other.destination);
            int byExporter = byDestination == 0 ? exporter.compareTo(other.exporter) : byDestination;
            return byExporter == 0 ? verdict.compareTo(other.verdict) : byExporter;
        }
    }

    private static final class Sum {
        long shipments;
        BigDecimal tpp = BigDecimal.ZERO;
    }

    void add(String destination, String exporter, Verdict verdict, BigDecimal tpp) {
        var sum = sums.computeIfAbsent(new Key(destination, exporter, verdict), any -> new Sum());
        sum.shipments++;
        sum.tpp = sum.tpp.add(tpp);
    }

    List<Total> totals() {
        var totals = new ArrayList<Total>(sums.size());
        sums.forEach((key, sum) ->
                totals.add(new Total(key.destination(), key.exporter(), key.verdict(), sum.shipments, sum.tpp)));
        return totals;
    }
}
