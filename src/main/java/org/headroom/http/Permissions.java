package org.headroom.http;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.http.PermissionQuestions.Answer;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Has a method that names a permission called only when Keycloak says that the caller has it; when unsure, not.
///
/// A yes is kept for seconds, so that a burst asks once. A no is not kept: what an administrator gives counts at once.
/// Calls that ask the same at the same moment share the answer.
@ApplicationScoped
class Permissions {

    /// After roles, standing and rates: who is refused by those makes no work for Keycloak.
    private static final int LAST = Priorities.USER + 1_000;

    /// More answers than this are not kept.
    private static final int KEPT_MAX = 10_000;

    /// @param token its id
    private record Asked(String token, String permission) {}

    private final Map<Asked, Long> granted = new ConcurrentHashMap<>();
    private final Map<Asked, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private final PermissionConfig config;
    private final PermissionQuestions questions;
    private final SecurityIdentity caller;

    Permissions(PermissionConfig config, PermissionQuestions questions, SecurityIdentity caller) {
        this.config = config;
        this.questions = questions;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = LAST)
    @Permission("the one that the method names")
    @Nullable Response check(ResourceInfo called) {
        if (!config.asked()) {
            return null;
        }
        if (!(caller.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        var permission = called.getResourceMethod().getAnnotation(Permission.class).value();
        return switch (answer(token, permission)) {
            case GRANTED -> null;
            case DENIED -> Problem.of(Problem.Type.NO_PERMISSION,
                    ("This takes the permission %s, and Keycloak does not give it to you. Ask an administrator of"
                            + " Keycloak for it.").formatted(permission)).response();
            case TOKEN_ENDED -> throw new UnauthorizedException();
            case NONE -> Problems.unavailable(
                    "Keycloak does not say whether you have the permission %s, so nothing was done."
                            .formatted(permission));
        };
    }

    private Answer answer(JsonWebToken token, String permission) {
        var id = Objects.requireNonNullElse(token.getTokenID(), token.getRawToken());
        var asked = new Asked(id, permission);
        if (isKept(asked, System.nanoTime())) {
            return Answer.GRANTED;
        }
        var question = open.computeIfAbsent(asked, nobodyHas -> questions.ask(token.getRawToken(), permission));
        var answer = question.join();
        if (answer == Answer.GRANTED) {
            keep(asked, System.nanoTime());
        }
        open.remove(asked, question);
        return answer;
    }

    private boolean isKept(Asked asked, long now) {
        var since = granted.get(asked);
        return since != null && isYoung(since, now);
    }

    private void keep(Asked asked, long now) {
        if (granted.size() >= KEPT_MAX) {
            granted.values().removeIf(since -> !isYoung(since, now));
        }
        if (granted.size() < KEPT_MAX) {
            granted.put(asked, now);
        }
    }

    private boolean isYoung(long since, long now) {
        return now - since < config.kept().toNanos();
    }
}
