package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// Prints a bearer token of a demo user or system, as `./headroom token USER` wants it. Uses nothing but the JDK, so
/// that it starts quickly from our own jar alone.
final class Token {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern REASON = Pattern.compile("\"error_description\"\\s*:\\s*\"([^\"]+)\"");

    /// How the names of all demo systems end, and of no demo user.
    static final String SYSTEM = "-system";

    private Token() {}

    public static void main(String... arguments) throws InterruptedException {
        try {
            if (arguments.length != 1) {
                throw new StartRefused("Name one demo user, for example: ./headroom token aurora-clerk");
            }
            System.out.println(of(arguments[0], Settings.of(System.getenv()).home()));
        } catch (StartRefused refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        } catch (IOException fault) {
            System.err.println("No token: Keycloak does not answer. Is ./headroom run running?");
            System.exit(1);
        }
    }

    static String of(String user, Path home) throws IOException, InterruptedException {
        var port = home.resolve("keycloak/port");
        if (!Files.exists(port)) {
            throw new StartRefused("There is no Keycloak in " + Settings.shown(home) + ". Start ./headroom run first.");
        }
        var issuer = "http://127.0.0.1:" + Files.readString(port).strip() + "/realms/headroom";
        return fetch(issuer, user, Files.readString(home.resolve("demo-password")).strip());
    }

    /// Asks the issuer for an access token: a person's by password, which only the demo client may do, or a system's by
    /// its secret.
    static String fetch(String issuer, String user, String password) throws IOException, InterruptedException {
        var name = URLEncoder.encode(user, UTF_8);
        var secret = URLEncoder.encode(password, UTF_8);
        var form = user.endsWith(SYSTEM)
                ? "grant_type=client_credentials&client_id=" + name + "&client_secret=" + secret
                : "grant_type=password&client_id=headroom-cli&username=" + name + "&password=" + secret;
        var request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var answer = client.send(request, BodyHandlers.ofString()).body();
            var token = ACCESS_TOKEN.matcher(answer);
            if (token.find()) {
                return token.group(1);
            }
            var reason = REASON.matcher(answer);
            throw new StartRefused(
                    "No token for \"" + user + "\": " + (reason.find() ? reason.group(1) : "it was refused") + ".");
        }
    }
}
