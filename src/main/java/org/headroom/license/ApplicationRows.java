package org.headroom.license;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.license.Application.Status;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ApplicationRows implements PanacheRepositoryBase<ApplicationRow, UUID> {

    Optional<ApplicationRow> of(String exporter, UUID id) {
        return find("exporter = ?1 and id = ?2", exporter, id).firstResultOptional();
    }

    /// Nobody else changes it until the transaction ends.
    Optional<ApplicationRow> locked(String exporter, UUID id) {
        return find("exporter = ?1 and id = ?2", exporter, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<ApplicationRow> named(String exporter, String reference) {
        return find("exporter = ?1 and reference = ?2", exporter, reference).firstResultOptional();
    }

    /// @param status null for all
    /// @param before only those with a smaller id, which begins with the time; null begins at the newest
    List<ApplicationRow> newestFirst(String exporter, @Nullable Status status, @Nullable UUID before, int limit) {
        var asked = new StringBuilder("exporter = :exporter");
        var with = Parameters.with("exporter", exporter);
        if (status != null) {
            asked.append(" and status = :status");
            with.and("status", status);
        }
        if (before != null) {
            asked.append(" and id < :before");
            with.and("before", before);
        }
        return find(asked.toString(), Sort.descending("id"), with).range(0, limit - 1).list();
    }
}
