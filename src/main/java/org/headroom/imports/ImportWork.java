package org.headroom.imports;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.jboss.logging.Logger;

/// Works on imports in the background: two at once in each instance, and each in one instance only. What an instance
/// left behind when it ended is taken up by the next one that looks.
@ApplicationScoped
class ImportWork {

    private static final Logger LOG = Logger.getLogger(ImportWork.class);
    private static final int AT_ONCE = 2;

    private final Access access;
    private final Database database;
    private final ImportJobs jobs;
    private final Checker checker;
    private final Poster poster;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    ImportWork(Access access, Database database, ImportJobs jobs, Checker checker, Poster poster) {
        this.access = access;
        this.database = database;
        this.jobs = jobs;
        this.checker = checker;
        this.poster = poster;
    }

    void start(@Observes StartupEvent started) {
        open = true;
        takeUp();
    }

    void stop(@Observes ShutdownEvent stopping) {
        open = false;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void takeUp() {
        access.call(Reader.Other.REGULATOR, jobs::unfinished).forEach(job -> begin(job.exporter(), job.id()));
    }

    void begin(String exporter, UUID id) {
        if (open && taken.add(id)) {
            Thread.ofVirtual().name("import-" + id)
                    .start(() -> access.run(new Reader.Exporter(exporter), () -> work(id)));
        }
    }

    private void work(UUID id) {
        try {
            places.acquire();
            try {
                database.alone("import " + id, () -> goOn(id));
            } finally {
                places.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) {
            LOG.errorf(fault, "The import %s stopped and is taken up again in a minute", id);
        } finally {
            taken.remove(id);
        }
    }

    private void goOn(UUID id) {
        var job = jobs.get(id);
        switch (job.state()) {
            case RECEIVED, CHECKING -> checker.check(job);
            case POSTING -> poster.post(job);
            case CHECKED, POSTED, REFUSED -> {
                // Another instance was faster.
            }
        }
    }
}
