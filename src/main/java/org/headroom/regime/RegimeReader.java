package org.headroom.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.regime.Paragraphs.Duty;
import org.headroom.regime.Paragraphs.LicenseException;
import org.headroom.regime.Paragraphs.Requirement;
import org.headroom.regime.Paragraphs.Review;
import org.headroom.regime.Paragraphs.Span;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// Reads one regime file and compiles it. The format is told in `regimes/README.md`.
final class RegimeReader {

    private static final List<String> MODES = List.of("enforce", "monitor", "off");

    private final Section file;
    private final String folder;
    private final Map<String, GroupSet> groupSets;
    private final Otherwise otherwise;

    private RegimeReader(Section file, String folder, Map<String, GroupSet> groupSets, Otherwise otherwise) {
        this.file = file;
        this.folder = folder;
        this.groupSets = groupSets;
        this.otherwise = otherwise;
    }

    /// Compiles the text; mistakes go to the findings, and the result must then not be used.
    ///
    /// @param folder the name of the folder the file stands in, which its id must repeat
    /// @param groupSets the sets of country groups that a regime may take over, by id
    static Regime read(
            String name, String folder, String text, Map<String, GroupSet> groupSets, Findings findings) {
        return read(name, folder, text, groupSets, Otherwise.NOT, findings);
    }

    /// As [#read(String, String, String, Map, Findings)], read otherwise than the file says.
    static Regime read(
            String name,
            String folder,
            String text,
            Map<String, GroupSet> groupSets,
            Otherwise otherwise,
            Findings findings) {
        return new RegimeReader(Section.read(name, text, findings), folder, groupSets, otherwise).regime(text);
    }

    private Regime regime(String text) {
        var id = file.text("id");
        if (!id.isEmpty() && !id.equals(folder)) {
            file.report("id", "the id '" + id + "' must be the name of its folder, '" + folder + "'");
        }
        var title = file.text("title");
        var citation = file.text("citation");
        var mode = file.word("default-mode", MODES);
        var switches = otherwise.turned(GroupReader.switches(file));
        var taken = file.texts("group-sets");
        var groups = groups(taken, switches);
        var parties = otherwise.named(GroupReader.parties(file));
        var conditions = new ConditionReader(home(), groups, classes(taken), switches, parties);
        var requirements = each("requirements", conditions, this::requirement);
        var reviews = each("review", conditions, this::review);
        var exceptions = each("exceptions", conditions, this::exception);
        checkOnce(exceptions);
        checkReviewed(requirements, reviews);
        var regime = new Regime(id, title, citation, source(text, taken),
                MODES.contains(mode) ? Mode.valueOf(mode.toUpperCase(Locale.ROOT)) : Mode.OFF,
                postures(), groups, switches, List.copyOf(parties.values()), requirements, reviews, exceptions,
                duties(file, "license-duties", conditions),
                duties(file, "advisories", conditions),
                new QuotaReader(conditions, authorizations(exceptions)).read(file));
        file.refuseOtherKeys();
        return regime;
    }

    private Map<String, CountryGroup> groups(List<String> taken, Map<String, Switch> switches) {
        var groups = new LinkedHashMap<String, CountryGroup>();
        for (var id : taken) {
            var set = groupSets.get(id);
            if (set != null) {
                groups.putAll(set.groups());
            } else if (!id.isEmpty()) {
                file.report("group-sets", "'" + id + "' is not a set of country groups; there are "
                        + String.join(", ", groupSets.keySet()));
            }
        }
        var own = GroupReader.groups(file, new ConditionReader(null, Map.of(), Map.of(), switches, Map.of()));
        own.forEach((id, group) -> {
            if (groups.put(id, group) != null) {
                file.report("groups", "the group '" + id + "' stands in a group set already");
            }
        });
        return groups;
    }

    private Map<String, Set<ControlClass>> classes(List<String> taken) {
        var classes = new LinkedHashMap<String, Set<ControlClass>>();
        taken.stream().map(groupSets::get).filter(Objects::nonNull).forEach(set -> classes.putAll(set.classes()));
        GroupReader.classes(file).forEach((id, members) -> {
            if (classes.put(id, members) != null) {
                file.report("classes", "the class set '" + id + "' stands in a group set already");
            }
        });
        return classes;
    }

    private String revision(String text, List<String> taken) {
        var all = new StringBuilder(text);
        for (var id : taken) {
            var set = groupSets.get(id);
            all.append(set == null ? "" : set.text());
        }
        return Revision.of(all.toString());
    }

