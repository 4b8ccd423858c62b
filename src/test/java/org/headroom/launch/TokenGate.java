package org.headroom.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to the real Keycloak's token endpoint, which a test shuts and opens. Keycloak itself is too slow for that.
final class TokenGate {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// Questions that came through.
    final AtomicInteger passed = new AtomicInteger();

    private final URI url;
    private final URI keycloak;
    private volatile Duration delay = Duration.ZERO;
    private HttpServer server;

    /// @param url with a port of 127.0.0.1
    TokenGate(URI url, URI keycloak) {
        this.url = url;
        this.keycloak = keycloak;
    }

    /// @param delay before each question passes
    void open(Duration delay) {
        shut();
        this.delay = delay;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), 0);
        } catch (IOException taken) {
            throw new IllegalStateException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    void shut() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void pass(HttpExchange call) throws IOException {
        passed.incrementAndGet();
        try (call) {
            Thread.sleep(delay);
            var request = HttpRequest.newBuilder(keycloak)
                    .header("Authorization", call.getRequestHeaders().getFirst("Authorization"))
                    .header("Content-Type", call.getRequestHeaders().getFirst("Content-Type"))
                    .POST(BodyPublishers.ofByteArray(call.getRequestBody().readAllBytes()))
                    .build();
            var answer = HTTP.send(request, BodyHandlers.ofByteArray());
            call.sendResponseHeaders(answer.statusCode(), answer.body().length);
            call.getResponseBody().write(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
