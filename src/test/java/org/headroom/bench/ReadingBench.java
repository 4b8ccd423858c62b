package org.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.IntFunction;
import org.headroom.bench.Load.Call;
import org.headroom.launch.TestDatabase;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;

/// Balances over HTTP, with 100,000 entries in the book and with 10,000,000, over two years and 500 quotas.
@QuarkusTest
class ReadingBench {

    static final Duration WARM_UP = Duration.ofSeconds(30);
    static final Duration MEASURED = Duration.ofSeconds(8);
    static final int QUOTAS = 500;
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 2);
    static final int DAYS = 680;

    @TestHTTPResource("/")
    URI service;

    @Test
    void balances_over_http() throws Exception {
        execute(ACCOUNTS);
        try (var load = new Load(service.getPort(), 1)) {
            fill(100_000);
            measure(load, WARM_UP, ReadingBench::all); // compiles what is measured
            measure(load, WARM_UP, ReadingBench::one);
            var fewAll = measure(load, MEASURED, ReadingBench::all);
            var fewOne = measure(load, MEASURED, ReadingBench::one);
            fill(10_000_000);
            var manyAll = measure(load, MEASURED, ReadingBench::all);
            var manyOne = measure(load, MEASURED, ReadingBench::one);
            System.out.println("\nBalances over HTTP, one connection; p50 and p99 in ms\n");
            System.out.println("| question | 100,000 entries | 10,000,000 entries | p99 many / few |");
            System.out.println("|---|--:|--:|--:|");
            print("all 500 quotas, now", fewAll, manyAll);
            print("one quota at any pair of dates", fewOne, manyOne);
        }
    }

    private static void print(String question, Load.Result few, Load.Result many) {
        System.out.printf(Locale.ROOT, "| %s | %.1f, %.1f | %.1f, %.1f | %.2f |%n", question, few.millisP50(),
                few.millisP99(), many.millisP50(), many.millisP99(), many.millisP99() / few.millisP99());
    }

    private static Load.Result measure(Load load, Duration time, IntFunction<Call> calls) throws InterruptedException {
        var result = load.run(time, Tokens.of("regulator"), calls);
        assertThat(result.statuses()).containsOnlyKeys(200);
        return result;
    }

    private static Call all(int number) {
        return new Call("/api/v1/quotas?rule=lpp&limit=" + QUOTAS, null);
    }

    /// Every quota in turn, at days and moments that walk through the two years.
    private static Call one(int number) {
        var on = FIRST_DAY.plusDays(number * 37L % DAYS);
        var knownAt = FIRST_DAY.plusDays(number * 53L % DAYS) + "T12:34:56Z";
        return new Call("/api/v1/quotas/us-diffusion-2025:lpp:bench-%03d:2026-01-01?on=%s&knownAt=%s"
                .formatted(number % QUOTAS, on, knownAt), null);
    }

    private static final String ACCOUNTS = """
            insert into account (key, regime, rule, title, citation, scope, destination, unit, counts, first_day,
                last_day, cap)
              select format('us-diffusion-2025:lpp:bench-%s:2026-01-01', to_char(n, 'FM000')), 'us-diffusion-2025',
                'lpp', 'LPP limit of an ultimate parent in a calendar year', '15 CFR 740.29(d)',
                array[format('bench-%s', to_char(n, 'FM000'))], null, 'TPP', 'EXPORTED', '2026-01-01', '2026-12-31',
                26900000
              from generate_series(0, 499) n""";

    private static final String EMPTY = """
            alter table posting disable trigger user;
            alter table entry disable trigger user;
            truncate posting, entry, account_day;
            create temp table if not exists bench_account as
              select id, row_number() over (order by key) - 1 as n from account where key like '%:bench-%';
            create temp table if not exists bench_ids as select array_agg(id order by n) as ids from bench_account""";

    /// Four entries for each posting, to quotas in turn, an hour or so apart.
    private static final String POSTINGS = """
            insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at, reference,
                device, quantity, destination, consignee, body, salt, leaf_hash, accounts, moves, bindings)
              select n, gen_random_uuid(), 'SHIPMENT', 'aurora', 'bench', 'Bench', at::date - (n % 2)::int, at,
                'SO-' || n, 'nvidia-h100-sxm5-80gb', 1, 'IN', 'bench', '{}', '\\x00', '\\x00',
                array[ids[(n * 4 - 4) % 500 + 1], ids[(n * 4 - 3) % 500 + 1], ids[(n * 4 - 2) % 500 + 1],
                  ids[(n * 4 - 1) % 500 + 1]],
                array[array[0, 1, 0, (n * 4 - 4) / 500 + 1, 26900000], array[0, 1, 0, (n * 4 - 3) / 500 + 1, 26900000],
                  array[0, 1, 0, (n * 4 - 2) / 500 + 1, 26900000], array[0, 1, 0, (n * 4 - 1) / 500 + 1, 26900000]],
                array[true, true, true, true]
              from bench_ids, generate_series(1, $postings) n
                cross join lateral (select timestamptz '2025-01-02 00:00:00Z' + n * interval '680 days' / $postings as at)""";

    private static final String ENTRIES = """
            insert into entry (account, number, reserved_delta, charged_delta, reserved_after, charged_after, cap_after,
                effective_on, binding)
              select account, number, reserved_delta, charged_delta, reserved_after, charged_after, cap_after,
                effective_on, binding from moved(0, $postings)""";

    private static final String ROLL_UP = """
            insert into account_day
              select account, effective_on, recorded_on, sum(reserved_delta), sum(charged_delta)
              from moved(0, $postings) group by 1, 2, 3;
            update copied_head set number = $postings;
            update ledger_head set number = $postings, recorded_at = timestamptz '2025-01-02 00:00:00Z' + interval '680 days';
            update account set charged = $postings * 4 / 500, last_number = $postings where key like '%:bench-%';
            analyze""";

    private static void fill(int entries) throws SQLException {
        execute(EMPTY, POSTINGS, ENTRIES, ROLL_UP, entries / 4);
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void execute(String empty, String postings, String entries, String rollUp, int count)
            throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var sql = connection.createStatement()) {
            for (var statement : new String[] {empty, postings, entries, rollUp}) {
                sql.execute(statement.replace("$postings", String.valueOf(count)));
            }
        }
    }
}
