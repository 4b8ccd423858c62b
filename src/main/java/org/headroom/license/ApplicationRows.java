package org.headroom.license;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /// @param before only those with a smaller id, which begins with the time; null begins at the newest
    List<ApplicationRow> newestFirst(String exporter, @Nullable UUID before, int limit) {
        var found = before == null
                ? find("exporter = ?1", Sort.descending("id"), exporter)
                : find("exporter = ?1 and id < ?2", Sort.descending("id"), exporter, before);
        return found.range(0, limit - 1).list();
    }
}
