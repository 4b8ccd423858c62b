package org.headroom.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.flywaydb.core.Flyway;
import org.headroom.launch.ServersOfThisRun;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.PostingBench;
import org.headroom.ledger.PostingBench.Result;

/// `./headroom bench`: ratios within one run, on one database. Trust the ratios, not the digits.
public final class Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final int ROUNDS = 7;

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
            var rounds = rounds(List.of(
                    time -> bench.ledger(callers, time),
                    time -> bench.lockPerPosting(callers, time),
                    time -> bench.singleRow(callers, time)));
            System.out.printf(Locale.ROOT, "| %d | %s | %s | %s | %.1f | %.2f |%n", callers,
                    shown(rounds, 0), shown(rounds, 1), shown(rounds, 2), ratio(rounds, 1), ratio(rounds, 2));
        }
        bench.close();
    }

    /// Each way in turn, again and again: a machine that is slower for a while is so for all of them.
    private static List<List<Result>> rounds(List<Way> ways) throws Exception {
        for (var way : ways) {
            way.run(WARM_UP);
        }
        var rounds = new ArrayList<List<Result>>();
        checkpoint();
        for (int round = 0; round < ROUNDS; round++) {
            var results = new ArrayList<Result>();
            for (var way : ways) {
                results.add(way.run(MEASURED));
            }
            rounds.add(results);
        }
        return rounds;
    }

    /// The files of the log that the warm-up wrote are used again from here on, as in a database that has run for a
    /// while. In a new one they are made, and filled with zeros, while somebody waits for his commit.
    static void checkpoint() throws SQLException {
        try (var administrator = TestDatabase.asAdministrator(); var sql = administrator.createStatement()) {
            sql.execute("checkpoint");
        }
    }

    private static double ratio(List<List<Result>> rounds, int other) {
        return median(rounds, round -> round.get(0).perSecond() / round.get(other).perSecond());
    }

    private static String shown(List<List<Result>> rounds, int way) {
        return String.format(Locale.ROOT, "%,.0f (%.1f)", median(rounds, round -> round.get(way).perSecond()),
                median(rounds, round -> round.get(way).millisP99()));
    }

    private static double median(List<List<Result>> rounds, ToDoubleFunction<List<Result>> figure) {
        return rounds.stream().mapToDouble(figure).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
