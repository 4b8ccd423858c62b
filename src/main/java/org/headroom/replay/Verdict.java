package org.headroom.replay;

/// How a shipment under the scenario compares with what happened.
public enum Verdict {
    /// Nothing is other for it.
    SAME,
    /// It was recorded over a cap or without an authorization; now it is within the law.
    WITHIN,
    /// It may go, and takes a quota to a level that it did not reach then.
    WARNED,
    /// A cap or a license has no room for it.
    REFUSED,
    /// It needs a license that it does not have.
    LICENSE_REQUIRED,
    /// The authorization it claims may not be used.
    NOT_AVAILABLE,
    /// A figure that decides is missing.
    INDETERMINATE;

    /// Whether it would not have gone.
    public boolean isStopped() {
        return compareTo(REFUSED) >= 0;
    }
}
