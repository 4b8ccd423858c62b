package org.headroom.web;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Objects;
import org.headroom.session.Session;
import org.headroom.session.Session.Tokens;
import org.headroom.session.Sessions;
import org.jspecify.annotations.Nullable;

/// Keeps tokens on the server. The cookie of a browser is the random value by which its session is known.
@Alternative
@Priority(1) // in place of the one that keeps them in cookies
@ApplicationScoped
class SessionTokens implements TokenStateManager {

    private static final String KEPT = Session.class.getName();

    private final Sessions sessions;
    private final Renewals renewals;

    SessionTokens(Sessions sessions, Renewals renewals) {
        this.sessions = sessions;
        this.renewals = renewals;
    }

    /// The session by which somebody calls; null for one who is not signed in, or calls with a bearer token.
    static @Nullable Session of(RoutingContext call) {
        return call.get(KEPT);
    }

    @Override
    public Uni<String> createTokenState(RoutingContext call, OidcTenantConfig config, AuthorizationCodeTokens given,
            OidcRequestContext<String> context) {
        var tokens = new Tokens(given.getIdToken(), given.getAccessToken(), given.getRefreshToken());
        var life = Duration.ofSeconds(Objects.requireNonNullElse(given.getAccessTokenExpiresIn(), 0L));
        return context.runBlocking(() -> sessions.begin(tokens, life));
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(RoutingContext call, OidcTenantConfig config, String held,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        return context.runBlocking(() -> {
            var session = sessions.use(held).flatMap(renewals::fresh)
                    .orElseThrow(() -> new AuthenticationFailedException("The session has ended"));
            call.put(KEPT, session);
            var tokens = session.tokens();
            return new AuthorizationCodeTokens(tokens.id(), tokens.access(), tokens.refresh());
        });
    }

    @Override
    public Uni<Void> deleteTokens(RoutingContext call, OidcTenantConfig config, String held,
            OidcRequestContext<Void> context) {
        return context.runBlocking(() -> {
            sessions.end(held);
            return null;
        });
    }
}