    private RegimeSource source(String text, List<String> taken) {
        var sets = new LinkedHashMap<String, String>();
        for (var id : taken) {
            var set = groupSets.get(id);
            sets.put(id, set == null ? "" : set.text());
        }
        return new RegimeSource(folder, revision(text, taken), text, sets);
    }

    private @Nullable CountryCode home() {
        var home = file.optionalText("home");
        if (home == null || home.isEmpty()) {
            return null;
        }
        if (!CountryCode.isKnown(home)) {
            file.report("home", "'" + home + "' is not an ISO 3166-1 alpha-2 country code in capital letters");
            return null;
        }
        return CountryCode.of(home);
    }

    private List<Posture> postures() {
        var postures = new ArrayList<Posture>();
        for (var section : file.sections("posture")) {
            var posture = new Posture(section.date("from"), section.word("is", Posture.WORDS),
                    section.text("source"), section.has("note") ? section.text("note") : "");
            section.refuseOtherKeys();
            if (!postures.isEmpty() && !posture.from().isAfter(postures.getLast().from())) {
                section.report("from", "the postures must stand oldest first, one a day");
            }
            postures.add(posture);
        }
        if (postures.isEmpty()) {
            file.report("posture", "a regime needs at least one posture, with the day from which it stands");
        }
        return List.copyOf(postures);
    }

    private interface Reading<T> {
        T read(Section section, ConditionReader conditions);
    }

    private <T> List<T> each(String key, ConditionReader conditions, Reading<T> reading) {
        var entries = new ArrayList<T>();
        for (var section : file.sections(key)) {
            var stands = conditions.stands(section);
            var entry = reading.read(section, conditions);
            section.refuseOtherKeys();
            if (stands) {
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    private Requirement requirement(Section section, ConditionReader conditions) {
        return new Requirement(
                section.text("id"),
                section.text("title"),
                section.text("citation"),
                span(section),
                section.optionalText("unless-enforced"),
                conditions.read(section, "when"),
                section.text("text"));
    }

    private Review review(Section section, ConditionReader conditions) {
        return new Review(section.text("policy"), section.text("citation"), span(section),
                section.optionalText("if-enforced"), conditions.read(section, "when"));
    }

    private LicenseException exception(Section section, ConditionReader conditions) {
        return new LicenseException(
                section.text("id"),
                section.text("title"),
                section.text("citation"),
                span(section),
                section.has("claim-only") ? section.text("claim-only") : "",
                conditions.read(section, "when"),
                duties(section, "duties", conditions));
    }

    private static List<Duty> duties(Section parent, String key, ConditionReader conditions) {
        var duties = new ArrayList<Duty>();
        for (var section : parent.sections(key)) {
            var stands = conditions.stands(section);
            var duty = new Duty(section.text("id"), section.text("citation"), span(section),
                    conditions.read(section, "when"), section.text("text"));
            section.refuseOtherKeys();
            if (stands) {
                duties.add(duty);
            }
        }
        return List.copyOf(duties);
    }

    private static Span span(Section section) {
        var from = section.optionalDate("from");
        var to = section.optionalDate("to");
        if (from != null && to != null && to.isBefore(from)) {
            section.report("to", "the paragraph ends (" + to + ") before it begins (" + from + ")");
        }
        return new Span(from, to);
    }

    /// An exception may stand several times with other dates, but only once on a day: else nobody could say which
    /// of the two texts was claimed.
    private void checkOnce(List<LicenseException> exceptions) {
        var spans = new LinkedHashMap<String, List<Span>>();
        for (var exception : exceptions) {
            var others = spans.computeIfAbsent(exception.id(), ignored -> new ArrayList<>());
            for (var other : others) {
                if (overlap(other, exception.span())) {
                    file.report("exceptions", "the exception '" + exception.id() + "' stands twice on the same days");
                }
            }
            others.add(exception.span());
        }
    }

    private static boolean overlap(Span one, Span other) {
        return startsBy(one, other.to()) && startsBy(other, one.to());
    }

    private static boolean startsBy(Span span, @Nullable LocalDate day) {
        return day == null || span.from() == null || !span.from().isAfter(day);
    }

    private void checkReviewed(List<Requirement> requirements, List<Review> reviews) {
        if (!requirements.isEmpty()
                && (reviews.isEmpty() || !reviews.getLast().isForAll())) {
            file.report("review", "the last review policy must have no 'when' and no 'if-enforced', so that every"
                    + " application has one");
        }
    }

    private static Set<String> authorizations(List<LicenseException> exceptions) {
        var known = new HashSet<>(Set.of(Authorization.LICENSE, Authorization.NLR));
        exceptions.forEach(exception -> known.add(exception.id()));
        return known;
    }
}
