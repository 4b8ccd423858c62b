package org.headroom.party;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class PartyRevisions implements PanacheRepositoryBase<PartyRevision, Long> {

    /// All revisions of one party: by the day they began, and of one day the last recorded last.
    List<PartyRevision> of(String exporter, String party) {
        return list("exporter = ?1 and party = ?2", Sort.by("validFrom").and("id"), exporter, party);
    }

    List<PartyRevision> of(String exporter) {
        return list("exporter = ?1", Sort.by("party").and("validFrom").and("id"), exporter);
    }
}
