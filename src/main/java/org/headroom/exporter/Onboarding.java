package org.headroom.exporter;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.headroom.exporter.ExporterRequest.Newcomer;
import org.headroom.exporter.ExporterRequest.Understood;
import org.headroom.terms.Actor;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Brings a new exporter in: its organization and first people in Keycloak, then its row here.
///
/// The row comes last: before it is there, nobody of the organization may do anything. Each step finds what it has made
/// before, so whatever ended halfway is completed by asking for the same again.
@ApplicationScoped
public class Onboarding {

    private final Directory directory;
    private final Exporters exporters;
    private final Clock clock;

    Onboarding(Directory directory, Exporters exporters, Clock clock) {
        this.directory = directory;
        this.exporters = exporters;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {

        /// @param again whether it was registered before, and only its people were looked after
        record Registered(Exporter exporter, List<Invited> people, boolean again) implements Outcome {}

        /// @param rule a stable word
        record NotNow(String rule, String because) implements Outcome {}
    }

    /// One of the first people.
    public record Invited(String email, List<String> roles, Mail mail) {}

    /// Whether somebody was told by mail how to sign in.
    public enum Mail {
        SENT,
        /// The realm has no mail server, or it refused.
        NOT_SENT,
        /// The person has signed in before.
        NOT_NEEDED
    }

    /// @throws InvalidInput when it is not understood, or names people who belong elsewhere
    /// @throws NotSetUp when an operator has to set something first
    /// @throws DirectoryUnavailable when Keycloak does not answer; asking again goes on where it ended
    public Outcome onboard(Actor actor, ExporterRequest typed) {
        var asked = typed.understood();
        var before = exporters.find(asked.word()).orElse(null);
        if (before != null && !isAsked(before, asked)) {
            return another(asked.word());
        }
        directory.check();
        var found = directory.find(asked.word()).orElse(null);
        if (before != null && !before.organization().equals(found)) {
            return another(asked.word());
        }
        for (int i = 0; i < asked.people().size(); i++) {
            refuseForeigner(found, asked.people().get(i), i);
        }
        var organization = found == null ? directory.make(asked.word(), asked.legalName(), asked.domain()) : found;
        var people = asked.people().stream().map(person -> directory.invite(organization, person)).toList();
        exporters.register(new Exporter(asked.word(), organization, asked.legalName(), asked.domain(), actor.name(),
                clock.instant()), actor.subject());
        var registered = exporters.find(asked.word()).orElse(null);
        return registered != null && registered.organization().equals(organization) && isAsked(registered, asked)
                ? new Outcome.Registered(registered, people, before != null)
                : another(asked.word());
    }

    private void refuseForeigner(@Nullable UUID organization, Newcomer person, int index) {
        if (directory.isForeign(organization, person.email())) {
            throw InvalidInput.of("users[" + index + "].email", "known-elsewhere", "'" + person.email() + "' is known"
                    + " already, with rights of its own or in another organization. Name somebody else.");
        }
    }

    private static boolean isAsked(Exporter registered, Understood asked) {
        return registered.legalName().equals(asked.legalName()) && registered.domain().equals(asked.domain());
    }

    private static Outcome another(String word) {
        return new Outcome.NotNow("other-exporter", "'" + word + "' is registered with another name, domain or"
                + " organization. GET /api/v1/exporters/" + word + " shows it; choose another word.");
    }
}
