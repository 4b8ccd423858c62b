package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The manifests in `k8s/`, read as a cluster would read them, but before there is one.
class ManifestsTest {

    static final Path K8S = Path.of("k8s");

    /// What a resource of an operator cannot do without, as JSON pointers. Their definitions are not at hand in a test.
    static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("postgresql.cnpg.io/v1 Cluster", List.of("/spec/instances", "/spec/storage/size",
                    "/spec/bootstrap/initdb/owner", "/spec/postgresql/synchronous/number")),
            Map.entry("postgresql.cnpg.io/v1 ScheduledBackup", List.of("/spec/schedule", "/spec/cluster/name",
                    "/spec/method", "/spec/pluginConfiguration/name")),
            Map.entry("barmancloud.cnpg.io/v1 ObjectStore", List.of("/spec/configuration/destinationPath")),
            Map.entry("k8s.keycloak.org/v2beta1 Keycloak", List.of("/spec/instances", "/spec/db/vendor",
                    "/spec/db/usernameSecret/key", "/spec/hostname/hostname", "/spec/http/tlsSecret")),
            Map.entry("k8s.keycloak.org/v2beta1 KeycloakRealmImport", List.of("/spec/keycloakCRName",
                    "/spec/realm/realm")),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", List.of("/spec/selector/matchLabels",
                    "/spec/endpoints/0/port", "/spec/endpoints/0/path")),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", List.of("/spec/selector/matchLabels",
                    "/spec/podMetricsEndpoints/0/port")),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", List.of("/spec/groups/0/name",
                    "/spec/groups/0/rules/0/alert", "/spec/groups/0/rules/0/expr")));

    static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    /// Writes only fields of the type. What the type does not know it carries along, and that must not count.
    static final ObjectMapper KNOWN_FIELDS =
            new ObjectMapper().setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnyGetter(Annotated method) {
                    return false;
                }
            });

    static final KubernetesSerialization KUBERNETES = new KubernetesSerialization(STRICT, true);

    record Manifest(Path file, Map<String, Object> yaml, HasMetadata resource) {
        String kind() {
            return resource.getApiVersion() + " " + resource.getKind();
        }

        JsonNode json() {
            return STRICT.valueToTree(yaml);
        }
    }

    static List<Manifest> manifests = List.of();

    @BeforeAll
    static void read_all() throws IOException {
        var all = new ArrayList<Manifest>();
        for (var file : yamlFiles()) {
            if (!file.endsWith("kustomization.yaml")) {
                for (var document : new Yaml().loadAll(Files.readString(file))) {
                    all.add(manifest(file, document));
                }
            }
        }
        manifests = List.copyOf(all);
    }

    @Test
    void nothing_is_misspelt() {
        assertThat(manifests).hasSizeGreaterThan(20).allSatisfy(manifest -> {
            assertThat(manifest.resource().getMetadata().getName()).isNotBlank();
            var ofAnOperator = manifest.resource() instanceof GenericKubernetesResource;
            assertThat(NEEDED.containsKey(manifest.kind())).as(manifest.kind()).isEqualTo(ofAnOperator);
            if (!ofAnOperator) {
                assertThat(lost(manifest.json(), KNOWN_FIELDS.valueToTree(manifest.resource()), "")).isEmpty();
            }
        });
    }

    @Test
    void resources_of_operators_have_what_they_need() {
        for (var manifest : manifests) {
            for (var pointer : NEEDED.getOrDefault(manifest.kind(), List.of())) {
                assertThat(manifest.json().at(pointer).isMissingNode())
                        .as("%s in %s", pointer, manifest.file())
                        .isFalse();
            }
        }
    }

    @Test
    void the_service_and_the_migration_read_every_variable_they_are_given() {
        var known = Arrays.stream(Variable.values()).map(Enum::name).toList();
        var settings = one(ConfigMap.class, "headroom").getData().keySet();
        assertThat(known).containsAll(settings).containsAll(variables(migration()));
        assertThat(known).containsAll(variables(service()));
        assertThat(settings).contains("HEADROOM_DB_URL", "HEADROOM_OIDC_URL", "HEADROOM_HOST");
        assertThat(settings).doesNotContain("HEADROOM_DEMO");
    }

    @Test
    void only_the_migration_enters_as_the_owner() {
        var owners = one(Job.class, "headroom-migration").getSpec().getTemplate().getSpec();
        assertThat(owners.getRestartPolicy()).isEqualTo("Never");
        assertThat(migration().getArgs()).containsExactly("migrate");
        assertThat(migration().getImage()).isEqualTo(service().getImage());
        assertThat(secrets(migration())).contains("headroom-db-app");
        assertThat(secrets(service())).doesNotContain("headroom-db-app");
        var settings = one(ConfigMap.class, "headroom").getData();
        assertThat(settings).containsEntry("HEADROOM_MIGRATE", "false");
        assertThat(settings.get("HEADROOM_DB_USER")).isEqualTo(database().at("/spec/bootstrap/initdb/owner").asText());
        var given = new HashMap<>(settings);
        variables(service()).forEach(name -> given.put(name, "given"));
        var doors = DatabaseRoles.doors(Settings.of(given).database(), Settings.of(given));
        assertThat(doors.owner().password()).isEmpty();
        assertThat(doors.service().password()).isEqualTo("given");
    }

    @Test
    void both_run_with_as_little_as_they_need() {
        var pods = List.of(
                one(Deployment.class, "headroom").getSpec().getTemplate().getSpec(),
                one(Job.class, "headroom-migration").getSpec().getTemplate().getSpec());
        for (var pod : pods) {
            var container = pod.getContainers().getFirst();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    @Test
    void only_the_api_and_its_description_are_public() {
        var paths = one(Ingress.class, "headroom").getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getPathType() + " " + path.getPath());
        assertThat(paths).containsExactly("Prefix /");
    }

    /// Health and metrics have a port of their own, which callers from outside cannot reach.
    @Test
    void health_and_metrics_are_for_the_cluster_only() {
        var settings = Settings.of(one(ConfigMap.class, "headroom").getData());
        var ports = service().getPorts().stream()
                .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
        assertThat(ports).isEqualTo(Map.of("http", settings.port(), "management", settings.managementPort()));
        assertThat(settings.get(Variable.HEADROOM_MANAGEMENT_HOST)).isEqualTo("0.0.0.0");
        assertThat(List.of(service().getStartupProbe(), service().getLivenessProbe(), service().getReadinessProbe()))
                .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("management"));
        assertThat(operators("ServiceMonitor", "headroom").at("/spec/endpoints/0/port").asText()).isEqualTo("management");
        var doors = one(NetworkPolicy.class, "headroom").getSpec().getIngress().stream()
                .map(door -> door.getFrom().getFirst().getNamespaceSelector().getMatchLabels().values() + " to "
                        + door.getPorts().stream().map(port -> port.getPort().getStrVal()).toList());
        assertThat(doors).containsExactly("[ingress-nginx] to [http]", "[monitoring] to [management]");
    }

    @Test
    void no_role_of_the_service_is_above_row_level_security() {
        var roles = database().at("/spec/managed/roles");
        assertThat(roles).hasSize(3);
        for (var role : roles) {
            assertThat(role.path("name").asText()).isIn(DatabaseRoles.SERVICE, DatabaseRoles.REGULATOR, DatabaseRoles.WRITER);
            assertThat(role.path("superuser").asBoolean(true)).isFalse();
            assertThat(role.path("bypassrls").asBoolean(true)).isFalse();
        }
        assertThat(database().at("/spec/postgresql/synchronous/dataDurability").asText()).isEqualTo("required");
    }

    @Test
    void the_realm_is_the_one_in_the_code() throws IOException {
        assertThat(operators("KeycloakRealmImport", "headroom").at("/spec/realm")).isEqualTo(Realm.base());
    }

    @Test
    void every_file_is_named_in_its_folder_s_kustomization() throws IOException {
        for (var file : yamlFiles()) {
            if (file.endsWith("kustomization.yaml")) {
                Map<String, Object> kustomization = new Yaml().load(Files.readString(file));
                var folder = file.resolveSibling(".");
                try (var siblings = Files.list(folder)) {
                    var names = siblings.map(f -> f.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                            .toList();
                    assertThat((List<?>) kustomization.get("resources"))
                            .allSatisfy(name -> assertThat(folder.resolve(name.toString())).exists())
                            .map(Object::toString)
                            .containsAll(names);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Manifest manifest(Path file, Object document) {
        HasMetadata resource = KUBERNETES.unmarshal(new Yaml().dump(document), HasMetadata.class);
        return new Manifest(file, (Map<String, Object>) document, resource);
    }

    /// The fields that were written and that the typed resource does not have. Values may differ in form.
    private static List<String> lost(JsonNode written, JsonNode kept, String at) {
        var lost = new ArrayList<String>();
        written.properties().forEach(field -> {
            var path = at + "/" + field.getKey();
            if (!kept.has(field.getKey())) {
                lost.add(path);
            } else {
                lost.addAll(lost(field.getValue(), kept.path(field.getKey()), path));
            }
        });
        for (var index = 0; written.isArray() && index < written.size(); index++) {
            lost.addAll(lost(written.get(index), kept.path(index), at + "/" + index));
        }
        return lost;
    }

    private static <T extends HasMetadata> T one(Class<T> type, String name) {
        return type.cast(manifests.stream()
                .map(Manifest::resource)
                .filter(type::isInstance)
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private static JsonNode database() {
        return operators("Cluster", "headroom-db");
    }

    private static JsonNode operators(String kind, String name) {
        return manifests.stream()
                .filter(m -> m.resource().getKind().equals(kind))
                .filter(m -> m.resource().getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private static Container service() {
        return one(Deployment.class, "headroom").getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static Container migration() {
        return one(Job.class, "headroom-migration").getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static List<String> variables(Container container) {
        return container.getEnv().stream().map(EnvVar::getName).toList();
    }

    private static List<String> secrets(Container container) {
        return container.getEnv().stream()
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .toList();
    }

    private static List<Path> yamlFiles() throws IOException {
        try (var files = Files.walk(K8S)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
