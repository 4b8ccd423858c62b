package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A body that is too large is refused by a problem that tells how large it may be.
@QuarkusTest
class BodyLimitTest {

    private static final int MB = 1 << 20;

    @TestHTTPResource
    URI service;

    @Test
    void a_shipment_of_more_than_ten_megabytes_is_refused_and_one_of_ten_is_read() {
        var body = "{\"reference\": \"" + "x".repeat(10 * MB - 17) + "\"}";
        assertThat(body).hasSize(10 * MB);
        Calls.as("aurora-clerk").body(body).post("/api/v1/shipments").then().statusCode(422)
                .body("type", equalTo("invalid-input"));
        var larger = "{\"reference\": \"" + "x".repeat(11 * MB) + "\"}";
        Calls.as("aurora-clerk").body(larger).post("/api/v1/shipments").then().statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("too-large"))
                .body("detail", containsString("10 MB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/imports", "/api/v1/shipments"})
    void a_body_that_says_that_it_is_larger_than_any_upload_is_refused_before_it_is_sent(String path) throws Exception {
        var answer = announce(path, 261L * MB);
        assertThat(answer).startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"too-large\"", "\"status\":413", "an uploaded file 256 MB");
    }

    /// Sends the head of a request and no body; reads to the end of the problem.
    private String announce(String path, long length) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            var head = String.join("\r\n", "POST " + path + " HTTP/1.1", "Host: " + service.getAuthority(),
                    "Authorization: Bearer " + Tokens.of("aurora-clerk"),
                    "Content-Type: multipart/form-data; boundary=x", "Content-Length: " + length, "", "");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (int c = 0; c >= 0 && c != '}'; ) {
                c = socket.getInputStream().read();
                answer.append((char) c);
            }
            return answer.toString();
        }
    }
}
