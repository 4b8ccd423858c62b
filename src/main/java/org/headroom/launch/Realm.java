package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/// The realm that Keycloak imports: roles and clients as in production, and for the default run the demo users and the
/// demo exporters with their own systems.
///
/// The two parts are separate files, so that no demo user can slip into production.
final class Realm {

    /// The realm's name, as in `/realms/headroom`.
    static final String NAME = "headroom";

    private static final String BASE = "/keycloak/headroom-realm.json";
    private static final String DEMO = "/keycloak/headroom-demo.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Realm() {}

    /// The realm as it is in production.
    static ObjectNode base() throws IOException {
        return read(BASE);
    }

    /// The realm with the demo users, who all have this password, and the demo systems, whose secret it is.
    ///
    /// Their identifiers are fixed: history names a person by identifier, and must still do so after a new import.
    ///
    /// @param onboarding by which the service itself signs in to Keycloak, to bring exporters in
    /// @param pages by which it takes part when people sign in to its pages
    static ObjectNode withDemoUsers(String password, String onboarding, String pages) throws IOException {
        var realm = base();
        var demo = read(DEMO);
        for (var client : demo.withArray("clients")) {
            if (isSystem(client)) {
                ((ObjectNode) client).put("secret", password);
            }
        }
        realm.withArray("clients").addAll((ArrayNode) demo.withArray("clients"));
        realm.set("clientScopeMappings", demo.path("clientScopeMappings"));
        for (var user : demo.withArray("users")) {
            var person = (ObjectNode) user;
            var name = person.path("username").asText();
            person.put("id", UUID.nameUUIDFromBytes(("headroom demo user " + name).getBytes(UTF_8)).toString());
            if (isPerson(user)) {
                person.withArray("credentials")
                        .addObject()
                        .put("type", "password")
                        .put("value", password)
                        .put("temporary", false);
            }
        }
        realm.set("users", demo.withArray("users"));
        realm.set("organizations", demo.withArray("organizations"));
        addOnboarding(realm, demo.path("onboarding"), onboarding);
        bringHome(realm, demo.path("pages"), pages);
        return realm;
    }

    private static void addOnboarding(ObjectNode realm, JsonNode onboarding, String secret) {
        realm.withArray("clients").add(((ObjectNode) onboarding.path("client")).put("secret", secret));
        realm.withArray("users").add(onboarding.path("account"));
        realm.withObject("clientScopeMappings").withArray("realm-management").add(onboarding.path("scope"));
    }

    /// The pages are on this machine, at any port.
    private static void bringHome(ObjectNode realm, JsonNode pages, String secret) {
        for (var client : realm.withArray("clients")) {
            if (client.path("clientId").equals(pages.path("clientId"))) {
                ((ObjectNode) client).put("secret", secret).setAll((ObjectNode) pages);
            }
        }
    }

    /// What tells the service which organizations the demo exporters are.
    static Map<String, String> demoExporters() throws IOException {
        var properties = new LinkedHashMap<String, String>();
        for (var organization : read(DEMO).withArray("organizations")) {
            var prefix = "headroom.demo-exporters." + organization.path("alias").asText() + ".";
            properties.put(prefix + "organization", organization.path("id").asText());
            properties.put(prefix + "legal-name", organization.path("name").asText());
            properties.put(prefix + "domain", organization.at("/domains/0/name").asText());
        }
        return properties;
    }

    /// The names of the demo users who are people, in the order of the file.
    static List<String> demoUsers() throws IOException {
        return names("users", Realm::isPerson, "username");
    }

    /// The clients that only the Keycloak of a default run has, in the order of the file.
    static List<String> demoClients() throws IOException {
        return names("clients", client -> true, "clientId");
    }

    /// Those of them by which the demo exporters' own systems sign in.
    static List<String> demoSystems() throws IOException {
        return names("clients", Realm::isSystem, "clientId");
    }

    private static boolean isPerson(JsonNode user) {
        return !user.has("serviceAccountClientId");
    }

    private static boolean isSystem(JsonNode client) {
        return client.path("serviceAccountsEnabled").asBoolean();
    }

    private static List<String> names(String list, Predicate<JsonNode> which, String field) throws IOException {
        var names = new ArrayList<String>();
        for (var one : read(DEMO).withArray(list)) {
            if (which.test(one)) {
                names.add(one.path(field).asText());
            }
        }
        return names;
    }

    private static ObjectNode read(String resource) throws IOException {
        try (var stream = Objects.requireNonNull(Realm.class.getResourceAsStream(resource), resource)) {
            return (ObjectNode) JSON.readTree(stream);
        }
    }
}
