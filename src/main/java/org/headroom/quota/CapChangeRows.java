package org.headroom.quota;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CapChangeRows implements PanacheRepositoryBase<CapChangeRow, UUID> {

    /// @param before only those with a smaller id, which begins with the time; null begins at the newest
    List<CapChangeRow> newestFirst(@Nullable UUID before, int limit) {
        var found = before == null
                ? findAll(Sort.descending("id"))
                : find("id < ?1", Sort.descending("id"), before);
        return found.range(0, limit - 1).list();
    }
}
