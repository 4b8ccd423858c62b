package org.headroom.party;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

@ApplicationScoped
class PartyRevisions implements PanacheRepositoryBase<PartyRevision, Long> {

    /// All revisions of one party: by the day they began, and of one day the last recorded last.
    List<PartyRevision> of(String exporter, String party) {
        return list("exporter = ?1 and party = ?2", Sort.by("validFrom").and("id"), exporter, party);
    }

    /// The revision of each party that holds on a day, by the party's id.
    List<PartyRevision> holding(String exporter, LocalDate on, String after, int limit) {
        return find("""
                        from PartyRevision r
                        where r.exporter = ?1 and r.validFrom <= ?2 and r.party > ?3
                          and not exists (
                            from PartyRevision later
                            where later.exporter = r.exporter and later.party = r.party and later.validFrom <= ?2
                              and (later.validFrom > r.validFrom
                                or later.validFrom = r.validFrom and later.id > r.id))
                        order by r.party""",
                        exporter, on, after)
                .range(0, limit - 1)
                .list();
    }
}
