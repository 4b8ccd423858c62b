package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.headroom.http.Problem;
import org.headroom.session.Session;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/// A form counts only when it was sent from a page of ours, by the session that the page was written for. A browser
/// gives another site's form our cookie, too; so the cookie alone changes nothing.
@ApplicationScoped
class Forms {

    /// The field that holds the token.
    static final String FIELD = "csrf";

    /// What a program is never told, for it sends no form.
    static final String FOREIGN = "foreign-form";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String MAC = "HmacSHA256";

    private final PagesConfig config;

    Forms(PagesConfig config) {
        this.config = config;
    }

    /// The same for all pages of a session, and for no other session.
    String token(Session session) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(("forms " + config.key().orElseThrow()).getBytes(UTF_8), MAC));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(session.id().getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whoever calls by a session and would change something calls what takes a form, from here.
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    @Nullable Response fromHere(RoutingContext call, ResourceInfo called) {
        if (SessionTokens.of(call) == null || READS.contains(call.request().method().name())) {
            return null;
        }
        return isOurs(call.request()) && called.getResourceMethod().isAnnotationPresent(Form.class)
                ? null
                : refused("It was sent from another site.");
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 2)
    @WithFormRead
    @Form
    @Nullable Response ofThisSession(RoutingContext call, ResteasyReactiveContainerRequestContext read) {
        var session = SessionTokens.of(call);
        var form = read.getServerRequestContext() instanceof ResteasyReactiveRequestContext request
                ? request.getFormData()
                : null;
        if (session == null) {
            return Problem.of(Problem.Type.UNAUTHENTICATED, "The session has ended.").response();
        }
        if (form == null) {
            return refused("It is none.");
        }
        var fields = Fields.of(form);
        if (!MessageDigest.isEqual(fields.text(FIELD).getBytes(UTF_8), token(session).getBytes(UTF_8))) {
            return refused("It belongs to a page that was opened before you signed in, or by somebody else.");
        }
        fields.keepFor(call);
        return null;
    }

    private static Response refused(String because) {
        return new Problem(FOREIGN, "The form was refused", Response.Status.FORBIDDEN.getStatusCode(),
                because + " Nothing was done.", null, null, null).response();
    }

    /// Browsers say where a form comes from, and no page can change that. Very old ones say it in `Origin` only.
    private boolean isOurs(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && (config.url().isPresent()
                ? origin.equals(origin(config.url().get()))
                : origin.equals("http://" + request.getHeader(HttpHeaders.HOST)));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
