package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.PackagesTest;
import org.headroom.http.Permission;
import org.junit.jupiter.api.Test;

/// Which acts take a permission, and that the realm has these permissions and no other. That every method says who may
/// call it, a test of the packages holds.
class NamedPermissionsTest {

    /// The acts that matter. Another one here needs its resource, scope, policy and permission in the realm.
    static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry("submitApplication", "application:file"),
            Map.entry("recordShipment", "record:post"),
            Map.entry("approve", "record:confirm"),
            Map.entry("requestCapChange", "cap:change"),
            Map.entry("approveCapChange", "cap:change"),
            Map.entry("requestModeChange", "regime:set"),
            Map.entry("approveModeChange", "regime:set"),
            Map.entry("requestReopening", "period:reopen"),
            Map.entry("approveReopening", "period:reopen"),
            Map.entry("requestRestatement", "restatement:post"),
            Map.entry("approveRestatement", "restatement:post"),
            Map.entry("downloadApplicationWorkbook", "bundle:export"),
            Map.entry("downloadLedger", "bundle:export"));

    static final ObjectMapper JSON = new ObjectMapper();

    private static List<Method> operations() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.headroom.api").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Operation.class))
                .map(JavaMethod::reflect)
                .toList();
    }

    private static JsonNode realm() throws IOException {
        try (var file = NamedPermissionsTest.class.getResourceAsStream("/keycloak/headroom-realm.json")) {
            for (var client : JSON.readTree(file).path("clients")) {
                if (client.path("clientId").asText().equals("headroom-api")) {
                    return client.path("authorizationSettings");
                }
            }
        }
        throw new AssertionError("The realm has no client headroom-api");
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /// What a policy keeps as text that is JSON.
    private static List<String> words(JsonNode policy, String field) throws IOException {
        return each(JSON.readTree(policy.path("config").path(field).asText()))
                .map(word -> word.isTextual() ? word.asText() : word.path("id").asText())
                .toList();
    }

    @Test
    void the_acts_that_matter_take_a_permission() {
        var taken = new HashMap<String, String>();
        for (var operation : operations()) {
            if (operation.isAnnotationPresent(Permission.class)) {
                taken.put(operation.getAnnotation(Operation.class).operationId(),
                        operation.getAnnotation(Permission.class).value());
            }
        }
        assertThat(taken).isEqualTo(TAKEN);
    }

    /// What a page does is what an operation does.
    @Test
    void a_page_takes_the_permission_that_the_operation_takes() {
        var taken = new HashMap<String, String>();
        for (var method : PackagesTest.methodsOf("web", Permission.class)) {
            taken.put(method.getAnnotationOfType(Operation.class).operationId(),
                    method.getAnnotationOfType(Permission.class).value());
        }
        assertThat(taken).isEqualTo(Map.ofEntries(
                Map.entry("saveLedger", TAKEN.get("downloadLedger")),
                Map.entry("savePostings", TAKEN.get("downloadLedger")),
                Map.entry("saveMovements", TAKEN.get("downloadLedger")),
                Map.entry("recordOnPage", TAKEN.get("recordShipment")),
                Map.entry("saveShipments", TAKEN.get("downloadLedger")),
                Map.entry("submitApplicationOnPage", TAKEN.get("submitApplication")),
                Map.entry("saveApplicationWorkbook", TAKEN.get("downloadApplicationWorkbook")),
                Map.entry("confirmOnPage", TAKEN.get("approve")),
                Map.entry("approveCapChangeOnPage", TAKEN.get("approveCapChange")),
                Map.entry("approveModeChangeOnPage", TAKEN.get("approveModeChange")),
                Map.entry("approveReopeningOnPage", TAKEN.get("approveReopening")),
                Map.entry("approveRestatementOnPage", TAKEN.get("approveRestatement")),
                Map.entry("requestRestatementOnPage", TAKEN.get("requestRestatement")),
                Map.entry("saveWhatShipmentsPosted", TAKEN.get("downloadLedger"))));
    }

    @Test
    void the_realm_has_these_permissions_and_no_other() throws IOException {
        var wanted = new TreeSet<>(TAKEN.values());
        assertThat(each(realm().path("resources")).flatMap(resource -> each(resource.path("scopes"))
                        .map(scope -> resource.path("name").asText() + ":" + scope.path("name").asText())))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(each(realm().path("scopes")).map(scope -> scope.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(wanted.stream().map(each -> each.split(":")[1]).distinct().toList());
        for (var permission : permissions()) {
            assertThat(words(permission, "resources")).containsExactly(permission.path("name").asText().split(":")[0]);
            assertThat(words(permission, "scopes")).containsExactly(permission.path("name").asText().split(":")[1]);
        }
        assertThat(permissions()).extracting(each -> each.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void what_has_no_permission_is_denied_and_all_policies_must_agree() throws IOException {
        assertThat(realm().path("policyEnforcementMode").asText()).isEqualTo("ENFORCING");
        assertThat(realm().path("decisionStrategy").asText()).isEqualTo("UNANIMOUS");
        assertThat(realm().path("allowRemoteResourceManagement").asBoolean(true)).isFalse();
        assertThat(each(realm().path("policies")))
                .allMatch(policy -> policy.path("decisionStrategy").asText().equals("UNANIMOUS"))
                .allMatch(policy -> policy.path("logic").asText().equals("POSITIVE"));
    }

    /// So a realm as it comes refuses nobody whom a method lets in, and lets nobody in whom every method refuses.
    @Test
    void a_permission_comes_with_the_roles_that_may_call() throws IOException {
        for (var permission : permissions()) {
            var name = permission.path("name").asText();
            var allowed = new TreeSet<String>();
            for (var operation : operations()) {
                if (name.equals(TAKEN.get(operation.getAnnotation(Operation.class).operationId()))) {
                    allowed.addAll(roles(operation));
                }
            }
            var policies = words(permission, "applyPolicies");
            assertThat(policies).hasSize(1);
            var policy = each(realm().path("policies"))
                    .filter(each -> each.path("name").asText().equals(policies.getFirst())).findFirst().orElseThrow();
            assertThat(words(policy, "roles")).as(name).containsExactlyInAnyOrderElementsOf(
                    allowed.stream().map(role -> "headroom-api/" + role).toList());
        }
    }

    private static Set<String> roles(Method operation) {
        var said = operation.isAnnotationPresent(RolesAllowed.class)
                ? operation.getAnnotation(RolesAllowed.class)
                : operation.getDeclaringClass().getAnnotation(RolesAllowed.class);
        return new TreeSet<>(Arrays.asList(said.value()));
    }

    private static List<JsonNode> permissions() throws IOException {
        return each(realm().path("policies")).filter(each -> each.path("type").asText().equals("scope")).toList();
    }
}
