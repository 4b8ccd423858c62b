package org.headroom.http;

import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether the issuer of tokens has told its keys: before, nobody can be let in. Later it may be away, for the keys
/// that it told still count. Each probe asks again, since requests come only once this is up.
@Readiness
@ApplicationScoped
class IssuerKnown implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TenantConfigBean issuers;

    IssuerKnown(TenantConfigBean issuers) {
        this.issuers = issuers;
    }

    @Override
    public HealthCheckResponse call() {
        var issuer = issuers.getDefaultTenant();
        var answer = HealthCheckResponse.named("Keys of the issuer of tokens");
        try {
            return answer.status(issuer.ready() || issuer.initialize().await().atMost(PATIENCE).ready()).build();
        } catch (RuntimeException away) {
            return answer.down().withData("because", String.valueOf(away.getMessage())).build();
        }
    }
}
