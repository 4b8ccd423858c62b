package org.headroom.audit;

/// What was asked for is not given, because the log does not hold in time that it was. The API answers it as 503.
public final class NotRecorded extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRecorded() {
        super("The audit log cannot be written just now.");
    }
}
