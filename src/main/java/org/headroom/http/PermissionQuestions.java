package org.headroom.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks Keycloak whether a caller has a permission, by the caller's own token. So no secret of ours is needed, and
/// Keycloak sees by itself that a person was disabled or a session has ended.
@ApplicationScoped
class PermissionQuestions {

    /// What Keycloak said.
    enum Answer {
        GRANTED,
        DENIED,
        /// It does not take the token any more.
        TOKEN_ENDED,
        /// Nothing, or not in time, or nothing that is understood.
        NONE
    }

    private static final Logger LOG = Logger.getLogger(PermissionQuestions.class);
    private static final String WHOSE = "headroom-api";

    /// The person was disabled, the session has ended, or the token has.
    private static final String TOKEN_ENDED = "invalid_grant";

    /// An administrator took away the resource or the scope itself, so nobody has the permission.
    private static final Set<String> TAKEN_AWAY = Set.of("invalid_resource", "invalid_scope");

    private final HttpClient client;
    private final TenantConfigBean issuers;
    private final PermissionConfig config;
    private final ObjectMapper json;
    private final Counter unanswered;

    PermissionQuestions(
            TenantConfigBean issuers, PermissionConfig config, ObjectMapper json, MeterRegistry registry) {
        this.issuers = issuers;
        this.config = config;
        this.json = json;
        this.unanswered = Counter.builder("permission.questions.unanswered")
                .description("Permissions that Keycloak said nothing of, so that the act was not done")
                .register(registry);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.patience())
                .build();
    }

    @PreDestroy
    void end() {
        client.shutdownNow();
    }

    /// Always completes, and within the patience of the configuration.
    CompletableFuture<Answer> ask(String token, String permission) {
        @Nullable OidcConfigurationMetadata issuer = issuers.getDefaultTenant().getOidcMetadata();
        var address = issuer == null ? null : issuer.getTokenUri();
        if (address == null) {
            return CompletableFuture.completedFuture(none(permission, "the issuer tells no address for it"));
        }
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=urn:ietf:params:oauth:grant-type:uma-ticket"
                        + "&response_mode=decision&audience=" + WHOSE
                        + "&permission=" + URLEncoder.encode(permission.replace(':', '#'), UTF_8)))
                .build();
        var sent = client.sendAsync(request, BodyHandlers.ofString());
        var answer = sent.thenApply(response -> read(permission, response))
                .orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(fault -> none(permission, cause(fault)));
        answer.thenRun(() -> sent.cancel(true)); // nobody waits for it any more
        return answer;
    }

    private static String cause(Throwable fault) {
        var cause = fault.getCause();
        return String.valueOf(fault instanceof CompletionException && cause != null ? cause : fault);
    }

    private Answer read(String permission, HttpResponse<String> response) {
        var said = tree(response.body());
        var error = said.path("error").asText();
        return switch (response.statusCode()) {
            case 200 -> said.path("result").asBoolean(false) ? Answer.GRANTED : none(permission, "an odd yes");
            case 401 -> Answer.TOKEN_ENDED;
            case 403 -> Answer.DENIED;
            case 400 -> refused(permission, error);
            default -> none(permission, response.statusCode() + " " + error);
        };
    }

    private Answer refused(String permission, String error) {
        if (error.equals(TOKEN_ENDED)) {
            return Answer.TOKEN_ENDED;
        }
        return TAKEN_AWAY.contains(error) ? Answer.DENIED : none(permission, "400 " + error);
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }

    private Answer none(String permission, String because) {
        LOG.warnf("Nobody says whether a caller has the permission %s: %s. With an issuer that has no permissions, set"
                + " HEADROOM_OIDC_PERMISSIONS=false.", permission, because);
        unanswered.increment();
        return Answer.NONE;
    }
}
