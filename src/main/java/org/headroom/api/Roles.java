package org.headroom.api;

import java.util.List;

/// The roles, as Keycloak's client `headroom-api` has them.
final class Roles {

    static final String CLERK = "exporter-clerk";
    static final String OFFICER = "licensing-officer";
    static final String APPROVER = "licensing-approver";
    static final String REGULATOR = "regulator";
    static final String REGULATOR_ADMIN = "regulator-admin";
    static final String AUDITOR = "auditor";

    /// Who approves has seen what is approved, so these are for people: two programs of one person are not four eyes.
    static final List<String> OF_PEOPLE = List.of(APPROVER, REGULATOR_ADMIN);

    private Roles() {}
}
