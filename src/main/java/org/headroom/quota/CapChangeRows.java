package org.headroom.quota;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.quota.CapChange.State;

@ApplicationScoped
class CapChangeRows implements PanacheRepositoryBase<CapChangeRow, UUID> {

    /// Nobody else changes it until the transaction ends.
    Optional<CapChangeRow> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// @param states those of this moment
    /// @param before only those with a smaller id, which begins with the time
    List<CapChangeRow> newestFirst(Set<State> states, Instant now, UUID before, int limit) {
        var where = """
                id < :before and case
                  when approvedAt is not null then 'APPROVED'
                  when withdrawnAt is not null then 'WITHDRAWN'
                  when requestedAt < :openSince then 'LAPSED'
                  else 'OPEN' end in :states""";
        var parameters = Parameters.with("before", before)
                .and("openSince", now.minus(CapChangeRow.LAPSES_AFTER))
                .and("states", states.stream().map(State::name).toList());
        return find(where, Sort.descending("id"), parameters).range(0, limit - 1).list();
    }
}
