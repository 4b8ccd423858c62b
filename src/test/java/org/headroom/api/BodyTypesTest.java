package org.headroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.api.ApiDocument.Operation;
import org.headroom.http.Problem;
import org.headroom.http.Roles;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A body is read as what it says it is, and as nothing else.
@QuarkusTest
class BodyTypesTest {

    static final String JSON = "application/json";
    static final String FORM = "multipart/form-data";
    static final String NONE = "";
    static final List<String> NEVER = List.of(NONE, "text/plain", "application/x-www-form-urlencoded",
            "application/xml", "application/merge-patch+json", "application/*", "*/*", "json");
    static final Map<String, String> USERS = Map.of(
            Roles.CLERK, "aurora-clerk", Roles.OFFICER, "aurora-licensing", Roles.APPROVER, "aurora-approver",
            Roles.REGULATOR, "regulator", Roles.REGULATOR_ADMIN, "regulator-admin", Roles.AUDITOR, "auditor");

    private final HttpClient client = HttpClient.newHttpClient(); // it adds no type of its own

    private HttpResponse<String> send(String user, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("Authorization", "Bearer " + Tokens.of(user))
                .method(method, BodyPublishers.ofString(body));
        if (!type.equals(NONE)) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(Operation operation, String type) throws IOException, InterruptedException {
        return send(USERS.get(operation.node().at("/x-roles/0").asText()), operation.method(),
                operation.path().replaceAll("\\{\\w+}", "018f0000-0000-7000-8000-000000000000"), type, "{}");
    }

    @Test
    void wherever_a_body_is_read_one_of_another_type_or_of_none_is_refused() throws Exception {
        var findings = new ArrayList<String>();
        int asked = 0;
        for (var operation : ApiDocument.get().operations()) {
            var body = operation.node().at("/requestBody/content");
            if (body.isMissingNode()) {
                continue;
            }
            var others = new ArrayList<>(NEVER);
            others.add(body.has(JSON) ? FORM + "; boundary=x" : JSON);
            for (var type : others) {
                asked++;
                var answer = send(operation, type);
                if (answer.statusCode() != 415
                        || !answer.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)
                        || !answer.body().contains(body.has(JSON) ? JSON : FORM)) {
                    findings.add(operation + " reads '" + type + "': " + answer.statusCode() + answer.body());
                }
            }
        }
        assertThat(findings).isEmpty();
        assertThat(asked).isGreaterThan(100);
    }

    @Test
    void json_is_read_with_a_parameter_and_where_none_is_needed_nothing_needs_no_type() throws Exception {
        var body = "{\"device\": \"none\"}";
        for (var type : List.of(JSON, JSON + "; charset=utf-8", "Application/JSON")) {
            assertThat(send("aurora-clerk", "POST", "/api/v1/shipments/check", type, body).statusCode()).isEqualTo(422);
        }
        var nowhere = "/api/v1/alerts/018f0000-0000-7000-8000-000000000000/acknowledgement";
        assertThat(send("regulator", "POST", nowhere, NONE, "").statusCode()).isEqualTo(404);
        assertThat(send("regulator", "POST", nowhere, JSON, "{}").statusCode()).isEqualTo(404);
    }

    /// Over HTTP/1.1 and HTTP/2, neither of which says then how long it is.
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_body_of_unknown_length_needs_a_type_too(HttpClient.Version version) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port
                        + "/api/v1/shipments/check"))
                .version(version)
                .header("Authorization", "Bearer " + Tokens.of("aurora-clerk"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{}".getBytes(UTF_8))));
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.version()).isEqualTo(version);
    }
}
