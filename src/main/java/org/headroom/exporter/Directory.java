package org.headroom.exporter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.exporter.ExporterRequest.Newcomer;
import org.headroom.exporter.Onboarding.Invited;
import org.headroom.exporter.Onboarding.Mail;
import org.headroom.terms.InvalidInput;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/// The organizations and people of the realm, through Keycloak's admin client, as a client of its own that may do no
/// more than this. Whatever it makes it finds again.
@ApplicationScoped
class Directory {

    private static final Logger LOG = Logger.getLogger(Directory.class);

    /// The client of the realm that holds the roles, `headroom-api`. Its id is fixed in the realm: who may look it up
    /// by name may read the secrets of all clients, too.
    static final String API = "7d1b6f0e-5c55-4f0d-8d6b-2f4b1c9e3a10";

    private static final String FIRST_PASSWORD = "UPDATE_PASSWORD";

    /// All roles of the API. Which ones a person lacks may be asked with fewer rights than which ones it has.
    private static final Set<String> ROLES = Set.of("exporter-clerk", "licensing-officer", "licensing-approver",
            "regulator", "regulator-admin", "auditor");

    /// Keycloak's answer where there is such a thing: somebody else's, or one's own of a moment ago.
    private static final int HELD = 409;

    /// By it an organization is found again, whatever its name and alias have become.
    private static final String MARK = "exporter";

    private final Instance<Keycloak> keycloak;
    private final Optional<String> server;
    private final String realm;

