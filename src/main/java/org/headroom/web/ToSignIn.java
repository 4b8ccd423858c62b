package org.headroom.web;

import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.headroom.http.Area;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;

/// Whoever asks for a page and is not signed in is sent to do so first, and comes back. The audit log hears of none of
/// it: to be asked who one is is no refusal.
///
/// Only such a call waits for what the issuer is to be asked; a filter that said so for all would hold up all.
@Provider
@Priority(ToSignIn.BEFORE_AUDIT)
@ApplicationScoped // made when first asked, not when the service is built
class ToSignIn implements ResteasyReactiveContainerResponseFilter {

    static final int BEFORE_AUDIT = 9_000;

    private final HttpAuthenticator authenticator;
    private final PagesConfig config;

    ToSignIn(HttpAuthenticator authenticator, PagesConfig config) {
        this.authenticator = authenticator;
        this.config = config;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext asked, ContainerResponseContext answer) {
        if (answer.getStatus() != Refusals.UNAUTHENTICATED) {
            return;
        }
        var call = ((ResteasyReactiveRequestContext) asked.getServerRequestContext()).unwrap(RoutingContext.class);
        if (!isForPage(call)) {
            return;
        }
        if (call.request().getHeader("HX-Request") != null) {
            answer.getHeaders().putSingle("HX-Refresh", "true"); // the whole page goes to sign in
            return;
        }
        asked.suspend();
        authenticator.getChallenge(call).subscribe().with(
                challenge -> {
                    answer.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
                    answer.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
                    answer.setStatus(challenge.status);
                    answer.setEntity(null);
                    challenge.getHeaders().forEach((name, value) ->
                            answer.getHeaders().putSingle(name.toString(), value));
                    asked.resume();
                },
                asked::resume);
    }

    /// Not who has just come back: he would be sent round in circles.
    private boolean isForPage(RoutingContext call) {
        return config.on()
                && Area.of(call) == Area.PAGE
                && call.request().method() == HttpMethod.GET
                && !call.request().path().equals(SignInPage.BACK);
    }
}
