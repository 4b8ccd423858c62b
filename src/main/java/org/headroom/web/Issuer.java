package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.session.Session.Tokens;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the service asks the issuer for by itself, as the client of the pages: tokens anew, and that a session ends.
/// From server to server, so that no token passes a browser.
@ApplicationScoped
class Issuer {

    /// What became of a wish for new tokens.
    sealed interface Answer {
        record Given(Tokens tokens, Duration life) implements Answer {}

        /// The session has ended there, or the person was disabled.
        record Refused() implements Answer {}

        /// No answer, or none that is understood.
        record None() implements Answer {}
    }

    private static final Logger LOG = Logger.getLogger(Issuer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final TenantConfigBean issuers;
    private final ObjectMapper json;
    private final String id;
    private final Optional<String> secret;

    Issuer(
            TenantConfigBean issuers,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.oidc.pages.client-id") String id,
            @ConfigProperty(name = "quarkus.oidc.pages.credentials.secret") Optional<String> secret) {
        this.issuers = issuers;
        this.json = json;
        this.id = id;
        this.secret = secret;
    }

    @PreDestroy
    void end() {
        client.shutdownNow();
    }

    Answer renew(Tokens tokens) {
        var refresh = tokens.refresh();
        if (refresh == null) {
            return new Answer.Refused();
        }
        return send(OidcConfigurationMetadata::getTokenUri, "grant_type=refresh_token&refresh_token=", refresh)
                .map(response -> read(response, tokens))
                .orElse(new Answer.None());
    }

    private Answer read(HttpResponse<String> response, Tokens before) {
        var given = tree(response.body());
        if (response.statusCode() == 400) {
            return new Answer.Refused();
        }
        if (response.statusCode() != 200 || !given.path("access_token").isTextual()) {
            LOG.warnf("The issuer gave no new tokens: %s %s", response.statusCode(), given.path("error").asText());
            return new Answer.None();
        }
        return new Answer.Given(
                new Tokens(
                        given.path("id_token").asText(before.id()),
                        given.path("access_token").asText(),
                        given.path("refresh_token").asText(before.refresh())),
                Duration.ofSeconds(given.path("expires_in").asLong(0)));
    }

    /// Ends the session of a person there, too.
    ///
    /// @return whether the issuer says so
    boolean signOut(Tokens tokens) {
        var refresh = tokens.refresh();
        return refresh != null
                && send(OidcConfigurationMetadata::getEndSessionUri, "refresh_token=", refresh)
                        .filter(response -> response.statusCode() < 300)
                        .isPresent();
    }

    private Optional<HttpResponse<String>> send(
            Function<OidcConfigurationMetadata, @Nullable String> where, String what, String token) {
        @Nullable OidcConfigurationMetadata issuer = Objects.requireNonNull(issuers.getStaticTenant(PagesTenant.ID))
                .getOidcMetadata();
        var address = issuer == null ? null : where.apply(issuer);
        if (address == null) {
            return Optional.empty();
        }
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString((encoded(id) + ":" + encoded(secret.orElseThrow())).getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(what + encoded(token)))
                .build();
        try {
            return Optional.of(client.send(request, BodyHandlers.ofString()));
        } catch (IOException away) {
            LOG.warn("The issuer of tokens does not answer: " + away);
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException other) {
            return json.createObjectNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
