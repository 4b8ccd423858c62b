package org.headroom.launch;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Real bearer tokens of the demo users, for `@QuarkusTest` classes: `given().auth().oauth2(Tokens.of("auditor"))`.
public final class Tokens {

    /// Tokens live for five minutes; a test must not be handed one that is about to end.
    private static final long GOOD_FOR_NANOS = 200_000_000_000L;

    private static final Map<String, Kept> KEPT = new ConcurrentHashMap<>();

    private record Kept(String token, long since) {}

    private Tokens() {}

    public static String of(String user) {
        return KEPT.compute(user, (name, kept) -> kept != null && System.nanoTime() - kept.since() < GOOD_FOR_NANOS
                        ? kept
                        : new Kept(fresh(name), System.nanoTime()))
                .token();
    }

    static String issuer() {
        return property("quarkus.oidc.auth-server-url");
    }

    /// What people type into Keycloak's form.
    public static String password() {
        return demoPassword();
    }

    static String demoPassword() {
        return property("demo-password");
    }

    private static String fresh(String user) {
        try {
            return Token.fetch(issuer(), user, demoPassword());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(
                System.getProperty(ServersOfThisRun.PREFIX + name), "Tokens exist only in a @QuarkusTest");
    }
}
