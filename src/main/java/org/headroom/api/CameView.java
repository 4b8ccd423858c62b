package org.headroom.api;

import java.util.List;
import org.headroom.regime.Determination.Verdict;
import org.headroom.shipment.Came;
import org.headroom.terms.Authorization;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What a shipment comes to by some facts.
record CameView(
        @Nullable Integer deviceRevision,
        TotalProcessingPerformance tpp,
        @Nullable String controlClass,
        String ultimateParent,
        Verdict verdict,
        @Nullable Authorization authorization,
        String because,
        List<ChargedView> charges) {

    /// What all devices of it charge a quota.
    public record ChargedView(String quota, String unit, String amount) {}

    static CameView of(Came came) {
        var controlClass = came.controlClass();
        return new CameView(
                came.deviceRevision(),
                came.tpp(),
                controlClass == null ? null : controlClass.code(),
                came.ultimateParent(),
                came.verdict(),
                came.authorization(),
                came.because(),
                came.charges().stream()
                        .map(charged -> new ChargedView(charged.account(), charged.unit().name(),
                                charged.unit().plain(charged.amount())))
                        .toList());
    }
}
