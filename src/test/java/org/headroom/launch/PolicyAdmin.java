package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What an administrator changes of the permissions of the running realm, by Keycloak's own REST API; it is put back.
final class PolicyAdmin {

    private static final String API =
            RealmAdmin.REALM + "/clients/" + Objects.requireNonNull(RealmAdmin.clientId("headroom-api"));
    private static final String PERMISSIONS = API + "/authz/resource-server";

    private PolicyAdmin() {}

    /// What is done while only this role has what the policy gives.
    static void only(String role, String policy, Runnable done) {
        String found = RealmAdmin.admin().queryParam("name", policy).get(PERMISSIONS + "/policy").then().statusCode(200)
                .extract().path("find { it.name == '" + policy + "' }.id");
        var address = PERMISSIONS + "/policy/role/" + found;
        var before = read(address);
        var changed = new HashMap<>(before);
        String id = RealmAdmin.admin().get(API + "/roles/" + role).then().statusCode(200).extract().path("id");
        changed.put("roles", List.of(Map.of("id", id, "required", false)));
        meanwhile(address, before, changed, done);
    }

    /// What is done while Keycloak does not know a resource by its name.
    static void without(String resource, Runnable done) {
        String found = RealmAdmin.admin().queryParam("name", resource).get(PERMISSIONS + "/resource").then()
                .statusCode(200).extract().path("find { it.name == '" + resource + "' }._id");
        var address = PERMISSIONS + "/resource/" + found;
        var before = read(address);
        var changed = new HashMap<>(before);
        changed.put("name", resource + "-of-old");
        meanwhile(address, before, changed, done);
    }

    /// Takes a role of the API from a person, whose tokens still name it.
    static void take(String person, String role) {
        var known = read(API + "/roles/" + role);
        var api = API.replaceAll(".*/", "");
        RealmAdmin.admin().body(List.of(known))
                .delete(RealmAdmin.REALM + "/users/" + person + "/role-mappings/clients/" + api)
                .then().statusCode(204);
    }

    private static void meanwhile(
            String address, Map<String, Object> before, Map<String, Object> changed, Runnable done) {
        write(address, changed);
        try {
            done.run();
        } finally {
            write(address, before);
        }
    }

    private static Map<String, Object> read(String address) {
        return RealmAdmin.admin().get(address).then().statusCode(200).extract().jsonPath().getMap("$");
    }

    private static void write(String address, Map<String, Object> body) {
        var answer = RealmAdmin.admin().body(body).put(address);
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
    }
}
