package org.headroom.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.headroom.launch.ServersOfThisRun;
import org.headroom.ledger.PostingBench;
import org.headroom.ledger.PostingBench.Result;

/// `./headroom bench`: ratios within one run, on one database. Trust the ratios, not the digits.
public final class Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    private Bench() {}

    interface Way {
        Result run(Duration time) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var servers = ServersOfThisRun.properties();
        Flyway.configure()
                .dataSource(
                        servers.get("quarkus.flyway.jdbc-url"),
                        servers.get("quarkus.flyway.username"),
                        servers.get("quarkus.flyway.password"))
                .locations("classpath:db/migration")
                .load()
                .migrate();
        posting(servers);
        System.exit(0); // the servers stop in their shutdown hook
    }

    private static void posting(Map<String, String> servers) throws Exception {
        var bench = new PostingBench(
                servers.get("quarkus.flyway.jdbc-url"),
                servers.get("quarkus.flyway.username"),
                servers.get("quarkus.flyway.password"),
                servers.get("quarkus.datasource.writer.username"),
                servers.get("quarkus.datasource.writer.password"));
        System.out.println("\nPosting: four accounts each, one of them hot; postings a second (p99 in ms)\n");
        System.out.println("| callers | ledger | lock per posting | one row | ledger / lock | ledger / row |");
        System.out.println("|--:|--:|--:|--:|--:|--:|");
        for (int callers : new int[] {64, 1}) {
            bench.ledger(callers, WARM_UP);
            var ledger = best(time -> bench.ledger(callers, time));
            bench.lockPerPosting(callers, WARM_UP);
            var lock = best(time -> bench.lockPerPosting(callers, time));
            bench.singleRow(callers, WARM_UP);
            var row = best(time -> bench.singleRow(callers, time));
            System.out.printf(Locale.ROOT, "| %d | %s | %s | %s | %.1f | %.2f |%n", callers, shown(ledger), shown(lock),
                    shown(row), ledger.perSecond() / lock.perSecond(), ledger.perSecond() / row.perSecond());
        }
        bench.close();
    }

    /// The better of two runs: what disturbs a run only ever slows it.
    private static Result best(Way way) throws Exception {
        var first = way.run(MEASURED);
        var second = way.run(MEASURED);
        return first.perSecond() > second.perSecond() ? first : second;
    }

    private static String shown(Result result) {
        return String.format(Locale.ROOT, "%,.0f (%.1f)", result.perSecond(), result.millisP99());
    }
}
