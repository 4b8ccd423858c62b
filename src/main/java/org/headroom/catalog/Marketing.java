package org.headroom.catalog;

/// Whether a device is designed or marketed for data centers, which is a judgement in every case.
public enum Marketing {
    DATA_CENTER,
    NOT_DATA_CENTER,
    AMBIGUOUS
}
