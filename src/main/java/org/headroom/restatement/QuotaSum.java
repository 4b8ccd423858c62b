package org.headroom.restatement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a restatement moves on a quota, for all exporters together.
///
/// @param before charged by the touched shipments, for the devices that have not come back
/// @param after to be charged by them
/// @param used by all, when it was previewed
/// @param cap of then; null where nothing limits it. One that follows another quota is taken as it stood
/// @param exporters the parts of it, by exporter
public record QuotaSum(
        String quota,
        Unit unit,
        BigDecimal before,
        BigDecimal after,
        BigDecimal used,
        @Nullable BigDecimal cap,
        List<MovedQuota> exporters) {

    /// In the order of the quotas' ids.
    public static List<QuotaSum> of(List<MovedQuota> moved) {
        Map<String, List<MovedQuota>> byQuota = new LinkedHashMap<>();
        moved.forEach(each -> byQuota.computeIfAbsent(each.quota(), any -> new ArrayList<>(1)).add(each));
        return byQuota.values().stream().map(QuotaSum::sum).toList();
    }

    private static QuotaSum sum(List<MovedQuota> parts) {
        var first = parts.getFirst();
        return new QuotaSum(
                first.quota(),
                first.unit(),
                parts.stream().map(MovedQuota::before).reduce(BigDecimal.ZERO, BigDecimal::add),
                parts.stream().map(MovedQuota::after).reduce(BigDecimal.ZERO, BigDecimal::add),
                first.used(),
                first.cap(),
                parts);
    }

    public BigDecimal difference() {
        return after.subtract(before);
    }

    /// What all have used of it once the difference is posted.
    public BigDecimal usedAfter() {
        return used.add(difference());
    }

    /// Whether the difference takes it over its cap, or further over.
    public boolean isOver() {
        return cap != null && difference().signum() > 0 && usedAfter().compareTo(cap) > 0;
    }
}
