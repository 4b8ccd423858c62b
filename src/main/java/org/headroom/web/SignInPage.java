package org.headroom.web;

import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Signing in ends, and signing out happens, here. Where one signs in is the issuer's page.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
class SignInPage {

    /// Where the issuer sends people back to; the client in its realm names it.
    static final String BACK = "/signed-in";

    private final OidcSession session;
    private final Issuer issuer;
    private final Assets assets;

    SignInPage(OidcSession session, Issuer issuer, Assets assets) {
        this.session = session;
        this.issuer = issuer;
        this.assets = assets;
    }

    /// Who comes here from the issuer is sent on before; who comes here otherwise begins anew.
    @GET
    @Path(BACK)
    public Response back() {
        return Response.seeOther(URI.create("/")).build();
    }

    record SignedOut(Frame frame, boolean everywhere) implements TemplateInstance {}

    /// The session ends here and at the issuer. The address bar stays, so the answer is no redirect: a browser would
    /// hold one to the issuer against the policy that forms are sent to us only.
    @Operation(operationId = "signOut", summary = "Ends the session.")
    @POST
    @Path("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Form
    public Response signOut(RoutingContext call) {
        var known = SessionTokens.of(call);
        boolean everywhere = known != null && issuer.signOut(known.tokens());
        session.logout().await().indefinitely();
        return Response.ok(new SignedOut(Frame.bare("You are signed out", assets), everywhere))
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .build();
    }
}
