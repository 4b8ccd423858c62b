package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.headroom.license.Application;
import org.headroom.license.Applications;
import org.headroom.quota.Quotas;
import org.headroom.regime.Regimes;

/// What submitting a draft would hold of each quota, as far as its exporter is told. Changes nothing.
@ApplicationScoped
class PlannedCharges {

    private final Applications applications;
    private final Quotas quotas;
    private final Regimes regimes;
    private final Clock clock;

    PlannedCharges(Applications applications, Quotas quotas, Regimes regimes, Clock clock) {
        this.applications = applications;
        this.quotas = quotas;
        this.regimes = regimes;
        this.clock = clock;
    }

    List<Arithmetic> of(Application draft) {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var charges = applications.charges(draft.exporter(), draft.content(), today, regimes);
        return quotas.effects(quotas.reserving(charges), draft.exporter()).stream().map(Arithmetic::of).toList();
    }
}
