package org.headroom.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as nobody but an attacker sends them; over a bare socket, since a client would tidy them up.
@QuarkusTest
class RawPathsTest {

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/test/clerk;x", "/api/test;x=1/clerk", "/api/test/clerk%3bx", "/api/test/clerk%3Bx", "/api/test%2fclerk",
        "/api/test%2Fclerk", "/api/test%5cclerk", "//api/test/clerk", "/api/test//clerk", "/x/../api/test/clerk", "/api/test/./clerk",
        "/x/%2e%2e/api/test/clerk", "/x/%2E./api/test/clerk", "/api/test/%2e/clerk", "/api/test/clerk/..", "/api/test/clerk/.",
        "/api/test/clerk/%2e%2E", "http://elsewhere//api/test/clerk", "/q/openapi;x", "/q//openapi"
    })
    void an_address_that_can_be_read_in_two_ways_is_refused_before_anybody_is_known(String path) throws Exception {
        for (var token : new String[] {"", "nonsense", Tokens.of("aurora-clerk")}) {
            assertThat(ask(path, token)).startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"type\":\"bad-request\"", "read in two ways");
        }
    }

    /// It is no character of a URI, and Quarkus ends the request before any filter or route of ours is asked: its root
    /// handler checks the address first, and the HTTP server has no hook for it.
    @Test
    void a_bare_backslash_is_refused_without_a_word() throws Exception {
        assertThat(ask("/api/test\\clerk", Tokens.of("aurora-clerk"))).startsWith("HTTP/1.1 400 ").doesNotContain("aurora");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/test/clerk", "/api/test/clerk?x=a;b//c/../d%2f", "/api/test/cl%65rk",
        "http://elsewhere/api/test/clerk"})
    void an_address_that_can_be_read_in_one_way_is_answered(String path) throws Exception {
        assertThat(ask(path, Tokens.of("aurora-clerk"))).startsWith("HTTP/1.1 200 ").endsWith("aurora-clerk");
        assertThat(ask(path, "")).startsWith("HTTP/1.1 401 ");
    }

    private String ask(String path, String token) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(String.join("\r\n", "GET " + path + " HTTP/1.1",
                    "Host: " + service.getAuthority(), "Connection: close",
                    token.isEmpty() ? "X-Nobody: true" : "Authorization: Bearer " + token, "", "").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
