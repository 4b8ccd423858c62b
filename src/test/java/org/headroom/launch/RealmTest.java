package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmTest {

    static final List<String> ROLES = List.of(
            "exporter-clerk", "licensing-officer", "licensing-approver", "regulator", "regulator-admin", "auditor");

    @Test
    void production_knows_no_demo_user_and_no_password_grant() throws IOException {
        var realm = Realm.base();
        assertThat(realm.has("users")).isFalse();
        assertThat(each(realm.path("clients")).filter(c -> c.path("serviceAccountsEnabled").asBoolean(true)))
                .singleElement() // Keycloak keeps permissions only for a client that could have an account
                .satisfies(api -> assertThat(api.path("clientId").asText()).isEqualTo("headroom-api"))
                .satisfies(api -> assertThat(api.path("clientAuthenticatorType").asText()).isEqualTo("client-jwt"));
        assertThat(each(realm.path("clients"))).noneMatch(c -> c.path("directAccessGrantsEnabled").asBoolean(true));
        assertThat(each(realm.path("clients"))).noneMatch(c -> c.path("implicitFlowEnabled").asBoolean(true));
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(realm.path("bruteForceProtected").asBoolean(false)).isTrue();
    }

    @Test
    void the_roles_are_those_of_the_api() throws IOException {
        assertThat(each(Realm.base().at("/roles/client/headroom-api")).map(r -> r.path("name").asText()))
                .containsExactlyElementsOf(ROLES);
    }

    @Test
    void every_demo_user_has_known_roles_and_one_fixed_identity() throws IOException {
        var once = Realm.withDemoUsers("a-long-password");
        assertThat(Realm.demoUsers()).hasSize(13).contains("aurora-clerk", "cygnus-approver", "regulator-admin-2");
        for (var user : once.path("users")) {
            assertThat(each(user.at("/clientRoles/headroom-api")).map(JsonNode::asText).toList())
                    .isNotEmpty()
                    .isSubsetOf(ROLES);
        }
        assertThat(Realm.withDemoUsers("a-long-password")).isEqualTo(once);
    }

    @Test
    void each_demo_exporter_has_a_system_that_has_no_constant_secret() throws IOException {
        assertThat(Realm.demoSystems()).containsExactly("aurora-system", "borealis-system", "cygnus-system");
        assertThat(Realm.demoUsers()).noneMatch(user -> user.endsWith(Token.SYSTEM));
        for (var password : List.of("a-long-password", "another-password")) {
            assertThat(each(Realm.withDemoUsers(password).path("clients")).filter(client -> client.has("secret")))
                    .allMatch(client -> client.path("secret").asText().equals(password))
                    .extracting(client -> client.path("clientId").asText())
                    .containsExactlyElementsOf(Realm.demoSystems());
        }
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
