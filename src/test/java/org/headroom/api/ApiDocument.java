package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The description of the API as the running service serves it, and what is held against it.
public final class ApiDocument {

    /// Holds every answer against the description: a status, a form or a field that it does not tell of is an error.
    public static final Filter ANSWERS_AS_DESCRIBED = (request, response, context) -> {
        var answer = context.next(request, response);
        var path = URI.create(request.getURI()).getPath();
        if (path.startsWith("/api/")) {
            var form = String.valueOf(answer.contentType());
            var body = form.contains("json") ? answer.asString() : ""; // reading bytes as text would spoil them
            assertThat(get().findings(request.getMethod(), path, answer.statusCode(), form, body))
                    .as("%s %s: %s", request.getMethod(), path, answer.statusCode())
                    .isEmpty();
        }
        return answer;
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ApiDocument document;

    private final JsonNode root;
    private final JsonNode strict;

    /// @param strict the same components, where an object has no field beside those described
    private ApiDocument(JsonNode root, JsonNode strict) {
        this.root = root;
        this.strict = strict;
    }

    static synchronized ApiDocument get() {
        if (document == null) {
            var root = read(RestAssured.given().get("/q/openapi?format=json").asString());
            var strict = root.get("components").deepCopy();
            for (var schema : strict.get("schemas")) {
                if (schema.has("properties") && !schema.has("additionalProperties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            }
            document = new ApiDocument(root, strict);
        }
        return document;
    }

    JsonNode root() {
        return root;
    }

    record Operation(String method, String path, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        root.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method ->
                operations.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /// Where the node only points to another one, that one.
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    /// What is wrong with the value, by the schema; empty when nothing is.
    List<String> findings(JsonNode schema, JsonNode value) {
        var whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", strict);
        var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole, config).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /// What the description does not tell of an answer; empty when all is as described.
    List<String> findings(String method, String path, int status, String contentType, String body) {
        var operation = operation(method, path);
        if (operation.isEmpty()) {
            return status == 404 || status == 405 ? List.of() : List.of("no such operation is described");
        }
        var response = resolved(operation.get().node().get("responses").path(String.valueOf(status)));
        var form = contentType.split(";")[0];
        var described = response.path("content").path(form);
        if (described.isMissingNode()) {
            return List.of("status " + status + " as " + form + " is not described");
        }
        return form.endsWith("json") ? findings(described.get("schema"), read(body)) : List.of();
    }

    private Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method) && path.matches(pattern(operation)))
                .min(Comparator.comparing(operation -> operation.path().split("\\{").length));
    }

    private static String pattern(Operation operation) {
        return operation.path().replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+");
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException fault) {
            throw new UncheckedIOException(json, fault);
        }
    }
}
