package org.headroom.exporter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// A new exporter, as typed. [#understood] is what it becomes.
///
/// @param exporter the word by which every row of the ledger will name it
/// @param domain the domain of its people's e-mail addresses
/// @param users its first people; each can be invited again by sending the same request again
public record ExporterRequest(
        @Nullable String exporter,
        @Nullable String legalName,
        @Nullable String domain,
        @Nullable List<@Nullable FirstUser> users) {

    /// One of the first people, as typed.
    public record FirstUser(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable List<@Nullable String> roles) {}

    /// The roles that people of exporters have.
    static final Set<String> ROLES = Set.of("exporter-clerk", "licensing-officer", "licensing-approver");

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{1,40}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Pattern MAILBOX = Pattern.compile("[a-z0-9][a-z0-9._+-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[^<>&\"$%!#?§;*~|^{}\\[\\]\\\\\\p{Cntrl}]{1,200}");
    private static final int USERS_MAX = 50;

    /// What can be made of it: everything is there and fits together.
    record Understood(String word, String legalName, String domain, List<Newcomer> people) {}

    /// One of the first people, who signs in with the e-mail address.
    record Newcomer(String email, String firstName, String lastName, List<String> roles) {}

    /// @throws InvalidInput with every fault at once
    Understood understood() {
        var faults = new ArrayList<Fault>();
        var word = matching(WORD, exporter, "exporter", "Choose a short word of 2 to 41 lower-case letters, digits and"
                + " hyphens; it begins with a letter and never changes.", faults);
        var name = matching(NAME, legalName, "legalName", "Give the company's legal name in 1 to 200 characters,"
                + " without signs such as < > & \" ; or *.", faults);
        var place = matching(DOMAIN, lower(domain), "domain", "Give the domain of the company's e-mail addresses, for"
                + " example aurora.example.org.", faults);
        var people = new ArrayList<Newcomer>();
        var typed = Objects.requireNonNullElse(users, List.<@Nullable FirstUser>of());
        if (typed.isEmpty() || typed.size() > USERS_MAX) {
            faults.add(new Fault("users", "required", "Name 1 to 50 first users, who can make the others known."));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < Math.min(typed.size(), USERS_MAX); i++) {
            var person = newcomer(typed.get(i), "users[" + i + "]", place, faults);
            if (!person.email().isEmpty() && !seen.add(person.email())) {
                faults.add(new Fault("users[" + i + "].email", "twice", "Name each e-mail address once."));
            }
            people.add(person);
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new Understood(word, name, place, List.copyOf(people));
    }

    private static Newcomer newcomer(@Nullable FirstUser typed, String place, String domain, List<Fault> faults) {
        if (typed == null) {
            faults.add(new Fault(place, "required", "Send email, firstName, lastName and roles."));
            return new Newcomer("", "", "", List.of());
        }
        var email = Objects.requireNonNullElse(lower(typed.email()), "");
        int at = email.lastIndexOf('@');
        if (at < 0 || !MAILBOX.matcher(email.substring(0, at)).matches() || !email.substring(at + 1).equals(domain)) {
            faults.add(new Fault(place + ".email", "not-of-the-domain", "Give an e-mail address of the domain, for"
                    + " example clerk@" + (domain.isEmpty() ? "aurora.example.org" : domain) + "."));
        }
        var message = "Give the name in 1 to 200 characters, without signs such as < > & \" ; or *.";
        var first = matching(NAME, typed.firstName(), place + ".firstName", message, faults);
        var last = matching(NAME, typed.lastName(), place + ".lastName", message, faults);
        var roles = Objects.requireNonNullElse(typed.roles(), List.<@Nullable String>of()).stream()
                .map(String::valueOf)
                .distinct()
                .sorted()
                .toList();
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            faults.add(new Fault(place + ".roles", "unknown-word",
                    "Give one or more of exporter-clerk, licensing-officer and licensing-approver."));
        }
        return new Newcomer(email, first, last, roles);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    private static String matching(
            Pattern pattern, @Nullable String text, String field, String message, List<Fault> faults) {
        var plain = text == null ? "" : text.strip();
        if (pattern.matcher(plain).matches()) {
            return plain;
        }
        faults.add(new Fault(field, "required", message));
        return "";
    }
}
