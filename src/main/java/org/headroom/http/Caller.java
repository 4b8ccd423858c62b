package org.headroom.http;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.headroom.access.Reader;
import org.headroom.access.Requester;
import org.headroom.exporter.Exporters;
import org.headroom.terms.Actor;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the verified token says: a person, or an exporter's own system.
@RequestScoped
public class Caller implements Requester {

    private final JsonWebToken token;
    private final SecurityIdentity identity;
    private final Exporters exporters;
    private @Nullable Standing standing;

    /// @param organizations the ids of those the token names; a good one names one at most
    private record Standing(boolean seesAll, List<String> organizations) {}

    Caller(JsonWebToken token, SecurityIdentity identity, Exporters exporters) {
        this.token = token;
        this.identity = identity;
        this.exporters = exporters;
    }

    public Actor actor() {
        return new Actor(token.getSubject(), token.getName(), exporterOrNull());
    }

    /// The exporter the caller acts for.
    ///
    /// @throws ForbiddenException when the token names none
    public String exporter() {
        var exporter = exporterOrNull();
        if (exporter == null) {
            throw new ForbiddenException("This needs a user of an exporter, and your token names none.");
        }
        return exporter;
    }

    /// Whose rows the caller may read: its exporter's, or everybody's (null) for regulators and auditors.
    public @Nullable String readableBy() {
        return seesAll() && exporterOrNull() == null ? null : exporter();
    }

    @Override
    public Reader reader() {
        return identity.getPrincipal() instanceof JsonWebToken ? reader(standing(), exporters) : Reader.Other.NOBODY;
    }

    static Reader reader(SecurityIdentity identity, Exporters exporters) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? reader(new Standing(seesAll(identity), Organizations.of(token)), exporters)
                : Reader.Other.NOBODY;
    }

    /// Asks no database, so that what the database is asked can ask this. Whose exporter is not known here has been
    /// refused by [#actsForOne].
    private static Reader reader(Standing standing, Exporters exporters) {
        var organizations = standing.organizations();
        if (standing.seesAll()) {
            return organizations.isEmpty() ? Reader.Other.REGULATOR : Reader.Other.NOBODY;
        }
        return organizations.size() == 1
                ? exporters.known(organizations.getFirst()).<Reader>map(Reader.Exporter::new)
                        .orElse(Reader.Other.NOBODY)
                : Reader.Other.NOBODY;
    }

    private boolean seesAll() {
        return standing().seesAll();
    }

    private Standing standing() {
        var known = standing;
        if (known == null) {
            known = new Standing(seesAll(identity), Organizations.of(token));
            standing = known;
        }
        return known;
    }

    static boolean seesAll(SecurityIdentity identity) {
        return identity.hasRole(Roles.REGULATOR)
                || identity.hasRole(Roles.REGULATOR_ADMIN)
                || identity.hasRole(Roles.AUDITOR);
    }

    /// Refuses whom a role makes act for an exporter while the token does not say for which one, and only one that is
    /// registered.
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
        var organizations = standing().organizations();
        if (organizations.size() > 1) {
            throw new ForbiddenException("Your token names several organizations, and you may act for one at a time"
                    + " only. Sign in for one of them, or ask an administrator to leave you one.");
        }
        if (!organizations.isEmpty() && seesAll()) {
            throw new ForbiddenException("Your token is an exporter's and a regulator's. Use one that is either.");
        }
        return organizations.isEmpty() ? null : registered(organizations.getFirst());
    }

    private String registered(String organization) {
        return exporters.of(organization).orElseThrow(() -> new ForbiddenException(
                "Your organization is not registered here as an exporter. Ask a regulator to register it."));
    }
}
