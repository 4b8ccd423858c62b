package org.headroom.web;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Whoever signed in is who the access token says, and that token is verified as one that came with a call of the API:
/// what is refused there is refused here.
@ApplicationScoped
class ByAccessToken implements SecurityIdentityAugmentor {

    private final TenantIdentityProvider api;

    ByAccessToken(TenantIdentityProvider api) {
        this.api = api;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity signedIn, AuthenticationRequestContext context) {
        if (signedIn.getCredential(IdTokenCredential.class) == null) {
            return Uni.createFrom().item(signedIn);
        }
        var token = signedIn.getCredential(AccessTokenCredential.class).getToken();
        return api.authenticate(new AccessTokenCredential(token)).map(verified -> {
            var identity = QuarkusSecurityIdentity.builder(verified);
            signedIn.getAttributes().forEach((name, value) -> {
                if (verified.getAttribute(name) == null) {
                    identity.addAttribute(name, value);
                }
            });
            return identity.build();
        });
    }
}
