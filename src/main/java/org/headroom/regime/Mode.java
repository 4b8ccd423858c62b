package org.headroom.regime;

/// What a deployment does with a regime.
public enum Mode {
    /// It decides: a license requirement or a cap of this regime refuses.
    ENFORCE,
    /// It is evaluated, counted and told, but refuses nothing.
    MONITOR,
    /// It is loaded for what-if questions only.
    OFF
}
