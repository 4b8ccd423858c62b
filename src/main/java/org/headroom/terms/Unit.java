package org.headroom.terms;

/// What a quota is counted in.
public enum Unit {
    /// Total processing performance, to the hundredth.
    TPP,
    /// Whole devices.
    DEVICES,
    /// United States dollars, to the cent.
    USD
}
