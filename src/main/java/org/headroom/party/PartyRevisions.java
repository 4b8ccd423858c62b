package org.headroom.party;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class PartyRevisions implements PanacheRepositoryBase<PartyRevision, Long> {

    /// All revisions of one party: by the day they began, and of one day the last recorded last.
    List<PartyRevision> of(String exporter, String party) {
        return list("exporter = ?1 and party = ?2", Sort.by("validFrom").and("id"), exporter, party);
    }

    /// As [#of(String, String)], those that had been recorded by a moment.
    List<PartyRevision> of(String exporter, String party, Instant knownAt) {
        return list(
                "exporter = ?1 and party = ?2 and recordedAt <= ?3",
                Sort.by("validFrom").and("id"),
                exporter,
                party,
                knownAt);
    }

    /// The facts that were recorded first.
    Optional<Party> first(String exporter, String party) {
        return find("exporter = ?1 and party = ?2", Sort.by("id"), exporter, party)
                .firstResultOptional()
                .map(PartyRevision::facts);
    }

    /// The parties of which any revision names one of these as its parent.
    List<String> belongingTo(String exporter, Set<String> parents) {
        return find("select distinct party from PartyRevision where exporter = ?1 and ultimateParent in ?2", exporter,
                        parents)
                .project(String.class)
                .list();
    }

    /// The revision of each party that holds on a day, of those that had been recorded by a moment, by the party's id.
    List<PartyRevision> holding(String exporter, LocalDate on, Instant knownAt, String after, int limit) {
        return find("""
                        from PartyRevision r
                        where r.exporter = ?1 and r.validFrom <= ?2 and r.party > ?3 and r.recordedAt <= ?4
                          and not exists (
                            from PartyRevision later
                            where later.exporter = r.exporter and later.party = r.party and later.validFrom <= ?2
                              and later.recordedAt <= ?4
                              and (later.validFrom > r.validFrom
                                or later.validFrom = r.validFrom and later.id > r.id))
                        order by r.party""",
                        exporter, on, after, knownAt)
                .range(0, limit - 1)
                .list();
    }
}
