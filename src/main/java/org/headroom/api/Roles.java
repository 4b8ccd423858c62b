package org.headroom.api;

/// The roles, as Keycloak's client `headroom-api` has them.
final class Roles {

    static final String CLERK = "exporter-clerk";
    static final String OFFICER = "licensing-officer";
    static final String APPROVER = "licensing-approver";
    static final String REGULATOR = "regulator";
    static final String REGULATOR_ADMIN = "regulator-admin";
    static final String AUDITOR = "auditor";

    private Roles() {}
}
