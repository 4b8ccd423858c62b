package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.headroom.exporter.ExporterRequest;
import org.headroom.exporter.ExporterRequest.FirstUser;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// The form by which an exporter comes in, as it was typed, with what is wrong beside each field.
record ExporterForm(Field exporter, Field legalName, Field domain, List<Person> people, List<Wrong> wrong) {

    private static final int PEOPLE = 4;
    private static final Pattern OF_PERSON = Pattern.compile("users\\[(\\d+)]\\.(\\w+)");
    private static final List<String> ROLES = List.of(Roles.CLERK, Roles.OFFICER, Roles.APPROVER);

    /// @param wrong null where nothing is
    record Field(String name, String value, @Nullable String wrong) {

        Field(String name, String value) {
            this(name, value, null);
        }

        Field with(List<Wrong> all) {
            return new Field(name, value, all.stream().filter(each -> each.name().equals(name)).map(Wrong::text)
                    .findFirst().orElse(null));
        }
    }

    record Role(String word, boolean chosen) {}

    /// One of the first people.
    ///
    /// @param roles has what is wrong with them; their words are in `choices`
    record Person(int number, Field email, Field firstName, Field lastName, Field roles, List<Role> choices) {

        boolean isEmpty() {
            return email.value().isEmpty() && firstName.value().isEmpty() && lastName.value().isEmpty()
                    && choices.stream().noneMatch(Role::chosen);
        }

        FirstUser typed() {
            return new FirstUser(email.value(), firstName.value(), lastName.value(),
                    choices.stream().filter(Role::chosen).<@Nullable String>map(Role::word).toList());
        }
    }

    /// @param name of the field, which is its id, too
    record Wrong(String name, String text) {}

    static ExporterForm empty() {
        return of(new Fields(java.util.Map.of()));
    }

    static ExporterForm of(Fields fields) {
        return new ExporterForm(
                field(fields, "exporter"),
                field(fields, "legalName"),
                field(fields, "domain"),
                IntStream.range(0, PEOPLE).mapToObj(number -> person(fields, number)).toList(),
                List.of());
    }

    private static Person person(Fields fields, int number) {
        var chosen = fields.all("roles-" + number);
        return new Person(
                number + 1,
                field(fields, "email-" + number),
                field(fields, "firstName-" + number),
                field(fields, "lastName-" + number),
                new Field("roles-" + number, ""),
                ROLES.stream().map(role -> new Role(role, chosen.contains(role))).toList());
    }

    private static Field field(Fields fields, String name) {
        return new Field(name, fields.text(name));
    }

    /// Rows that were left empty ask for nobody.
    private List<Person> named() {
        return people.stream().filter(person -> !person.isEmpty()).toList();
    }

    ExporterRequest request() {
        return new ExporterRequest(exporter.value(), legalName.value(), domain.value(),
                named().stream().<@Nullable FirstUser>map(Person::typed).toList());
    }

    /// The same with what is wrong, each beside its field.
    ExporterForm with(List<Fault> faults) {
        var all = new ArrayList<Wrong>();
        for (var fault : faults) {
            var person = OF_PERSON.matcher(fault.field());
            all.add(new Wrong(
                    person.matches()
                            ? person.group(2) + "-" + (named().get(Integer.parseInt(person.group(1))).number() - 1)
                            : fault.field().equals("users") ? "email-0" : fault.field(),
                    fault.message()));
        }
        return new ExporterForm(
                exporter.with(all),
                legalName.with(all),
                domain.with(all),
                people.stream().map(person -> new Person(person.number(), person.email().with(all),
                        person.firstName().with(all), person.lastName().with(all), person.roles().with(all),
                        person.choices())).toList(),
                List.copyOf(all));
    }
}
