package org.headroom.quota;

import jakarta.enterprise.context.ApplicationScoped;
import org.headroom.ledger.Enforcement;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;

/// Tells the ledger's replay which regimes are enforced. A license line or a shipment is no regime's: it binds.
@ApplicationScoped
class RegimeEnforcement implements Enforcement {

    private final Regimes regimes;

    RegimeEnforcement(Regimes regimes) {
        this.regimes = regimes;
    }

    @Override
    public boolean binds(String regime) {
        return !regimes.isKnown(regime) || regimes.mode(regime) == Mode.ENFORCE;
    }
}
