package org.headroom.api;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.access.Reader;
import org.headroom.access.Requester;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the verified token says.
@RequestScoped
class Caller implements Requester {

    private static final String EXPORTER_CLAIM = "exporter";

    private final JsonWebToken token;
    private final SecurityIdentity identity;

    Caller(JsonWebToken token, SecurityIdentity identity) {
        this.token = token;
        this.identity = identity;
    }

    Actor actor() {
        return new Actor(token.getSubject(), token.getName(), exporterOrNull());
    }

    /// The exporter the caller acts for.
    ///
    /// @throws ForbiddenException when the token names none
    String exporter() {
        var exporter = exporterOrNull();
        if (exporter == null) {
            throw new ForbiddenException("This needs a user of an exporter, and your token names none.");
        }
        return exporter;
    }

    /// Whose rows the caller may read: its exporter's, or everybody's (null) for regulators and auditors.
    @Nullable String readableBy() {
        return seesAll() && exporterOrNull() == null ? null : exporter();
    }

    @Override
    public Reader reader() {
        if (identity.isAnonymous()) {
            return Reader.Other.NOBODY;
        }
        var exporter = claimed();
        if (seesAll()) {
            return exporter == null ? Reader.Other.REGULATOR : Reader.Other.NOBODY;
        }
        return exporter == null ? Reader.Other.NOBODY : new Reader.Exporter(exporter);
    }

    private boolean seesAll() {
        return identity.hasRole(Roles.REGULATOR)
                || identity.hasRole(Roles.REGULATOR_ADMIN)
                || identity.hasRole(Roles.AUDITOR);
    }

    private @Nullable String exporterOrNull() {
        var exporter = claimed();
        if (exporter != null && seesAll()) {
            throw new ForbiddenException("Your token is an exporter's and a regulator's. Use one that is either.");
        }
        return exporter;
    }

    private @Nullable String claimed() {
        Object exporter = token.getClaim(EXPORTER_CLAIM);
        return exporter == null || exporter.toString().isBlank() ? null : exporter.toString();
    }
}
