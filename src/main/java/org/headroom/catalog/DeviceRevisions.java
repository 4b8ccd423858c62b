package org.headroom.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class DeviceRevisions implements PanacheRepositoryBase<DeviceRevision, DeviceRevision.Key> {

    List<DeviceRevision> all() {
        return listAll(Sort.by("device").and("revision"));
    }

    List<DeviceRevision> of(String device) {
        return list("device = ?1", Sort.by("revision"), device);
    }
}
