package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.headroom.http.Area;
import org.headroom.http.Problem;
import org.headroom.http.RefusalText;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// What a page answers when it cannot be what was asked for: the same problems as the API's, in words on a page.
@ApplicationScoped
class Refusals implements RefusalText {

    /// Loads nothing from elsewhere, runs nothing that is written in a page, and sends forms nowhere else.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final int AFTER_AUDIT = 1_000;
    static final int UNAUTHENTICATED = Problem.Type.UNAUTHENTICATED.status;

    private final Frames frames;
    private final Assets assets;

    Refusals(Frames frames, Assets assets) {
        this.frames = frames;
        this.assets = assets;
    }

    @ServerResponseFilter(priority = AFTER_AUDIT)
    void write(ContainerResponseContext answer, RoutingContext call) {
        if (Area.of(call) != Area.PAGE) {
            return;
        }
        put(call, answer, "Content-Security-Policy", POLICY);
        put(call, answer, "Referrer-Policy", "same-origin"); // else a browser hides where a form is from
        if (answer.getEntity() instanceof Problem problem) {
            answer.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
            var words = Words.of(problem);
            var frame = answer.getStatus() == UNAUTHENTICATED // nobody is known, and to ask who it is would fail again
                    ? Frame.bare(words.title(), assets)
                    : frames.of(call, words.title());
            answer.setEntity(page(frame, problem, words), null,
                    MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        }
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
