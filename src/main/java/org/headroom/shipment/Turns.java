package org.headroom.shipment;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.Session;

/// What follows a shipment is worked out from what it has come to, so it happens one after the other, on all instances.
@ApplicationScoped
class Turns {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private final EntityManager entityManager;

    Turns(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /// Does the work while nothing else follows the shipment.
    <T> T inTurn(UUID shipment, Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            entityManager.unwrap(Session.class).doWork(connection -> {
                try (var statement = connection.prepareStatement(LOCK)) {
                    statement.setString(1, "shipment " + shipment);
                    statement.execute();
                }
            });
            return work.get();
        });
    }
}
