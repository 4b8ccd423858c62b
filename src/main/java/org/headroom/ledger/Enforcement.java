package org.headroom.ledger;

/// Which caps refuse. The ledger does not know regimes; who does tells it, so that a replay can judge.
public interface Enforcement {

    /// Whether a cap of this regime refuses; false where it is only monitored, and may be passed.
    boolean binds(String regime);
}
