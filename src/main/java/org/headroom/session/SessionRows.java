package org.headroom.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Changes are statements and not of entities: several instances change one row, each its own part of it.
@ApplicationScoped
class SessionRows implements PanacheRepositoryBase<SessionRow, String> {

    void use(String id, Instant now) {
        update("usedAt = ?1 where id = ?2", now, id);
    }

    /// Whether the caller is the one who renews.
    ///
    /// @param seen the expiry of what the caller wants renewed
    /// @param abandoned who began before has ended without a word
    boolean claim(String id, Instant seen, Instant abandoned, Instant now) {
        return update("renewingAt = ?1 where id = ?2 and expiresAt = ?3 and (renewingAt is null or renewingAt < ?4)",
                now, id, seen, abandoned) == 1;
    }

    void renew(String id, byte[] sealed, Instant expiresAt) {
        update("sealed = ?1, expiresAt = ?2, renewingAt = null where id = ?3", sealed, expiresAt, id);
    }

    void end(String id) {
        delete("id = ?1", id);
    }

    long endBefore(Instant begun, Instant used) {
        return delete("begunAt < ?1 or usedAt < ?2", begun, used);
    }
}
