package org.headroom.license;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ApplicationRows implements PanacheRepositoryBase<ApplicationRow, UUID> {

    Optional<ApplicationRow> of(String exporter, UUID id) {
        return find("exporter = ?1 and id = ?2", exporter, id).firstResultOptional();
    }

    Optional<ApplicationRow> named(String exporter, String reference) {
        return find("exporter = ?1 and reference = ?2", exporter, reference).firstResultOptional();
    }

    List<ApplicationRow> newestFirst(String exporter, int limit) {
        return find("exporter = ?1", Sort.descending("id"), exporter).range(0, limit - 1).list();
    }
}
