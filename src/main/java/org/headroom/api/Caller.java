package org.headroom.api;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.access.Reader;
import org.headroom.access.Requester;
import org.headroom.terms.Actor;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the verified token says: a person, or an exporter's own system.
@RequestScoped
class Caller implements Requester {

    private static final String EXPORTER_CLAIM = "exporter";

    private final JsonWebToken token;
    private final SecurityIdentity identity;
    private @Nullable Standing standing;

    /// @param exporters those the token names; a good one names one at most
    private record Standing(boolean seesAll, List<String> exporters) {}

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
        return reader(identity);
    }

    static Reader reader(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Reader.Other.NOBODY;
        }
        var exporters = claimed(token);
        if (seesAll(identity)) {
            return exporters.isEmpty() ? Reader.Other.REGULATOR : Reader.Other.NOBODY;
        }
        return exporters.size() == 1 ? new Reader.Exporter(exporters.getFirst()) : Reader.Other.NOBODY;
    }

    private boolean seesAll() {
        return standing().seesAll();
    }

    private Standing standing() {
        var known = standing;
        if (known == null) {
            known = new Standing(seesAll(identity), claimed(token));
            standing = known;
        }
        return known;
    }

    static boolean seesAll(SecurityIdentity identity) {
        return identity.hasRole(Roles.REGULATOR)
                || identity.hasRole(Roles.REGULATOR_ADMIN)
                || identity.hasRole(Roles.AUDITOR);
    }

    /// Refuses whom a role makes act for an exporter while the token does not say for which one, and only one.
    @ServerRequestFilter
    void actsForOne() {
        if (identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER) || identity.hasRole(Roles.APPROVER)) {
            exporter();
        }
    }

    /// Refuses a system that has a role of people, whatever it asks: so no approval is forgotten, nor one yet to come.
    @ServerRequestFilter
    void isPersonWhoApproves() {
        for (var role : Roles.OF_PEOPLE) {
            if (identity.hasRole(role) && !isPerson()) {
                throw new ForbiddenException("Your token is a system's, and a person approves. Ask an administrator to"
                        + " take the role " + role + " away from it.");
            }
        }
    }

    /// Whether somebody signed in. Keycloak writes both claims, and no user can choose them: a session that began by
    /// signing in has an id (`sid`), and a client that signed in as itself is named by `client_id`. One of them still
    /// tells when an operator gives the client refresh tokens, and so a session, or takes its `service_account` scope.
    private boolean isPerson() {
        return token.getClaim("sid") != null && token.getClaim("client_id") == null;
    }

    private @Nullable String exporterOrNull() {
        var exporters = standing().exporters();
        if (exporters.size() > 1) {
            throw new ForbiddenException("Your token names several exporters, and you may act for one at a time only."
                    + " Ask an administrator to leave you one.");
        }
        if (!exporters.isEmpty() && seesAll()) {
            throw new ForbiddenException("Your token is an exporter's and a regulator's. Use one that is either.");
        }
        return exporters.isEmpty() ? null : exporters.getFirst();
    }

    private static List<String> claimed(JsonWebToken token) {
        var exporters = switch ((Object) token.getClaim(EXPORTER_CLAIM)) {
            case null -> List.<String>of();
            case JsonArray several -> several.getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString());
        };
        return exporters.stream().filter(exporter -> !exporter.isBlank()).toList();
    }
}
