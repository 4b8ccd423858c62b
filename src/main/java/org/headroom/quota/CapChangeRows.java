package org.headroom.quota;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class CapChangeRows implements PanacheRepositoryBase<CapChangeRow, UUID> {

    List<CapChangeRow> newestFirst(int limit) {
        return findAll(Sort.descending("requestedAt")).range(0, limit - 1).list();
    }
}
