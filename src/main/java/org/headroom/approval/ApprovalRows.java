package org.headroom.approval;

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
import org.headroom.approval.Approval.State;

@ApplicationScoped
class ApprovalRows implements PanacheRepositoryBase<ApprovalRow, UUID> {

    /// Nobody else changes it until the transaction ends.
    Optional<ApprovalRow> locked(Act act, UUID id) {
        return find("id = ?1 and act = ?2", id, act).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    Optional<ApprovalRow> with(Act act, UUID id) {
        return find("id = ?1 and act = ?2", id, act).firstResultOptional();
    }

    List<ApprovalRow> about(Act act, String subject) {
        return list("act = ?1 and subject = ?2", Sort.descending("id"), act, subject);
    }

    /// @param states those of this moment
    /// @param before only those with a smaller id, which begins with the time
    List<ApprovalRow> newestFirst(Set<Act> acts, Set<State> states, Instant now, UUID before, int limit) {
        var where = """
                id < :before and act in :acts and case
                  when approvedAt is not null then 'APPROVED'
                  when withdrawnAt is not null then 'WITHDRAWN'
                  when requestedAt < :openSince then 'LAPSED'
                  else 'OPEN' end in :states""";
        var parameters = Parameters.with("before", before)
                .and("acts", acts)
                .and("openSince", now.minus(ApprovalRow.LAPSES_AFTER))
                .and("states", states.stream().map(State::name).toList());
        return find(where, Sort.descending("id"), parameters).range(0, limit - 1).list();
    }
}
