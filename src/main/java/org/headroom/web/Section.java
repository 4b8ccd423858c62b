package org.headroom.web;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.headroom.http.Roles;

/// The parts of the pages that the head of each page leads to, for those whose roles may see them.
enum Section {
    HOME("/", "Home", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN,
            Roles.AUDITOR),
    CHECK("/check", "May we ship?", Roles.CLERK, Roles.OFFICER, Roles.APPROVER),
    SHIPMENTS("/shipments", "Shipments", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR) {
        @Override
        boolean holds(String address) {
            return super.holds(address) || isAt(address, "/imports");
        }
    },
    LICENSES("/licenses", "Licenses", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR) {
        @Override
        boolean holds(String address) {
            return super.holds(address) || isAt(address, "/applications");
        }
    },
    QUOTAS("/quotas", "Quotas", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR),
    LEDGER("/ledger", "Ledger", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR),
    ALERTS("/alerts", "Alerts", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR),
    DEVICES("/devices", "Devices", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR),
    REGIMES("/regimes", "Regimes", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN,
            Roles.AUDITOR) {
        @Override
        boolean holds(String address) {
            return super.holds(address) || isAt(address, "/replays") || isAt(address, "/restatements");
        }
    },
    APPROVALS("/approvals", "Approvals", Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR,
            Roles.REGULATOR_ADMIN, Roles.AUDITOR),
    EXPORTERS("/exporters", "Exporters", Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR);

    /// Who looks at the past by another law, or by facts that were corrected.
    static final Set<String> OF_THE_PAST = Set.of(Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR);

    final String path;
    final String label;
    final Set<String> roles;

    Section(String path, String label, String... roles) {
        this.path = path;
        this.label = label;
        this.roles = Set.of(roles);
    }

    boolean isFor(SecurityIdentity caller) {
        return roles.stream().anyMatch(caller::hasRole);
    }

    static boolean isOfThePast(SecurityIdentity caller) {
        return OF_THE_PAST.stream().anyMatch(caller::hasRole);
    }

    static List<Section> of(SecurityIdentity caller) {
        return Arrays.stream(values()).filter(section -> section.isFor(caller)).toList();
    }

    /// Whether an address is this one or below it, or of what it leads to.
    boolean holds(String address) {
        return this == HOME ? address.equals(path) : isAt(address, path);
    }

    private static boolean isAt(String address, String path) {
        return address.equals(path) || address.startsWith(path + "/");
    }
}
