package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// An issuer that a test can stop and start again: it tells where its key is, and the key, and signs what the test
/// wants signed. Keycloak takes too long for that.
final class StubIssuer {

    private static final String KEY = "the-key";

    private final URI url;
    private final KeyPair keys = generated();
    private HttpServer server;

    /// @param url with a port of 127.0.0.1
    StubIssuer(URI url) {
        this.url = url;
    }

    static URI freeUrl() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/realms/headroom");
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    void start() throws IOException {
        var number = (RSAPublicKey) keys.getPublic();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), 0);
        answer("/realms/headroom/.well-known/openid-configuration",
                "{\"issuer\": \"" + url + "\", \"jwks_uri\": \"" + url + "/keys\"}");
        answer("/realms/headroom/keys", """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}"""
                .formatted(KEY, encoded(number.getModulus().toByteArray()),
                        encoded(number.getPublicExponent().toByteArray())));
        server.start();
    }

    private void answer(String path, String json) {
        server.createContext(path, call -> {
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, json.length());
            try (var out = call.getResponseBody()) {
                out.write(json.getBytes(UTF_8));
            }
        });
    }

    void stop() {
        server.stop(0);
    }

    /// A token of a clerk of Aurora.
    String token(Duration life) {
        return signed(KEY, life);
    }

    /// One of somebody who signed in and administers for the regulator.
    String tokenOfAnAdministrator() {
        return signed(KEY, Duration.ofMinutes(5), "regulator-admin", "\"sid\": \"s\"");
    }

    /// One that names a key which nobody has told of.
    String tokenOfAnUnknownKey() {
        return signed("another-key", Duration.ofMinutes(5));
    }

    private String signed(String key, Duration life) {
        var organization = "\"organizations\": {\"aurora\": {\"id\": \"" + RealmAdmin.organization("aurora") + "\"}}";
        return signed(key, life, "exporter-clerk", organization);
    }

    private String signed(String key, Duration life, String role, String claim) {
        long now = Instant.now().getEpochSecond();
        var head = "{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"" + key + "\"}";
        var body = """
                {"iss": "%s", "sub": "clerk", "aud": "headroom-api", "typ": "Bearer", "azp": "headroom-login",
                 "iat": %d, "exp": %d, "preferred_username": "clerk", %s,
                 "resource_access": {"headroom-api": {"roles": ["%s"]}}}"""
                .formatted(url, now, now + life.toSeconds(), claim, role);
        var said = encoded(head.getBytes(UTF_8)) + "." + encoded(body.getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(said.getBytes(UTF_8));
            return said + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generated() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
