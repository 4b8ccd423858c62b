package org.headroom.party;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.headroom.terms.Actor;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.CountryCode;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.terms.Remembered;
import org.jspecify.annotations.Nullable;

/// The door to parties.
@ApplicationScoped
public class Parties {

    private static final int CACHED_MAX = 50_000;
    private static final Instant ALL = Instant.parse("9999-12-31T00:00:00Z");
    private static final LocalDate ALWAYS = LocalDate.of(2020, 1, 1);

    private final PartyRevisions revisions;
    private final Clock clock;
    private final Map<String, Remembered<Known>> cache = new ConcurrentHashMap<>();

    /// What was read of an exporter's parties while it had so many revisions: there is one more for each change.
    ///
    /// @param unknown parents that are no party of the exporter's
    private record Known(long revisions, Map<String, List<Party>> byParty, Set<String> unknown) {

        static Known nothing(long revisions) {
            return new Known(revisions, new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
        }
    }

    Parties(PartyRevisions revisions, Clock clock) {
        this.revisions = revisions;
        this.clock = clock;
    }

    /// A consignee as known on a day, with what is still to be recorded about it.
    ///
    /// @param party as the law looks at it, under the parent that is above all others
    /// @param told as it was typed or recorded
    /// @param isNew whether the facts were typed and are not in the book yet
    public record Resolved(Party party, Party told, boolean isNew) {}

    /// What was typed, as known on the day. Changes nothing.
    ///
    /// @throws InvalidInput when the party is not known, or the facts are incomplete or contradict what is known
    public Resolved resolve(String exporter, Consignee typed, LocalDate on) {
        return resolve(new Book(id -> known(exporter, id, on), id -> parent(exporter, id, on)), typed, on);
    }

    /// As [#resolve(String, Consignee, LocalDate)], as it was known at a moment.
    ///
    /// @throws InvalidInput also when the party was not known then
    public Resolved resolve(String exporter, Consignee typed, LocalDate on, Instant knownAt) {
        Function<String, Optional<Party>> known = id -> known(exporter, id, on, knownAt);
        return resolve(new Book(known, known), typed, on);
    }

    /// The parties as known on a day.
    ///
    /// @param parent the same, for ids that are often not among them
    private record Book(Function<String, Optional<Party>> known, Function<String, Optional<Party>> parent) {}

    private static Resolved resolve(Book book, Consignee typed, LocalDate on) {
        if (typed.name() == null) {
            var id = typed.id() == null ? "" : typed.id();
            return resolved(book, book.known().apply(id).orElseThrow(() -> unknown(id)), on, false);
        }
        var facts = facts(typed);
        var before = book.known().apply(facts.id());
        if (before.isPresent() && !before.get().says(facts)) {
            throw InvalidInput.of(
                    "consignee",
                    "contradicts-known-party",
                    "A party '" + facts.id() + "' is known with other facts: " + describe(before.get())
                            + ". Give its id to use those, another id for another party, or correct it with"
                            + " POST /api/v1/parties.");
        }
        return resolved(book, before.orElse(facts), on, before.isEmpty());
    }

    private static Resolved resolved(Book book, Party told, LocalDate on, boolean isNew) {
        return new Resolved(underUltimateParent(book.parent(), told, on), told, isNew);
    }

    /// The party as the law looks at it on a day: under the parent that is above all others.
    ///
    /// @throws InvalidInput when the parents go round in a circle
    public Optional<Party> counted(String exporter, String id, LocalDate on) {
        return known(exporter, id, on)
                .map(told -> underUltimateParent(parent -> parent(exporter, parent, on), told, on));
    }

    /// As [#counted(String, String, LocalDate)], as it was known at a moment.
    public Optional<Party> counted(String exporter, String id, LocalDate on, Instant knownAt) {
        return known(exporter, id, on, knownAt)
                .map(told -> underUltimateParent(parent -> known(exporter, parent, on, knownAt), told, on));
    }

