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

    static final String PAGES = Variable.HEADROOM_PAGES_CLIENT.whenUnset();
    static final String ONBOARDING = Variable.HEADROOM_ONBOARDING_CLIENT.whenUnset();

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
        var once = Realm.withDemoUsers("a-long-password", "a-secret", "another-secret");
        assertThat(Realm.demoUsers()).hasSize(13).contains("aurora-clerk", "cygnus-approver", "regulator-admin-2");
        for (var user : once.path("users")) {
            if (user.path("serviceAccountClientId").asText().equals(ONBOARDING)) {
                continue;
            }
            assertThat(each(user.at("/clientRoles/headroom-api")).map(JsonNode::asText).toList())
                    .isNotEmpty()
                    .isSubsetOf(ROLES);
        }
        assertThat(Realm.withDemoUsers("a-long-password", "a-secret", "another-secret")).isEqualTo(once);
    }

    @Test
    void each_demo_exporter_has_a_system_that_has_no_constant_secret() throws IOException {
        assertThat(Realm.demoSystems()).containsExactly("aurora-system", "borealis-system", "cygnus-system");
        assertThat(Realm.demoUsers()).noneMatch(user -> user.endsWith(Token.SYSTEM));
        for (var password : List.of("a-long-password", "another-password")) {
            var realm = Realm.withDemoUsers(password, "a-secret", "another-secret");
            assertThat(each(realm.path("clients")).filter(client -> client.has("secret")
                            && !List.of(ONBOARDING, PAGES).contains(client.path("clientId").asText())))
                    .allMatch(client -> client.path("secret").asText().equals(password))
                    .extracting(client -> client.path("clientId").asText())
                    .containsExactlyElementsOf(Realm.demoSystems());
        }
    }

    @Test
    void the_service_brings_exporters_in_with_a_secret_of_its_own_and_few_rights() throws IOException {
        var realm = Realm.withDemoUsers("a-long-password", "a-secret", "another-secret");
        assertThat(each(realm.path("clients")).filter(c -> c.path("clientId").asText().equals(ONBOARDING)))
                .singleElement()
                .satisfies(client -> assertThat(client.path("secret").asText()).isEqualTo("a-secret"));
        assertThat(each(realm.path("users")).filter(u -> u.path("serviceAccountClientId").asText().equals(ONBOARDING)))
                .singleElement()
                .satisfies(account -> assertThat(each(account.at("/clientRoles/realm-management")).map(JsonNode::asText))
                        .containsExactly("manage-organizations", "manage-users"));
        assertThat(Realm.demoClients()).doesNotContain(ONBOARDING);
    }

    @Test
    void people_sign_in_to_the_pages_by_a_client_with_a_secret_that_is_sent_back_to_one_address() throws IOException {
        var production = client(Realm.base(), PAGES);
        assertThat(production.path("publicClient").asBoolean(true)).isFalse();
        assertThat(production.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(production.has("secret")).isFalse();
        assertThat(each(production.path("redirectUris")).map(JsonNode::asText))
                .containsExactly("https://headroom.example.org/signed-in");
        var demo = client(Realm.withDemoUsers("a-long-password", "a-secret", "another-secret"), PAGES);
        assertThat(demo.path("secret").asText()).isEqualTo("another-secret");
        assertThat(each(demo.path("redirectUris")).map(JsonNode::asText))
                .containsExactly("http://127.0.0.1/signed-in", "http://localhost/signed-in");
    }

    private static JsonNode client(JsonNode realm, String id) {
        return each(realm.path("clients")).filter(client -> client.path("clientId").asText().equals(id)).findFirst()
                .orElseThrow();
    }

    /// The service knows it by its id.
    @Test
    void the_client_of_the_roles_has_a_fixed_id() throws IOException {
        assertThat(each(Realm.base().path("clients")).filter(c -> c.path("clientId").asText().equals("headroom-api")))
                .extracting(client -> client.path("id").asText())
                .containsExactly("7d1b6f0e-5c55-4f0d-8d6b-2f4b1c9e3a10");
    }

    @Test
    void each_demo_exporter_is_an_organization_with_its_users_and_named_by_its_system() throws IOException {
        var exporters = Realm.demoExporters();
        var realm = Realm.withDemoUsers("a-long-password", "a-secret", "another-secret");
        for (var organization : realm.path("organizations")) {
            var word = organization.path("alias").asText();
            assertThat(exporters).containsEntry(
                    "headroom.demo-exporters." + word + ".organization", organization.path("id").asText());
            assertThat(each(organization.path("members")).map(member -> member.path("username").asText()))
                    .containsExactly(word + "-clerk", word + "-licensing", word + "-approver");
            assertThat(realm.path("clients").toString()).contains(
                    "\\\"" + word + "\\\": {\\\"id\\\": \\\"" + organization.path("id").asText() + "\\\"}");
        }
        assertThat(Realm.base().has("organizations")).isFalse();
        assertThat(exporters).hasSize(9);
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
