package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.headroom.api.ApiDocument.Operation;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The description of the API is complete. Each test is one pass that tells all findings at once.
@QuarkusTest
class ApiDescriptionTest {

    private final List<String> findings = new ArrayList<>();
    private ApiDocument document;

    @BeforeEach
    void read() {
        document = ApiDocument.get();
    }

    private void expect(boolean holds, Object where, String what) {
        if (!holds) {
            findings.add(where + ": " + what);
        }
    }

    private static boolean isSentence(JsonNode text) {
        return text.asText().strip().length() > 3;
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static List<String> words(JsonNode array) {
        return stream(array).map(JsonNode::asText).toList();
    }

    @Test
    void it_is_openapi_3_1_with_tags_and_a_scheme_of_security() {
        assertThat(document.root().get("openapi").asText()).startsWith("3.1.");
        assertThat(document.root().at("/components/securitySchemes/bearer/bearerFormat").asText()).isEqualTo("JWT");
        assertThat(document.root().get("tags")).allMatch(tag -> isSentence(tag.path("description")));
        assertThat(isSentence(document.root().at("/info/description"))).isTrue();
    }

    @Test
    void every_operation_says_what_it_is_and_who_may_call_it() throws Exception {
        var ids = new HashSet<String>();
        var tags = stream(document.root().get("tags")).map(tag -> tag.get("name").asText()).toList();
        var roles = new TreeSet<String>();
        for (var role : Roles.class.getDeclaredFields()) {
            roles.add(String.valueOf(role.get(null)));
        }
        for (var operation : document.operations()) {
            var node = operation.node();
            expect(ids.add(operation.id()) && operation.id().matches("[a-z][A-Za-z]+"), operation, "operationId");
            expect(node.path("summary").asText().matches(".{10,120}\\."), operation, "one line of summary");
            expect(tags.containsAll(words(node.path("tags"))) && node.path("tags").size() == 1, operation, "one tag");
            expect(!node.path("x-roles").isEmpty() && roles.containsAll(words(node.path("x-roles"))), operation,
                    "known roles");
            expect(node.path("security").size() == node.path("x-roles").size(), operation, "one requirement a role");
            var permission = NamedPermissionsTest.TAKEN.getOrDefault(operation.id(), "");
            expect(node.path("x-permission").asText().equals(permission), operation, "the permission it takes");
            for (var role : words(node.path("x-roles"))) {
                expect(node.path("description").asText().contains(role), operation, "tells of the role " + role);
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void every_parameter_and_body_is_described_and_every_body_has_an_example() {
        for (var operation : document.operations()) {
            for (var parameter : operation.node().path("parameters")) {
                expect(isSentence(parameter.path("description")), operation, "describes " + parameter.path("name"));
                expect(parameter.has("schema"), operation, "schema of " + parameter.path("name"));
            }
            var body = operation.node().path("requestBody");
            for (var form : body.path("content")) {
                expect(form.has("schema"), operation, "schema of the body");
                expect(!form.path("examples").isEmpty(), operation, "example of the body");
            }
            expect(body.isMissingNode() || !body.path("content").isEmpty(), operation, "form of the body");
        }
        assertThat(findings).isEmpty();
    }

    /// What a second person may have to confirm first.
    private static final List<String> DONE_OR_WAITING = List.of("201", "202");

    @Test
    void every_operation_has_its_success_and_its_errors_with_examples() {
        for (var operation : document.operations()) {
            var responses = operation.node().get("responses");
            var statuses = new TreeSet<String>();
            responses.fieldNames().forEachRemaining(statuses::add);
            var successes = statuses.stream().filter(status -> status.startsWith("2")).toList();
            expect(successes.size() == 1 || successes.equals(DONE_OR_WAITING), operation, "one success");
            expect(statuses.containsAll(expected(operation)), operation, "errors by rule, has only " + statuses);
            responses.properties().forEach(entry -> {
                var response = document.resolved(entry.getValue());
                var place = operation + " " + entry.getKey();
                expect(isSentence(response.path("description")), place, "description");
                expect(!response.path("content").isEmpty(), place, "content");
                response.path("content").properties().forEach(form -> {
                    expect(form.getValue().has("schema"), place, "schema");
                    expect(!form.getValue().path("examples").isEmpty(), place, "example");
                    expect(entry.getKey().startsWith("2") != form.getKey().equals(Problem.MEDIA_TYPE), place,
                            "an error is a problem, and nothing else is");
                });
                expect(!entry.getKey().matches("201|202") || response.path("headers").has("Location"), place,
                        "Location");
            });
        }
        assertThat(findings).isEmpty();
    }

    private static List<String> expected(Operation operation) {
        var expected = new ArrayList<>(List.of("401", "403", "500", "503"));
        if (operation.node().has("requestBody")) {
            expected.addAll(List.of("413", "415", "422"));
        }
        if (operation.path().contains("{")) {
            expected.add("404");
        }
        if (operation.node().path("parameters").findValuesAsText("name").contains("If-Match")) {
            expected.add("412");
        }
        return expected;
    }

    @Test
    void every_schema_and_every_field_is_described() {
        document.root().at("/components/schemas").properties().forEach(schema -> {
            expect(isSentence(schema.getValue().path("description")), schema.getKey(), "description");
            schema.getValue().path("properties").properties().forEach(field ->
                    expect(isSentence(field.getValue().path("description")), schema.getKey(), field.getKey()));
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void every_example_is_as_its_schema_says() {
        for (var operation : document.operations()) {
            hold(operation + " body", operation.node().path("requestBody"));
            operation.node().get("responses").properties().forEach(response ->
                    hold(operation + " " + response.getKey(), document.resolved(response.getValue())));
        }
        assertThat(findings).isEmpty();
    }

    private void hold(String place, JsonNode holder) {
        for (var form : holder.path("content")) {
            form.path("examples").properties().forEach(example ->
                    document.findings(form.get("schema"), document.resolved(example.getValue()).get("value"))
                            .forEach(finding -> findings.add(place + " " + example.getKey() + ": " + finding)));
        }
    }

    @Test
    void every_kind_of_problem_is_described_and_no_other() {
        var words = Stream.of(Problem.Type.values()).map(Problem.Type::word).toList();
        assertThat(words(document.root().at("/components/schemas/Problem/properties/type/enum")))
                .containsExactlyInAnyOrderElementsOf(words);
        var met = new TreeSet<String>();
        for (var operation : document.operations()) {
            for (var response : operation.node().get("responses")) {
                document.resolved(response).path("content").path(Problem.MEDIA_TYPE).path("examples").fieldNames()
                        .forEachRemaining(met::add);
            }
        }
        met.add(Problem.Type.METHOD_NOT_ALLOWED.word()); // of an address, so of no operation
        assertThat(met).containsExactlyInAnyOrderElementsOf(words);
    }

    /// Features refuse with a word, which becomes the type of the problem.
    @Test
    void every_refusal_of_a_feature_is_a_kind_of_problem() throws IOException {
        var refusal = Pattern.compile("(?:new [\\w.]*(?:NotNow|NotApproved|Unusable)(?:<>)?\\("
                + "|case (?:LICENSE_REQUIRED|NOT_AVAILABLE|INDETERMINATE) ->)\\s*\"([a-z-]+)\"");
        var words = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java/org/headroom"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                refusal.matcher(Files.readString(file)).results().forEach(found -> words.add(found.group(1)));
            }
        }
        assertThat(words).contains("license-required", "license-expired", "same-person", "not-a-draft");
        assertThat(Stream.of(Problem.Type.values()).map(Problem.Type::word)).containsAll(words);
    }

    @Test
    void an_answer_that_is_not_described_is_noticed() {
        assertThat(quotas(200, "{\"items\": [], \"next\": null}")).isEmpty();
        assertThat(quotas(200, "{\"items\": [{}], \"next\": null}")).isNotEmpty();
        assertThat(quotas(200, "{\"items\": [], \"next\": 1}")).isNotEmpty();
        assertThat(quotas(200, "{\"items\": [], \"next\": null, \"more\": true}")).isNotEmpty();
        assertThat(quotas(418, "{}")).isNotEmpty();
        assertThat(document.findings("GET", "/api/v1/shipments", 404, Problem.MEDIA_TYPE, "{}")).isNotEmpty();
    }

    private List<String> quotas(int status, String body) {
        return document.findings("GET", "/api/v1/quotas", status, "application/json", body);
    }
}
