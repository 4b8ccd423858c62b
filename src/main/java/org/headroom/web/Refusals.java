package org.headroom.web;

import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.headroom.http.Area;
import org.headroom.http.Problem;
import org.headroom.http.RefusalText;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/// What a page answers when it cannot be what was asked for: the same problems as the API's, in words on a page; and
/// whoever is not signed in is sent to do so first, and comes back.
@ApplicationScoped
class Refusals implements RefusalText {

    /// Loads nothing from elsewhere, runs nothing that is written in a page, and sends forms nowhere else.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// Before the audit log hears of it: to be asked who one is is no refusal.
    private static final int BEFORE_AUDIT = 9_000;

    private static final int AFTER_AUDIT = 1_000;
    private static final int UNAUTHENTICATED = Problem.Type.UNAUTHENTICATED.status;

    private final HttpAuthenticator authenticator;
    private final Frames frames;
    private final Assets assets;
    private final PagesConfig config;

    Refusals(HttpAuthenticator authenticator, Frames frames, Assets assets, PagesConfig config) {
        this.authenticator = authenticator;
        this.frames = frames;
        this.assets = assets;
        this.config = config;
    }

    /// Only such a call waits for what the issuer is to be asked; a filter that said so for all would hold up all.
    @ServerResponseFilter(priority = BEFORE_AUDIT)
    void askWhoItIs(ContainerResponseContext answer, ContainerRequestContext asked, RoutingContext call) {
        if (!config.on() || answer.getStatus() != UNAUTHENTICATED || Area.of(call) != Area.PAGE
                || call.request().method() != HttpMethod.GET
                || call.request().path().equals(SignInPage.BACK)) {
            return;
        }
        if (call.request().getHeader("HX-Request") != null) {
            answer.getHeaders().putSingle("HX-Refresh", "true"); // the whole page goes to sign in
            return;
        }
        var waiting = (ResteasyReactiveContainerRequestContext) asked;
        waiting.suspend();
        authenticator.getChallenge(call).subscribe().with(
                challenge -> {
                    answer.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
                    answer.setStatus(challenge.status);
                    answer.setEntity(null);
                    challenge.getHeaders().forEach((name, value) ->
                            answer.getHeaders().putSingle(name.toString(), value));
                    waiting.resume();
                },
                waiting::resume);
    }

    @ServerResponseFilter(priority = AFTER_AUDIT)
    void write(ContainerResponseContext answer, RoutingContext call) {
        if (Area.of(call) != Area.PAGE) {
            return;
        }
        put(call, answer, "Content-Security-Policy", POLICY);
        put(call, answer, "Referrer-Policy", "same-origin"); // else a browser hides where a form is from
        if (problem(answer) instanceof Problem problem) {
            answer.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
            var words = Words.of(problem);
            answer.setEntity(page(frames.of(call, words.title()), problem, words), null,
                    MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        }
    }

    /// Where signing in came to no end, Quarkus answers without a word.
    private static @Nullable Object problem(ContainerResponseContext answer) {
        return answer.getStatus() == UNAUTHENTICATED && !answer.hasEntity()
                ? Problem.of(Problem.Type.UNAUTHENTICATED, "Signing in did not come to its end.")
                : answer.getEntity();
    }

    /// In place of what every answer has.
    static void put(RoutingContext call, ContainerResponseContext answer, String name, String value) {
        call.response().headers().remove(name);
        answer.getHeaders().putSingle(name, value);
    }

    /// Before anybody is known.
    @Override
    public String html(Problem problem) {
        var words = Words.of(problem);
        return page(Frame.bare(words.title(), assets), problem, words);
    }

    @Override
    public String policy() {
        return POLICY;
    }

    record Refusal(Frame frame, Problem problem, Words words) implements io.quarkus.qute.TemplateInstance {}

    private static String page(Frame frame, Problem problem, Words words) {
        return new Refusal(frame, problem, words).render();
    }
}
