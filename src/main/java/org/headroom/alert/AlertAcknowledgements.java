package org.headroom.alert;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class AlertAcknowledgements implements PanacheRepositoryBase<AlertAcknowledgement, AlertAcknowledgement.Key> {

    List<AlertAcknowledgement> of(Collection<UUID> crossings) {
        return list("crossing in ?1", Sort.by("acknowledgedAt"), crossings);
    }
}
