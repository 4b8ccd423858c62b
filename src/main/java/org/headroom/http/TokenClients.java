package org.headroom.http;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/// Refuses a token that was made for a client of the realm that is not ours: what that one asks in a person's name, the
/// person has not seen here. An exporter's own system is a client, too, and one of ours once an operator names it.
/// Signature, time, issuer, audience and type are checked by `quarkus.oidc.token`.
@Unremovable
@ApplicationScoped
class TokenClients implements Validator {

    private final Set<String> clients;

    TokenClients(@ConfigProperty(name = "headroom.token.clients") Set<String> clients) {
        this.clients = Set.copyOf(clients);
    }

    /// What is wrong, or null.
    @Override
    public @Nullable String validate(JwtContext token) throws MalformedClaimException {
        var client = token.getJwtClaims().getStringClaimValue("azp");
        return client != null && clients.contains(client) ? null : "The token was made for another client";
    }
}