    Directory(
            Instance<Keycloak> keycloak,
            @ConfigProperty(name = "quarkus.keycloak.admin-client.server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String realm) {
        this.keycloak = keycloak;
        this.server = server;
        this.realm = realm;
    }

    /// @throws NotSetUp when no operator has named a client for it
    void check() {
        if (server.isEmpty()) {
            throw new NotSetUp("Exporters cannot be made from here yet. An operator makes a client of the realm that"
                    + " has a service account with the roles manage-organizations and manage-users of realm-management,"
                    + " and sets HEADROOM_ONBOARDING_CLIENT and HEADROOM_ONBOARDING_SECRET.");
        }
    }

    private <T> T ask(Function<RealmResource, T> question) {
        try {
            return question.apply(keycloak.get().realm(realm));
        } catch (WebApplicationException refused) {
            throw refusal(refused.getResponse(), refused);
        } catch (ProcessingException fault) {
            throw fault.getCause() instanceof WebApplicationException refused
                    ? refusal(refused.getResponse(), refused)
                    : new DirectoryUnavailable("Keycloak does not answer just now.", fault);
        }
    }

    private static RuntimeException refusal(Response answer, Throwable cause) {
        int status = answer.getStatus();
        return status == 401 || status == 403
                ? new NotSetUp("Keycloak refused the service with " + status + ". An operator checks the secret in"
                        + " HEADROOM_ONBOARDING_SECRET, and that the client's service account has the roles"
                        + " manage-organizations and manage-users of realm-management.")
                : new DirectoryUnavailable("Keycloak answered " + status + " to a question of the service.", cause);
    }

    /// The organization that was made for an exporter.
    Optional<UUID> find(String word) {
        return ask(in -> in.organizations().searchByAttribute(MARK + ":" + word)).stream()
                .map(found -> UUID.fromString(found.getId()))
                .findFirst();
    }

    /// @throws InvalidInput when the name, the alias or the domain belongs to another organization
    UUID make(String word, String legalName, String domain) {
        var organization = new OrganizationRepresentation();
        organization.setName(legalName);
        organization.setAlias(word);
        organization.setEnabled(true);
        organization.addDomain(new OrganizationDomainRepresentation(domain));
        organization.setAttributes(Map.of(MARK, List.of(word)));
        ask(in -> {
            try (var answer = in.organizations().create(organization)) {
                return answer.getStatus() == 400 ? HELD : made(answer);
            }
        });
        return find(word).orElseThrow(() -> InvalidInput.of("exporter", "known-elsewhere", "The realm has another"
                + " organization of that legal name, alias or domain. Name others; or give that organization the"
                + " attribute exporter with the value " + word + " in Keycloak, and send this again."));
    }

    /// @return 201, or [#HELD]
    private static int made(Response answer) {
        if (answer.getStatus() != 201 && answer.getStatus() != HELD) {
            throw refusal(answer, new IllegalStateException(answer.getStatusInfo().getReasonPhrase()));
        }
        return answer.getStatus();
    }

    /// Whether somebody with this e-mail address is there already who is not of the organization, and who is more than
    /// somebody whom an onboarding that ended halfway has made.
    ///
    /// @param organization null for one that is not made yet
    boolean isForeign(@Nullable UUID organization, String email) {
        var person = person(email).orElse(null);
        if (person == null) {
            return false;
        }
        var of = ask(in -> in.organizations().members().getOrganizations(person.getId())).stream()
                .map(each -> UUID.fromString(each.getId()))
                .toList();
        return of.isEmpty()
                ? !isPending(person) || !available(person.getId()).containsAll(ROLES)
                : !of.equals(organization == null ? List.of() : List.of(organization));
    }

    /// Whether the person has never chosen a password.
    private static boolean isPending(UserRepresentation person) {
        return Objects.requireNonNullElse(person.getRequiredActions(), List.of()).contains(FIRST_PASSWORD);
    }

    private Set<String> available(String person) {
        return ask(in -> in.users().get(person).roles().clientLevel(API).listAvailable()).stream()
                .map(RoleRepresentation::getName)
                .collect(Collectors.toSet());
    }

    private Optional<UserRepresentation> person(String email) {
        return ask(in -> in.users().searchByEmail(email, true)).stream().findFirst();
    }

    /// Makes the person where there is none, a member with these roles, and sends a mail while no password was chosen.
    Invited invite(UUID organization, Newcomer newcomer) {
        var person = person(newcomer.email()).orElseGet(() -> make(newcomer));
        var id = person.getId();
        ask(in -> {
            try (var answer = in.organizations().get(organization.toString()).members().addMember(id)) {
                return made(answer);
            }
        });
        give(id, Set.copyOf(newcomer.roles()));
        return new Invited(newcomer.email(), newcomer.roles(), isPending(person) ? mail(id) : Mail.NOT_NEEDED);
    }

    private UserRepresentation make(Newcomer newcomer) {
        var person = new UserRepresentation();
        person.setUsername(newcomer.email());
        person.setEmail(newcomer.email());
        person.setFirstName(newcomer.firstName());
        person.setLastName(newcomer.lastName());
        person.setEnabled(true);
        person.setRequiredActions(List.of(FIRST_PASSWORD));
        ask(in -> {
            try (var answer = in.users().create(person)) {
                return made(answer);
            }
        });
        return person(newcomer.email()).orElseThrow(() -> InvalidInput.of("users", "known-elsewhere",
                "'" + newcomer.email() + "' is the user name of somebody else. Name another one."));
    }

    private void give(String person, Set<String> roles) {
        ask(in -> {
            var rights = in.users().get(person).roles().clientLevel(API);
            var missing = rights.listAvailable().stream().filter(role -> roles.contains(role.getName())).toList();
            if (!missing.isEmpty()) {
                rights.add(missing);
            }
            return missing;
        });
    }

    /// Keycloak answers 500 where the realm has no mail server, or the server does not take the mail.
    private Mail mail(String person) {
        try {
            ask(in -> {
                in.users().get(person).executeActionsEmail(List.of(FIRST_PASSWORD));
                return person;
            });
            return Mail.SENT;
        } catch (DirectoryUnavailable refused) {
            LOG.warn("Keycloak sent no mail to a new user: " + refused.getMessage());
            return Mail.NOT_SENT;
        }
    }
}