    /// Where the parent that was told is known to have another one on that day, that one counts, and so on. A family
    /// then counts as one.
    private static Party underUltimateParent(
            Function<String, Optional<Party>> parents, Party told, LocalDate on) {
        var family = new LinkedHashSet<String>(List.of(told.id()));
        var top = told;
        while (!top.ultimateParent().equals(top.id())) {
            var parent = parents.apply(top.ultimateParent()).orElse(null);
            if (parent == null || parent.ultimateParent().equals(parent.id())) {
                break;
            }
            if (!family.add(parent.id()) || parent.ultimateParent().equals(told.id())) {
                throw InvalidInput.of("consignee.ultimateParent", "circular-ownership", "On " + on + " "
                        + String.join(" belongs to ", family) + " belongs to " + parent.ultimateParent()
                        + ", which is a circle. Correct one of them with POST /api/v1/parties.");
            }
            top = parent;
        }
        return told.underParentOf(top);
    }

    private Optional<Party> parent(String exporter, String id, LocalDate on) {
        var unknown = cached(exporter).unknown();
        if (unknown.contains(id)) {
            return Optional.empty();
        }
        if (byDay(exporter, id).isEmpty() && unknown.size() < CACHED_MAX) {
            unknown.add(id);
        }
        return known(exporter, id, on);
    }

    /// The party as known on a day.
    public Optional<Party> known(String exporter, String id, LocalDate on) {
        return holding(byDay(exporter, id), on);
    }

    /// The party as known on a day, by what had been recorded by a moment; null for all.
    public Optional<Party> known(String exporter, String id, LocalDate on, @Nullable Instant knownAt) {
        return knownAt == null ? known(exporter, id, on) : holding(then(exporter, id, knownAt), on);
    }

    private List<Party> then(String exporter, String id, Instant knownAt) {
        return QuarkusTransaction.joiningExisting().call(() -> revisions.of(exporter, id, knownAt).stream()
                .map(PartyRevision::facts)
                .toList());
    }

    private static Optional<Party> holding(List<Party> byDay, LocalDate on) {
        Party found = null;
        for (var party : byDay) {
            if (!party.validFrom().isAfter(on)) {
                found = party;
            }
        }
        return Optional.ofNullable(found);
    }

    /// The party as the law looked at it on a day, when a posting that names it was recorded. One that it named first
    /// was recorded right after it, so of a party that was not known by then the first facts are told.
    public Optional<Party> whenPosted(String exporter, String id, LocalDate on, Instant at) {
        var then = then(exporter, id, at);
        var told = then.isEmpty()
                ? QuarkusTransaction.joiningExisting().call(() -> revisions.first(exporter, id))
                : holding(then, on);
        return told.map(party -> underUltimateParent(parent -> known(exporter, parent, on, at), party, on));
    }

    /// The party and all that belong to it, through whatever parents, by any facts of theirs that were ever recorded.
    @Transactional
    public Set<String> family(String exporter, String id) {
        var family = new TreeSet<String>(Set.of(id));
        for (int before = 0; before < family.size(); ) {
            before = family.size();
            family.addAll(revisions.belongingTo(exporter, family));
        }
        return family;
    }

    /// Records facts that hold from a day on; facts that are known already change nothing.
    @Transactional
    public void record(Actor actor, String exporter, Party facts) {
        var known = revisions.of(exporter, facts.id());
        if (known.isEmpty() || !known.getLast().facts().equals(facts)) {
            revisions.persist(new PartyRevision(exporter, facts, actor, clock.instant()));
        }
        var read = cache.get(exporter);
        if (read != null) {
            read.last().byParty().remove(facts.id());
            read.last().unknown().remove(facts.id());
        }
    }

    /// Records a party as typed, from the day on; the first facts of a party hold for all days.
    ///
    /// @param seen the [#version] that the caller has seen; null takes whatever stands
    /// @throws InvalidInput when it is not understood, or belongs to a party that belongs to it
    /// @throws ChangedMeanwhile when the version is another one
    @Transactional
    public Party record(
            Actor actor, String exporter, Consignee typed, @Nullable LocalDate validFrom, @Nullable Integer seen) {
        var facts = facts(typed);
        int version = revisions.of(exporter, facts.id()).size();
        if (seen != null && seen != version) {
            throw new ChangedMeanwhile("Facts of '" + facts.id() + "' were recorded " + version + " times, not " + seen
                    + ". Read them again and correct those.");
        }
        var from = validFrom == null || byDay(exporter, facts.id()).isEmpty() ? ALWAYS : validFrom;
        var dated = new Party(
                facts.id(),
                facts.name(),
                facts.country(),
                facts.headquarters(),
                facts.ultimateParent(),
                facts.ultimateParentName(),
                facts.ultimateParentHeadquarters(),
                from);
        underUltimateParent(id -> parent(exporter, id, from), dated, from);
        record(actor, exporter, dated);
        return dated;
    }

