package org.headroom.ledger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Copies what postings did to where it is found by account: as entries, summed up by day, and summed up for each
/// exporter. So the movements of an account need no look at others; a balance at any pair of dates needs days and the
/// last few postings, an exporter's own use one row and the last few postings.
///
/// It is told up to which posting the copies reach (whoever reads them adds what the postings after it say), so they
/// may lag and are never wrong. One instance at a time does the work.
@ApplicationScoped
class Copier {

    private static final Logger LOG = Logger.getLogger(Copier.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int POSTINGS_AT_ONCE = 5_000;

    /// No row where nothing is to be done, or another instance does it: an idle ledger is only read.
    private static final String NEXT = """
            select d.number, least(h.number, d.number + ?) from copied_head d, ledger_head h
              where d.number < h.number for update of d skip locked""";

    private static final String COPY = """
            with done as materialized (select * from moved(?, ?)),
              copied as (insert into entry (account, number, effective_on, reserved_delta, charged_delta,
                  reserved_after, charged_after, cap_after, binding)
                select account, number, effective_on, reserved_delta, charged_delta, reserved_after, charged_after,
                  cap_after, binding from done order by account, number),
              of_exporters as (
                insert into account_exporter as x (exporter, account, reserved, charged)
                  select exporter, account, sum(reserved_delta), sum(charged_delta) from done
                    where exporter is not null and (reserved_delta <> 0 or charged_delta <> 0)
                    group by 1, 2 order by 1, 2
                  on conflict (exporter, account)
                  do update set reserved = x.reserved + excluded.reserved, charged = x.charged + excluded.charged)
            insert into account_day as d (account, effective_on, recorded_on, reserved, charged)
              select account, effective_on, recorded_on, sum(reserved_delta), sum(charged_delta) from done
              group by 1, 2, 3 order by 1, 2, 3
              on conflict (account, effective_on, recorded_on)
              do update set reserved = d.reserved + excluded.reserved, charged = d.charged + excluded.charged;
            update copied_head set number = ?""";

    private final AgroalDataSource writer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("ledger-copier").daemon().unstarted(this::work);

    Copier(@DataSource("writer") AgroalDataSource writer) {
        this.writer = writer;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void work() {
        try {
            while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                catchUp();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() {
        try (var connection = writer.getConnection()) {
            connection.setAutoCommit(false);
            boolean behind;
            do {
                behind = stopped.getCount() > 0 && step(connection);
                connection.commit();
            } while (behind);
        } catch (SQLException failed) {
            LOG.debug("The copies wait for the database", failed); // answers stay right without them
        }
    }

    /// @return whether there may be more to do
    private static boolean step(Connection connection) throws SQLException {
        try (var next = connection.prepareStatement(NEXT)) {
            next.setInt(1, POSTINGS_AT_ONCE);
            try (var row = next.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                copy(connection, row.getLong(1), row.getLong(2));
                return true;
            }
        }
    }

    private static void copy(Connection connection, long from, long last) throws SQLException {
        try (var statement = connection.prepareStatement(COPY)) {
            statement.setLong(1, from);
            statement.setLong(2, last);
            statement.setLong(3, last);
            statement.execute();
        }
    }
}
