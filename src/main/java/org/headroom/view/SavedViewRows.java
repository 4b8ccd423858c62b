package org.headroom.view;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SavedViewRows implements PanacheRepositoryBase<SavedViewRow, UUID> {

    /// Whatever others keep for themselves is left out; whatever other exporters keep is not there.
    List<SavedViewRow> seenBy(String subject) {
        return list("owner = ?1 or isShared order by name, id", subject);
    }

    Optional<SavedViewRow> of(String subject, String name) {
        return find("owner = ?1 and name = ?2", subject, name).firstResultOptional();
    }

    boolean end(String subject, UUID id) {
        return delete("owner = ?1 and id = ?2", subject, id) == 1;
    }
}
