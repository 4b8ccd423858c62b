package org.headroom.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class VerificationRows implements PanacheRepositoryBase<VerificationRow, UUID> {

    Optional<VerificationRow> last() {
        return findAll(Sort.descending("endedAt")).firstResultOptional();
    }
}
