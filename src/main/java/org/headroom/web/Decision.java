package org.headroom.web;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.List;
import org.headroom.approval.Act;
import org.headroom.http.Roles;

/// Who decides what, and where the decision is sent: each takes a permission of its own.
enum Decision {
    SHIPMENT("/confirmation", "/withdrawal", List.of(Roles.APPROVER), List.of(Roles.CLERK, Roles.OFFICER),
            "another person of the exporter, who has the role licensing-approver"),
    CAP("/cap-change", "/cap-change/withdrawal", List.of(Roles.REGULATOR_ADMIN), List.of(Roles.REGULATOR_ADMIN),
            "another person who has the role regulator-admin"),
    MODE("/mode-change", "/mode-change/withdrawal", List.of(Roles.REGULATOR_ADMIN), List.of(Roles.REGULATOR_ADMIN),
            "another person who has the role regulator-admin"),
    PERIOD("/reopening", "/reopening/withdrawal", List.of(Roles.REGULATOR_ADMIN), List.of(Roles.REGULATOR_ADMIN),
            "another person who has the role regulator-admin"),
    RESTATEMENT("/restatement", "/restatement/withdrawal", List.of(Roles.REGULATOR_ADMIN),
            List.of(Roles.REGULATOR_ADMIN), "another person who has the role regulator-admin");

    final String approval;
    final String withdrawal;
    final String waitsFor;
    private final List<String> approvers;
    private final List<String> askers;

    Decision(String approval, String withdrawal, List<String> approvers, List<String> askers, String waitsFor) {
        this.approval = approval;
        this.withdrawal = withdrawal;
        this.approvers = approvers;
        this.askers = askers;
        this.waitsFor = waitsFor;
    }

    static Decision of(Act act) {
        return switch (act) {
            case CAP_CHANGE -> CAP;
            case MODE_CHANGE -> MODE;
            case REOPENING -> PERIOD;
            case RESTATEMENT -> RESTATEMENT;
            case RECORD, REVERSAL -> SHIPMENT;
        };
    }

    boolean mayApprove(SecurityIdentity caller) {
        return approvers.stream().anyMatch(caller::hasRole);
    }

    boolean mayAsk(SecurityIdentity caller) {
        return askers.stream().anyMatch(caller::hasRole);
    }
}
