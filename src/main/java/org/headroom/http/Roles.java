package org.headroom.http;

import java.util.List;

/// The roles, as Keycloak's client `headroom-api` has them.
public final class Roles {

    public static final String CLERK = "exporter-clerk";
    public static final String OFFICER = "licensing-officer";
    public static final String APPROVER = "licensing-approver";
    public static final String REGULATOR = "regulator";
    public static final String REGULATOR_ADMIN = "regulator-admin";
    public static final String AUDITOR = "auditor";

    /// Who approves has seen what is approved, so these are for people: two programs of one person are not four eyes.
    public static final List<String> OF_PEOPLE = List.of(APPROVER, REGULATOR_ADMIN);

    private Roles() {}
}
