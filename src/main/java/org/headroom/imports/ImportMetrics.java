package org.headroom.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// Rows of imports in figures, by what became of them: `good`, `bad` or `already` when they were checked, and then
/// `posted` or `failed`. Not whose they are.
///
/// They are there from the start, at zero, so that the first increase is seen.
@Startup
@ApplicationScoped
class ImportMetrics {

    private final Counter good;
    private final Counter bad;
    private final Counter already;
    private final Counter posted;
    private final Counter failed;

    ImportMetrics(MeterRegistry registry) {
        good = counter(registry, "good");
        bad = counter(registry, "bad");
        already = counter(registry, "already");
        posted = counter(registry, "posted");
        failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("import.rows")
                .description("Rows of imports, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    void checked(Import.Counts more) {
        good.increment(more.good());
        bad.increment(more.bad());
        already.increment(more.already());
    }

    void settled(int postedNow, int failedNow) {
        posted.increment(postedNow);
        failed.increment(failedNow);
    }
}