    /// The exporter's parties as known on a day, in the order of their ids.
    ///
    /// @param knownAt only by what had been recorded by this moment; null for all
    /// @param after only those whose id comes later; null begins with the first
    @Transactional
    public List<Party> list(
            String exporter, LocalDate on, @Nullable Instant knownAt, @Nullable String after, int limit) {
        var moment = knownAt == null ? ALL : knownAt;
        return revisions.holding(exporter, on, moment, after == null ? "" : after, limit).stream()
                .map(PartyRevision::facts)
                .toList();
    }

    /// How often facts of the party were recorded; 0 for one that is not known.
    @Transactional
    public int version(String exporter, String id) {
        return revisions.of(exporter, id).size();
    }

    private List<Party> byDay(String exporter, String id) {
        var known = cached(exporter);
        var byDay = known.byParty().get(id);
        if (byDay == null) {
            byDay = QuarkusTransaction.joiningExisting()
                    .call(() -> revisions.of(exporter, id).stream().map(PartyRevision::facts).toList());
            if (known.byParty().size() >= CACHED_MAX) {
                known.byParty().clear();
            }
            if (!byDay.isEmpty()) {
                known.byParty().put(id, byDay);
            }
        }
        return byDay;
    }

    private Known cached(String exporter) {
        return cache.computeIfAbsent(exporter, id -> new Remembered<>(
                        clock, Known.nothing(0), before -> reread(id, before)))
                .get();
    }

    /// Revisions are only added, so the same count means the same revisions.
    private Known reread(String exporter, Known before) {
        long count = QuarkusTransaction.joiningExisting().call(() -> revisions.count("exporter", exporter));
        return before.revisions() == count ? before : Known.nothing(count);
    }

    private static Party facts(Consignee typed) {
        var faults = new ArrayList<Fault>();
        var name = typed.name() == null ? "" : typed.name().strip();
        if (name.isEmpty() || name.length() > 200) {
            faults.add(new Fault("consignee.name", "length", "Give the consignee's name in 1 to 200 characters."));
        }
        var id = typed.id() == null ? PartyId.of(name) : typed.id();
        if (!PartyId.VALID.matcher(id).matches()) {
            faults.add(new Fault("consignee.id", "format",
                    "A party's id has small letters a to z, digits and hyphens, at most 100: '" + id + "' has not."));
        }
        var country = country("consignee.country", typed.country(), null, faults);
        var headquarters = country("consignee.headquarters", typed.headquarters(), country, faults);
        var parentName = typed.ultimateParent() == null ? name : typed.ultimateParent().strip();
        var parentHeadquarters = country(
                "consignee.ultimateParentHeadquarters", typed.ultimateParentHeadquarters(), headquarters, faults);
        if (!faults.isEmpty() || country == null || headquarters == null || parentHeadquarters == null) {
            throw new InvalidInput(faults);
        }
        var parent = typed.ultimateParent() == null ? id : PartyId.of(parentName);
        return new Party(id, name, country, headquarters, parent, parentName, parentHeadquarters, ALWAYS);
    }

    private static @Nullable CountryCode country(
            String field, @Nullable String typed, @Nullable CountryCode otherwise, List<Fault> faults) {
        if (typed == null) {
            if (otherwise == null) {
                faults.add(new Fault(field, "required", "Give the country as an ISO code of two capital letters."));
            }
            return otherwise;
        }
        if (!CountryCode.isKnown(typed)) {
            faults.add(new Fault(field, "unknown-country", "'" + typed
                    + "' is not a country. Use an ISO code of two capital letters, for example IN for India."));
            return null;
        }
        return CountryCode.of(typed);
    }

    private static InvalidInput unknown(String id) {
        return InvalidInput.of("consignee", "unknown-consignee", "No party '" + id
                + "' is known. Give its name, country, headquarters and ultimate parent to record it on the way.");
    }

    private static String describe(Party party) {
        return party.name() + ", " + party.country() + ", headquarters " + party.headquarters() + ", ultimate parent "
                + party.ultimateParent() + " (" + party.ultimateParentHeadquarters() + ")";
    }
}
