package org.headroom.web;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.access.Reader;
import org.headroom.access.Requester;
import org.headroom.http.AuditTrail;
import org.jspecify.annotations.Nullable;

/// Makes the frame of a page for whoever calls. It asks no database, for refusals have it, too.
@ApplicationScoped
class Frames {

    private final SecurityIdentity caller;
    private final Requester requester;
    private final Forms forms;
    private final Assets assets;

    Frames(SecurityIdentity caller, Requester requester, Forms forms, Assets assets) {
        this.caller = caller;
        this.requester = requester;
        this.forms = forms;
        this.assets = assets;
    }

    Frame of(RoutingContext call, String title) {
        var path = call.request().path();
        var session = SessionTokens.of(call);
        return new Frame(
                title,
                caller.getPrincipal() instanceof JsonWebToken token ? token.getName() : null,
                standing(),
                Section.of(caller).stream()
                        .map(section -> new Frame.Link(section.path, section.label, section.holds(path)))
                        .toList(),
                session == null ? null : forms.token(session),
                assets,
                call.get(AuditTrail.REQUEST_ID));
    }

    private @Nullable String standing() {
        if (caller.isAnonymous()) {
            return null;
        }
        return switch (requester.reader()) {
            case Reader.Exporter(var word) -> word;
            case Reader.Other.REGULATOR -> "the regulator";
            case Reader.Other.NOBODY -> "nobody yet";
        };
    }
}
