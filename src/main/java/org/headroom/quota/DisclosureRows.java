package org.headroom.quota;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.terms.Disclosure;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DisclosureRows implements PanacheRepositoryBase<DisclosureRow, UUID> {

    /// What is set, by `regime:rule`. It asks for no more than exporters may read.
    Map<String, Disclosure> settings() {
        var settings = new HashMap<String, Disclosure>();
        getEntityManager()
                .createQuery("select regime || ':' || rule, disclosure from DisclosureRow order by id", Object[].class)
                .getResultStream()
                .forEach(row -> settings.put((String) row[0], (Disclosure) row[1]));
        return settings;
    }

    /// @param before only those with a smaller id, which begins with the time; null begins at the newest
    List<DisclosureRow> newestFirst(@Nullable UUID before, int limit) {
        var found = before == null
                ? findAll(Sort.descending("id"))
                : find("id < ?1", Sort.descending("id"), before);
        return found.range(0, limit - 1).list();
    }
}
