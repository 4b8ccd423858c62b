package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes of the realm of the running tests, through Keycloak's own REST API. Whoever changes what others use puts it
/// back.
final class RealmAdmin {

    /// The client of a system that the service accepts, and that tests make as they need it.
    static final String SYSTEM = "test" + Token.SYSTEM;

    static final String REALM = Tokens.issuer().replace("/realms/", "/admin/realms/");
    private static final String CLIENT = "headroom-cli";
    private static final long NOW = System.currentTimeMillis() / 1000;

    private RealmAdmin() {}

    /// The id of a demo exporter's organization.
    static String organization(String exporter) {
        try {
            return Objects.requireNonNull(
                    Realm.demoExporters().get("headroom.demo-exporters." + exporter + ".organization"));
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// A person who has no role yet, and is a member of these demo exporters' organizations.
    ///
    /// @return the id
    static String person(String name, String... exporters) {
        var made = admin().body(Map.of(
                        "username", name,
                        "enabled", true,
                        "emailVerified", true,
                        "email", name + "@example.org",
                        "firstName", name,
                        "lastName", "of a test",
                        "credentials", List.of(Map.of(
                                "type", "password", "value", Tokens.demoPassword(), "temporary", false))))
                .post(REALM + "/users");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        for (var exporter : exporters) {
            join(organization(exporter), id(made));
        }
        return id(made);
    }

    static void join(String organization, String person) {
        var joined = admin().body(person).post(REALM + "/organizations/" + organization + "/members");
        assertThat(joined.statusCode()).as(joined.asString()).isEqualTo(201);
    }

    /// Somebody whom an onboarding has made, and no more.
    ///
    /// @return the id
    static String newcomer(String email) {
        var made = admin().body(Map.of("username", email, "email", email, "firstName", "Some", "lastName", "One",
                        "enabled", true, "requiredActions", List.of("UPDATE_PASSWORD")))
                .post(REALM + "/users");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return id(made);
    }

    /// As the link of an invitation has the person do.
    static void choosePassword(String email) {
        String person = admin().get(REALM + "/users?exact=true&email=" + email).jsonPath().getString("[0].id");
        admin().body(Map.of("type", "password", "value", Tokens.demoPassword(), "temporary", false))
                .put(REALM + "/users/" + person + "/reset-password").then().statusCode(204);
        admin().body(Map.of("requiredActions", List.of())).put(REALM + "/users/" + person).then().statusCode(204);
    }

    /// The organization of an onboarding, and no more.
    static void organizationOf(String exporter) {
        var made = admin().body(Map.of("name", "The " + exporter + " company", "alias", exporter,
                        "domains", List.of(Map.of("name", exporter + ".example.org")),
                        "attributes", Map.of("exporter", List.of(exporter))))
                .post(REALM + "/organizations");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    /// The e-mail addresses of who belongs to an exporter's organization; none where there is no such organization.
    static List<String> members(String exporter) {
        String organization = admin().get(REALM + "/organizations?q=exporter:" + exporter).jsonPath().getString("[0].id");
        return organization == null
                ? List.of()
                : admin().get(REALM + "/organizations/" + organization + "/members").jsonPath().getList("email");
    }

    /// An organization that is not registered as an exporter, with this member.
    static void strangers(String person) {
        var name = "strangers-" + System.nanoTime();
        var made = admin().body(Map.of("name", name, "alias", name)).post(REALM + "/organizations");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        join(id(made), person);
    }

    static void give(String person, String role) {
        var api = clientId("headroom-api");
        Map<String, Object> known = admin().get(REALM + "/clients/" + api + "/roles/" + role).jsonPath().getMap("$");
        admin().body(List.of(known)).post(REALM + "/users/" + person + "/role-mappings/clients/" + api)
                .then().statusCode(204);
    }

    static void disable(String person) {
        admin().body(Map.of("enabled", false)).put(REALM + "/users/" + person).then().statusCode(204);
        admin().post(REALM + "/users/" + person + "/logout").then().statusCode(204);
    }

    /// A public client that gives tokens for passwords, for our audience.
    static void client(String name) {
        Map<String, Object> client = admin().get(REALM + "/clients/" + clientId(CLIENT)).jsonPath().getMap("$");
        client.remove("id");
        client.put("clientId", name);
        List<Map<String, Object>> mappers = cast(client.get("protocolMappers"));
        mappers.forEach(mapper -> mapper.remove("id"));
        admin().body(client).post(REALM + "/clients").then().statusCode(201);
    }

    /// Makes [#SYSTEM] anew, with full scope, and gives its service account a role.
    ///
    /// @param exporters whose organizations its tokens name
    static void system(String role, String... exporters) {
        var before = clientId(SYSTEM);
        if (before != null) {
            admin().delete(REALM + "/clients/" + before).then().statusCode(204);
        }
        var made = admin().body(Map.of(
                        "clientId", SYSTEM,
                        "publicClient", false,
                        "serviceAccountsEnabled", true,
                        "standardFlowEnabled", false,
                        "secret", Tokens.demoPassword(),
                        "protocolMappers", List.of(
                                mapper("oidc-audience-mapper", Map.of("included.client.audience", "headroom-api")),
                                mapper("oidc-hardcoded-claim-mapper", claim("organizations", claimOf(exporters))))))
                .post(REALM + "/clients");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        var account = REALM + "/clients/" + id(made) + "/service-account-user";
        give(admin().get(account).jsonPath().getString("id"), role);
    }

    /// As Keycloak's mapper of memberships writes it.
    static String claimOf(String... exporters) {
        return Stream.of(exporters)
                .map(each -> "\"%s\": {\"id\": \"%s\"}".formatted(each, organization(each)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Map<String, Object> mapper(String kind, Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put("access.token.claim", "true");
        return Map.of("name", kind, "protocol", "openid-connect", "protocolMapper", kind, "config", all);
    }

    private static Map<String, String> claim(String name, String json) {
        return Map.of("claim.name", name, "claim.value", json, "jsonType.label", "JSON");
    }

    /// Takes the scope from [#SYSTEM] by which Keycloak says that a client signed in as itself.
    static void hideSystem() {
        var scopes = REALM + "/clients/" + clientId(SYSTEM) + "/default-client-scopes/";
        String scope = admin().get(scopes).jsonPath().getString("find {it.name == 'service_account'}.id");
        admin().delete(scopes + scope).then().statusCode(204);
    }

    /// Gives [#SYSTEM] refresh tokens, and so a session.
    static void keepSystem() {
        var address = REALM + "/clients/" + clientId(SYSTEM);
        Map<String, Object> client = admin().get(address).jsonPath().getMap("$");
        RealmAdmin.<Map<String, Object>>cast(client.get("attributes"))
                .put("client_credentials.use_refresh_token", "true");
        admin().body(client).put(address).then().statusCode(204);
    }

    /// What is done while the client of the tests has tokens of another kind.
    static Response with(String attribute, String value, Supplier<Response> done) {
        var address = REALM + "/clients/" + clientId(CLIENT);
        Map<String, Object> before = admin().get(address).jsonPath().getMap("$");
        Map<String, Object> changed = admin().get(address).jsonPath().getMap("$");
        RealmAdmin.<Map<String, Object>>cast(changed.get("attributes")).put(attribute, value);
        admin().body(changed).put(address).then().statusCode(204);
        try {
            return done.get();
        } finally {
            RealmAdmin.<Map<String, Object>>cast(before.get("attributes")).put(attribute, "");
            admin().body(before).put(address).then().statusCode(204);
        }
    }

    /// What is done while the mapper of the audience says something else.
    static Response withAudience(Map<String, String> config, Supplier<Response> done) {
        var mappers = REALM + "/clients/" + clientId(CLIENT) + "/protocol-mappers/models";
        Map<String, Object> before =
                admin().get(mappers).jsonPath().getMap("find {it.protocolMapper == 'oidc-audience-mapper'}");
        var changed = new HashMap<>(before);
        changed.put("config", config);
        admin().body(changed).put(mappers + "/" + before.get("id")).then().statusCode(204);
        try {
            return done.get();
        } finally {
            admin().body(before).put(mappers + "/" + before.get("id")).then().statusCode(204);
        }
    }

    /// What is done while every token says this, too.
    static Response withClaim(String name, String json, Supplier<Response> done) {
        var mappers = REALM + "/clients/" + clientId(CLIENT) + "/protocol-mappers/models";
        return meanwhile(mappers, mapper("oidc-hardcoded-claim-mapper", claim(name, json)), done);
    }

    /// What is done while the realm has a mail server at this port.
    static Response withMail(int port, Supplier<Response> done) {
        var server = Map.of("host", "127.0.0.1", "port", String.valueOf(port), "from", "realm@example.org");
        admin().body(Map.of("smtpServer", server)).put(REALM).then().statusCode(204);
        try {
            return done.get();
        } finally {
            admin().body(Map.of("smtpServer", Map.of())).put(REALM).then().statusCode(204);
        }
    }

    /// What is done while a new key signs; the old one is still told.
    static Response withNewKey(Supplier<Response> done) {
        String realm = admin().get(REALM).jsonPath().getString("id");
        return meanwhile(REALM + "/components", Map.of(
                "name", "a newer key",
                "providerId", "rsa-generated",
                "providerType", "org.keycloak.keys.KeyProvider",
                "parentId", realm,
                "config", Map.of("priority", List.of(String.valueOf(NOW)), "algorithm", List.of("RS256"))), done);
    }

    private static Response meanwhile(String address, Map<String, Object> made, Supplier<Response> done) {
        var answer = admin().body(made).post(address);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        try {
            return done.get();
        } finally {
            admin().delete(address + "/" + id(answer)).then().statusCode(204);
        }
    }

    /// What the issuer gives for a password: `access_token`, `refresh_token` and `id_token`.
    static JsonPath signIn(String client, String person) {
        return signIn(client, person, "openid");
    }

    static JsonPath signIn(String client, String person, String scope) {
        return given().contentType(ContentType.URLENC)
                .formParam("grant_type", "password")
                .formParam("client_id", client)
                .formParam("scope", scope)
                .formParam("username", person)
                .formParam("password", Tokens.demoPassword())
                .post(Tokens.issuer() + "/protocol/openid-connect/token")
                .jsonPath();
    }

    static @Nullable String clientId(String name) {
        return admin().get(REALM + "/clients?clientId=" + name).jsonPath().getString("[0].id");
    }

    private static String id(Response made) {
        return made.header("Location").replaceAll(".*/", "");
    }

    static RequestSpecification admin() {
        var password = Objects.requireNonNull(System.getProperty(ServersOfThisRun.PREFIX + "keycloak-password"));
        String token = given().contentType(ContentType.URLENC)
                .formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", "admin")
                .formParam("password", password)
                .post(Tokens.issuer().replace("/realms/headroom", "/realms/master/protocol/openid-connect/token"))
                .jsonPath()
                .getString("access_token");
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    @SuppressWarnings("unchecked") // JSON
    private static <T> T cast(Object json) {
        return (T) json;
    }
}
