package org.headroom.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

@ApplicationScoped
class DeviceRevisions implements PanacheRepositoryBase<DeviceRevision, DeviceRevision.Key> {

    List<DeviceRevision> all() {
        return listAll(Sort.by("device").and("revision"));
    }

    Set<String> devices() {
        return Set.copyOf(find("select distinct device from DeviceRevision").project(String.class).list());
    }

    List<DeviceRevision> of(String device) {
        return list("device = ?1", Sort.by("revision"), device);
    }

    /// As [#of(String)], those that had been recorded by a moment.
    List<DeviceRevision> of(String device, Instant knownAt) {
        return list("device = ?1 and recordedAt <= ?2", Sort.by("revision"), device, knownAt);
    }

    /// Those that had been recorded by a moment.
    List<DeviceRevision> all(Instant knownAt) {
        return list("recordedAt <= ?1", Sort.by("device").and("revision"), knownAt);
    }
}
