package org.headroom.web;

import org.headroom.approval.Act;
import org.headroom.approval.Approval;

/// What needs two persons, in words.
final class ApprovalText {

    private ApprovalText() {}

    static String of(Act act) {
        return switch (act) {
            case CAP_CHANGE -> "Change of a cap";
            case MODE_CHANGE -> "Change of a regime's mode";
            case REOPENING -> "Reopening of a closed period";
            case RESTATEMENT -> "Restatement of shipments by corrected facts";
            case RECORD -> "Record of a shipment that has left";
            case REVERSAL -> "Reversal of a large shipment";
        };
    }

    static String of(Approval.State state) {
        return switch (state) {
            case OPEN -> "Waits";
            case APPROVED -> "Approved";
            case LAPSED -> "Lapsed";
            case WITHDRAWN -> "Withdrawn";
        };
    }
}
