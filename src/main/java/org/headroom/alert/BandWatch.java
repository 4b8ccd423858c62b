package org.headroom.alert;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.quota.Bands;

/// Tells exporters of bands that have risen, once a day after midnight UTC.
///
/// One instance holds the row that says which day was told last; the others skip it. Who was down at midnight finds
/// that day in the row, and tells what has risen since.
@ApplicationScoped
class BandWatch {

    private final Access access;
    private final Bands bands;
    private final Notices notices;
    private final EntityManager entityManager;
    private final Clock clock;

    BandWatch(Access access, Bands bands, Notices notices, EntityManager entityManager, Clock clock) {
        this.access = access;
        this.bands = bands;
        this.notices = notices;
        this.entityManager = entityManager;
        this.clock = clock;
    }

    @Scheduled(every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    void tell() {
        access.run(Reader.Other.REGULATOR, () -> QuarkusTransaction.requiringNew().run(this::tellDue));
    }

    private void tellDue() {
        List<?> told = entityManager
                .createNativeQuery("select day from band_day for update skip locked", LocalDate.class)
                .getResultList();
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (told.isEmpty() || !((LocalDate) told.getFirst()).isBefore(today)) {
            return;
        }
        var before = ((LocalDate) told.getFirst()).atStartOfDay(ZoneOffset.UTC).toInstant();
        bands.risen(before, now).ifPresent(risen -> {
            risen.forEach(each -> notices.add(each, today, now));
            entityManager.createNativeQuery("update band_day set day = ?1").setParameter(1, today).executeUpdate();
        });
    }
}
