package org.headroom.approval;

/// What needs two persons.
public enum Act {
    /// A regulator changes a cap.
    CAP_CHANGE("change", "POST /api/v1/caps/changes", "GET /api/v1/caps/changes"),
    /// A regulator has a regime enforced, monitored or left out.
    MODE_CHANGE("change", "POST /api/v1/regimes/mode-changes", "GET /api/v1/approvals"),
    /// A regulator reopens a period that was closed.
    REOPENING("reopening", "POST /api/v1/periods/reopenings", "GET /api/v1/approvals"),
    /// A regulator posts what shipments come to by facts that were corrected for the past.
    RESTATEMENT("restatement", "POST /api/v1/restatements/{id}/posting", "GET /api/v1/approvals"),
    /// An exporter records a shipment that has left over a cap, or without an authorization.
    RECORD("record", "POST /api/v1/shipments/record", "GET /api/v1/approvals"),
    /// An exporter reverses a large shipment, and so frees much of a quota.
    REVERSAL("reversal", "POST /api/v1/shipments/{id}/reversal", "GET /api/v1/approvals");

    private final String noun;
    private final String asking;
    private final String showing;

    Act(String noun, String asking, String showing) {
        this.noun = noun;
        this.asking = asking;
        this.showing = showing;
    }

    /// What people call one.
    String noun() {
        return noun;
    }

    /// How one is asked for.
    String asking() {
        return asking;
    }

    /// How one is shown.
    String showing() {
        return showing;
    }
}
